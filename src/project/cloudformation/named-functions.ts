import { groupBy } from '../../lib/group.js';
import { oncePer } from '../../lib/memoise.js';
import { isObject, objectAt, type Plain } from '../data-file.js';
import { idOfFunction, isFunction, type Stack } from './stack.js';

/** Deeper than any definition of a state machine. */
const MAX_DEPTH = 30;

/** The first function that is named anywhere in a value, such as the URI of an integration. */
export function functionIn(stack: Stack, value: Plain): string | undefined {
  return stack.functionOf(value) ?? functionsNamed(stack, value)[0];
}

/** All functions that are named anywhere in a value, each once. */
export function functionsNamed(stack: Stack, value: Plain): string[] {
  return [...new Set(named(stack, value, 0))];
}

function named(stack: Stack, value: Plain, depth: number): string[] {
  if (depth > MAX_DEPTH) return [];
  if (typeof value === 'string') return namedInText(stack, value);
  if (typeof value !== 'object' || value === null) return [];
  const own = Array.isArray(value) ? undefined : stack.functionOf(value);
  const inner = Object.entries(value).flatMap(([key, each]: [string, Plain]) => [
    ...(key === 'FunctionName' ? called(stack, each) : []),
    ...named(stack, each, depth + 1),
  ]);
  return [...(own === undefined ? [] : [own]), ...inner];
}

/** A text to substitute into names a resource for each of its variables, and may have the ARN of a function or its name. */
function namedInText(stack: Stack, text: string): string[] {
  const variables = [...text.matchAll(/\$\{([A-Za-z0-9#]+)(?:\.(?:Arn|Alias))?\}/g)];
  const byVariable = variables.flatMap(([, name = '']) => stack.functionOf({ Ref: name }) ?? []);
  const names = [...text.matchAll(/(?::function:|"FunctionName"\s*:\s*")((?:\$\{[^}]*\}|[^":/\s])+)/g)];
  return [...byVariable, ...names.flatMap(([, name = '']) => called(stack, name))];
}

function called(stack: Stack, name: Plain): string[] {
  const found = functionCalled(stack, name);
  return found === undefined ? [] : [found];
}

/** Id of the declaration of the function of this stack that has the name, or whose ARN the value is. */
export function functionCalled(stack: Stack, value: Plain): string | undefined {
  const text = asText(value);
  if (text === undefined) return undefined;
  const isReference = objectAt(value).Ref !== undefined;
  const [, id] = OF_RESOURCE.exec(text) ?? [];
  const ofResource = id === undefined || isReference ? undefined : stack.functionOf({ Ref: id });
  if (ofResource !== undefined) return ofResource;
  const [, ofArn] = /:function:((?:\$\{[^}]*\}|[^:/${}])+)/.exec(text) ?? [];
  const name = ofArn ?? (/:(?!:)/.test(text.replaceAll(/\$\{[^}]*\}/g, '')) ? undefined : text);
  return name === undefined ? undefined : byName(stack).get(name)?.[0]?.id;
}

/** `${Fn.Arn}:live`, `arn:…:function:${Fn}:live`, and either in the URI of an integration: an alias or a version of a resource. */
const OF_RESOURCE =
  /(?:^|:function:|\/functions\/)\$\{([A-Za-z0-9#]+)(?:\.Arn)?\}(?::(?:[\w-]+|\$LATEST|\$\{[^}]*\}))?(?:\/invocations)?$/;

const byName = oncePer((stack: Stack) =>
  groupBy(
    stack.resources
      .filter(isFunction)
      .flatMap((each) => [each.resolved.FunctionName, each.written.FunctionName].map((name) => ({ each, name })))
      .map(({ each, name }) => ({ id: idOfFunction(each), name: asText(name) })),
    ({ name }) => name,
  ),
);

/** A value as one text with variables, however it is put together: two that are written differently may be the same name. */
function asText(value: Plain): string | undefined {
  if (typeof value === 'string') return value;
  if (!isObject(value)) return undefined;
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Sub': text, 'Fn::Join': joined } = value;
  if (typeof ref === 'string') return `\${${ref}}`;
  if (attribute !== undefined) return `\${${[attribute].flat().join('.')}}`;
  if (text !== undefined) return substituted(text);
  if (!Array.isArray(joined) || !Array.isArray(joined[1])) return undefined;
  const parts = joined[1].map(asText);
  return parts.every((each) => each !== undefined) ? parts.join(String(joined[0])) : undefined;
}

function substituted(argument: Plain): string | undefined {
  const [text, variables] = [argument].flat();
  if (typeof text !== 'string') return undefined;
  const given = objectAt(variables);
  return text.replaceAll(/\$\{([^!}]+)\}/g, (whole, name: string) => asText(given[name]) ?? whole);
}

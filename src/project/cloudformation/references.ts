import { isObject, type Plain, type PlainObject } from '../data-file.js';

/** The logical id that a `Ref` or `Fn::GetAtt` value, or a name of its parts, points at; `stack#id` for one of another stack. */
export function getReferenced(value: Plain): string | undefined {
  if (!isObject(value)) return undefined;
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Sub': text } = value;
  // SAM has names for the alias and the version that it publishes.
  if (typeof ref === 'string') return ref.replace(/\.(Alias|Version)$/, '');
  if (Array.isArray(attribute)) return String(attribute[0]);
  if (typeof attribute === 'string') return attribute.split('.')[0];
  const [first] = Array.isArray(text) ? text : [text];
  // `arn:…:function:${Fn}` and the integration URIs `…/functions/${Fn.Arn}/invocations` name one resource of ours.
  return typeof first === 'string'
    ? /\$\{([A-Za-z0-9#]+)(?:\.(?:Arn|Alias))?\}(?:\/invocations)?$/.exec(first)?.[1]
    : undefined;
}

/** The value as other stacks may hold it: the logical ids in it say which stack they are of. */
export function qualify(value: Plain, stack: string): Plain {
  const inner = (each: Plain) => qualify(each, stack);
  if (Array.isArray(value)) return value.map(inner);
  if (!isObject(value)) return value;
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Sub': text } = value;
  if (typeof ref === 'string') return { Ref: qualified(ref, stack) };
  if (attribute !== undefined) return { 'Fn::GetAtt': qualifyAttribute(attribute, stack) };
  if (text !== undefined) return { 'Fn::Sub': qualifyText(text, stack) };
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inner(each)]));
}

/** `stack#id` taken apart; no stack where the id is of the one that says it. */
export function splitReference(reference: string): { readonly stack?: string; readonly id: string } {
  const at = reference.indexOf('#');
  return at < 0 ? { id: reference } : { stack: reference.slice(0, at), id: reference.slice(at + 1) };
}

function qualified(id: string, stack: string): string {
  return id.startsWith('AWS::') || id.includes('#') ? id : `${stack}#${id}`;
}

function qualifyAttribute(attribute: Plain, stack: string): Plain {
  if (typeof attribute === 'string') return qualified(attribute, stack);
  if (!Array.isArray(attribute)) return attribute;
  const [first, ...rest] = attribute;
  return [typeof first === 'string' ? qualified(first, stack) : qualify(first, stack), ...rest];
}

function qualifyText(argument: Plain, stack: string): Plain {
  const [text, variables] = Array.isArray(argument) ? argument : [argument];
  if (typeof text !== 'string') return argument;
  const own: PlainObject = isObject(variables) ? variables : {};
  const renamed = text.replaceAll(/\$\{([^!}][^}]*)\}/g, (whole, name: string) =>
    Object.hasOwn(own, name) ? whole : `\${${qualified(name, stack)}}`,
  );
  return isObject(variables) ? [renamed, qualify(variables, stack)] : renamed;
}

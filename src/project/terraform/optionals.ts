import { isObject, type Plain, type PlainObject } from '../data-file.js';
import { type Expression, parseExpression } from './parse-expression.js';

/** For each key of an object that may be left out, what it is then; and the same of the objects inside. */
export interface Optionals {
  readonly defaults: PlainObject;
  readonly inside: ReadonlyMap<string, Optionals>;
  /** What the items of a map or a list are like. */
  readonly items?: Optionals;
}

export const NO_OPTIONALS: Optionals = { defaults: {}, inside: new Map() };

/** Reads the type of a variable, such as `object({ zip = string, bucket = optional(string, null) })`. */
export function readOptionals(type: string | undefined): Optionals {
  const [, inner = type] = /^\$\{([\s\S]*)\}$/.exec(type ?? '') ?? [];
  const parsed = inner === undefined ? undefined : parseExpression(inner);
  return parsed ? optionalsOf(parsed) : NO_OPTIONALS;
}

function optionalsOf(type: Expression): Optionals {
  if (type.kind !== 'call') return NO_OPTIONALS;
  const [first] = type.args;
  if (first && /^(map|list|set)$/.test(type.name)) return { ...NO_OPTIONALS, items: optionalsOf(first) };
  if (type.name !== 'object' || first?.kind !== 'object') return NO_OPTIONALS;
  const defaults: PlainObject = {};
  const inside = new Map<string, Optionals>();
  for (const [key, value] of first.entries) {
    if (key.kind !== 'literal') continue;
    const name = String(key.value);
    const isOptional = value.kind === 'call' && value.name === 'optional';
    const [own, otherwise] = isOptional ? value.args : [value];
    if (isOptional) defaults[name] = otherwise ? literalOf(otherwise) : null;
    if (own) inside.set(name, optionalsOf(own));
  }
  return { defaults, inside };
}

/** Defaults in types are literals. */
function literalOf(expression: Expression): Plain {
  if (expression.kind === 'literal') return expression.value;
  if (expression.kind === 'template' && expression.parts.every((part) => typeof part === 'string'))
    return expression.parts.join('');
  if (expression.kind === 'list') return expression.items.map(literalOf);
  if (expression.kind === 'object')
    return Object.fromEntries(
      expression.entries.map(([key, value]) => [key.kind === 'literal' ? String(key.value) : '', literalOf(value)]),
    );
  return undefined;
}

/** The value with what its type says of keys that are left out. */
export function withOptionals(value: Plain, { defaults, inside, items }: Optionals): Plain {
  if (Array.isArray(value)) return items ? value.map((each) => withOptionals(each, items)) : value;
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, each]) => {
    const filled = each === null && defaults[key] !== undefined ? defaults[key] : each;
    return [key, withOptionals(filled, inside.get(key) ?? items ?? NO_OPTIONALS)];
  });
  const absent = Object.entries(defaults)
    .filter(([key]) => !Object.hasOwn(value, key))
    .map(([key, each]) => [key, withOptionals(each, inside.get(key) ?? NO_OPTIONALS)]);
  return Object.fromEntries([...absent, ...entries]);
}

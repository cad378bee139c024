import type { ts } from 'ts-morph';
import type { Api, PolledKind } from '../../model/deployment.js';
import { guessOf } from '../evaluate/join.js';
import { type Frame, type LibraryObject, ObjectValue, Unknown, type Value } from '../evaluate/values.js';
import type { SettingDefaults } from '../function-settings.js';

/** Something that SST makes a function of, or a function: where it is handed over, and what calls it then. */
export interface FunctionOfComponent {
  /** The component. */
  readonly owner: LibraryObject;
  readonly node: ts.Node;
  /** The calls that led to where it is handed over. */
  readonly frames: readonly Frame[];
  readonly name?: string;
  /** A handler, the properties of a function, or a function. */
  readonly value: Value;
  readonly event?: string;
  /** Properties that it has where its own say nothing; the first count least. */
  readonly inherits?: readonly Value[];
  /** What changes the properties before the function is made. */
  readonly transforms?: readonly Value[];
  readonly defaults?: SettingDefaults;
  readonly route?: { readonly api: Api['kind']; readonly method: string; readonly path: string };
  readonly polls?: { readonly kind: PolledKind; readonly props: Value };
  readonly schedule?: Value;
}

/** What is made of a component or called on it. */
export interface Made {
  readonly owner: LibraryObject;
  readonly args: readonly Value[];
  readonly node: ts.Node;
  readonly frames: readonly Frame[];
}

/** What is handed over, wherever that is. */
export type Unowned = Omit<FunctionOfComponent, keyof Made>;

export type ReadHanded = (made: Made) => readonly Unowned[];

/** Something handed over, and how links name the declaration that it became. */
export interface LinkedFunction extends FunctionOfComponent {
  readonly link?: string;
}

/** A property, also through several objects: `triggers.preSignUp`. */
export function propertyOf(value: Value, path: string): Value {
  let current = guessOf(value);
  for (const key of path.split('.')) {
    if (!(current instanceof ObjectValue)) return current instanceof Unknown ? current : undefined;
    current = guessOf(current.get(key));
  }
  return current;
}

/** What an object holds, with the names. */
export function entriesOf(value: Value): readonly (readonly [string, Value])[] {
  const object = guessOf(value);
  if (Array.isArray(object)) return object.map((each, index) => [String(index), each] as const);
  return object instanceof ObjectValue ? [...object.properties] : [];
}

/** Components of Pulumi are named by their first argument, constructs of CDK by their second. */
export function nameOf({ args }: LibraryObject): string | undefined {
  const name = args
    .slice(0, 2)
    .map(guessOf)
    .find((each) => typeof each === 'string');
  return typeof name === 'string' ? name : undefined;
}

/** `GET /notes`; `$default` is whatever no other route answers. */
export function routeOf(api: Api['kind'], key: string): NonNullable<FunctionOfComponent['route']> {
  const [, method, path] = /^\s*([A-Za-z]+)\s+(\S+)\s*$/.exec(key) ?? [];
  if (api === 'websocket' || method === undefined || path === undefined)
    return { api, method: 'ANY', path: key.trim() };
  return { api, method: method.toUpperCase(), path };
}

/** What a function is handed over as: itself, or under a key with more beside it. */
export function functionUnder(value: Value): Value {
  const given = guessOf(value);
  if (!(given instanceof ObjectValue) || given.properties.has('handler')) return given;
  return given.properties.has('function') ? given.get('function') : given;
}

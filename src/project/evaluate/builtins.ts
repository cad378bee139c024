import { posix } from 'node:path';
import type { ts } from 'ts-morph';
import { isAmplify } from '../amplify/module.js';
import { lift } from './candidates.js';
import { callDuration } from './durations.js';
import { listEntries, toKey, toPair, toValue } from './entries.js';
import type { Evaluator } from './evaluator.js';
import { EntryValue, readFolder, readGlob, readListedText, readState } from './files.js';
import { guessOf } from './join.js';
import { boundedText, joinLists, joinTexts, MAX_TEXT } from './limits.js';
import { callList } from './list-methods.js';
import { listFrom, makeList, makeSet } from './made-lists.js';
import { callMap, makeMap } from './maps.js';
import { fromJson } from './plain.js';
import { spreadInto } from './spread.js';
import { toTruth } from './truth.js';
import {
  InstanceValue,
  isOpenList,
  isPrimitive,
  LibraryMember,
  LibraryObject,
  LibraryValue,
  MapValue,
  markOpenList,
  ObjectValue,
  Unknown,
  type Value,
} from './values.js';

/** The result of a method of the language or of Node that has no effects; `undefined` when the method is none of these. */
export function callBuiltin(
  evaluator: Evaluator,
  owner: Value,
  method: string,
  args: readonly Value[],
  node: ts.Node,
): { readonly value: Value } | undefined {
  if (typeof owner === 'string') return callText(owner, method, args);
  if (Array.isArray(owner)) return callList(evaluator, owner, method, args, node);
  if (owner instanceof MapValue) return callMap(evaluator, owner, method, args, node);
  if (owner instanceof LibraryObject) return callDuration(owner, method, args);
  if (owner instanceof EntryValue) return owner.call(method);
  if (owner instanceof RegExp) return callPattern(owner, method, args);
  if (!(owner instanceof LibraryValue)) return undefined;
  const name =
    owner.module === 'global'
      ? [...owner.path, method].join('.')
      : [owner.module, ...owner.path.filter((each) => each !== 'default'), method].join('.');
  return callGlobal(evaluator, name, args, node);
}

const TEXT_METHODS = [
  ...[
    'charAt',
    'concat',
    'endsWith',
    'includes',
    'indexOf',
    'lastIndexOf',
    'padStart',
    'repeat',
    'replace',
    'replaceAll',
    'slice',
    'split',
  ],
  ...['startsWith', 'substring', 'substr', 'toLowerCase', 'toString', 'toUpperCase', 'trim', 'trimEnd', 'trimStart'],
];

function callText(owner: string, method: string, args: readonly Value[]): { value: Value } | undefined {
  if (!TEXT_METHODS.includes(method)) return undefined;
  if (!args.every((each) => isPrimitive(each) || each instanceof RegExp))
    return { value: new Unknown('a part of the text is not static') };
  if (growsTooLong(owner, method, args)) return { value: new Unknown('the text is too long') };
  const implementation = String.prototype[method as 'concat'] as (...given: unknown[]) => Value;
  try {
    const made = implementation.apply(owner, [...args]);
    return { value: Array.isArray(made) ? joinLists([made]) : typeof made === 'string' ? boundedText(made) : made };
  } catch {
    return { value: new Unknown(`${method} cannot be evaluated`) };
  }
}

/** Asked before the text is made, since making it could take all memory. */
function growsTooLong(owner: string, method: string, args: readonly Value[]): boolean {
  if (method === 'repeat') return owner.length * Number(args[0]) > MAX_TEXT;
  if (method === 'padStart') return Number(args[0]) > MAX_TEXT;
  if (method !== 'replace' && method !== 'replaceAll') return false;
  const [, replacement] = args;
  // `$&` and the like put the text in once more for each match.
  const added = /\$/.test(String(replacement)) ? owner.length * String(replacement).length : String(replacement).length;
  return (owner.length + 1) * added > MAX_TEXT * 100;
}

/** A long text could take a pattern for ever. */
const MAX_TESTED = 1000;

function callPattern(pattern: RegExp, method: string, [text]: readonly Value[]): { value: Value } | undefined {
  if (method !== 'test') return undefined;
  if (typeof text !== 'string' || text.length > MAX_TESTED) return { value: new Unknown('the text is not static') };
  return { value: text.search(pattern) >= 0 };
}

type Builtin = (args: readonly Value[], evaluator: Evaluator, node: ts.Node) => Value;

const GLOBALS: Readonly<Record<string, Builtin>> = {
  'process.cwd': (_args, evaluator) => evaluator.cwd,
  'path.join': (args) => onPaths(args, (parts) => posix.join(...parts)),
  'path.resolve': (args, evaluator) => onPaths(args, (parts) => posix.resolve(evaluator.cwd, ...parts)),
  'path.dirname': (args) => onPaths(args, ([path = '']) => posix.dirname(path)),
  'path.basename': (args) => onPaths(args, ([path = '', extension]) => posix.basename(path, extension)),
  'path.extname': (args) => onPaths(args, ([path = '']) => posix.extname(path)),
  'path.relative': (args) => onPaths(args, ([from = '', to = '']) => posix.relative(from, to)),
  'path.parse': ([path]) => parsePath(path),
  'path.normalize': (args) => onPaths(args, ([path = '']) => posix.normalize(path)),
  'url.fileURLToPath': (args) => onPaths(args, ([url = '']) => url.replace(/^file:\/\//, '')),
  'URL.new': (args) =>
    onPaths(
      args,
      ([path = '', base = '']) => `file://${posix.resolve(posix.dirname(base.replace(/^file:\/\//, '')), path)}`,
    ),
  'fs.readdirSync': (args, evaluator) => readFolder(evaluator, args),
  'fs.statSync': (args, evaluator) => readState(evaluator, args),
  'fs.lstatSync': (args, evaluator) => readState(evaluator, args),
  'fs.readFileSync': (args, evaluator) => readListedText(evaluator, args),
  'glob.sync': (args, evaluator) => readGlob(evaluator, args),
  'glob.globSync': (args, evaluator) => readGlob(evaluator, args),
  'Promise.all': ([list]) => list,
  'Promise.resolve': ([value]) => value,
  'Object.freeze': ([value]) => value,
  'Object.assign': ([target, ...sources], evaluator) => {
    if (target instanceof ObjectValue || target instanceof InstanceValue)
      for (const source of sources) spreadInto(evaluator, target, source);
    return target;
  },
  'Object.keys': ([value]) => onObject(value, (object) => listEntries(object, toKey)),
  'Object.values': ([value]) => onObject(value, (object) => listEntries(object, toValue)),
  'Object.entries': ([value]) => onObject(value, (object) => listEntries(object, toPair)),
  'Object.fromEntries': ([list]) => fromEntries(list),
  'JSON.parse': ([text]) => (typeof text === 'string' ? fromJson(text) : new Unknown('the text is not static')),
  ...Object.fromEntries(
    (['abs', 'ceil', 'floor', 'max', 'min', 'round', 'trunc'] as const).map((name) => [
      `Math.${name}`,
      (args: readonly Value[]) => calculate(args, Math[name]),
    ]),
  ),
  'Map.new': ([list]) => makeMap(list),
  'Set.new': ([items]) => makeSet(items),
  Array: makeList,
  'Array.new': makeList,
  'Array.from': (args, evaluator, node) => listFrom(evaluator, args, node),
  'Array.of': (items) => [...items],
  Boolean: ([value]) => toTruth(value) ?? new Unknown('it depends on a condition that is not static'),
  String: ([value]) => (isPrimitive(value) ? String(value) : value),
  Number: ([value]) => (isPrimitive(value) ? Number(value) : value),
  parseInt: ([value]) => (isPrimitive(value) ? Number.parseInt(String(value), 10) : value),
};

function calculate(args: readonly Value[], compute: (...numbers: number[]) => number): Value {
  return lift(args, (given) =>
    given.every((each) => typeof each === 'number') ? compute(...given) : new Unknown('a number is not static'),
  );
}

function callGlobal(
  evaluator: Evaluator,
  name: string,
  args: readonly Value[],
  node: ts.Node,
): { value: Value } | undefined {
  const builtin =
    GLOBALS[
      withoutVariants(name)
        .replace(/^path\.(posix|win32)\./, 'path.')
        .replace(/^url\.URL\.new$/, 'URL.new')
    ];
  return builtin && { value: builtin(args, evaluator, node) };
}

/** Packages that list files alike. */
function withoutVariants(name: string): string {
  return name
    .replace(/^(fs-extra|graceful-fs)\./, 'fs.')
    .replace(/^(fast-glob|tiny-glob)\.(sync|globSync)$/, 'glob.sync');
}

function parsePath(path: Value): Value {
  if (typeof path !== 'string') return path instanceof Unknown ? path : new Unknown('the path is not static');
  const parsed = new ObjectValue();
  for (const [key, part] of Object.entries(posix.parse(path))) parsed.properties.set(key, part);
  return parsed;
}

function onPaths(args: readonly Value[], compute: (parts: string[]) => string): Value {
  return lift(args, (parts) =>
    parts.every((each) => typeof each === 'string')
      ? joinTexts(parts as string[]) instanceof Unknown
        ? new Unknown('the path is too long')
        : compute(parts as string[])
      : new Unknown('a part of the path is not static'),
  );
}

function onObject(value: Value, compute: (object: ObjectValue) => Value[]): Value {
  if (value instanceof ObjectValue) return compute(value);
  const backend = value instanceof LibraryObject ? partsOfBackend(value) : undefined;
  if (backend) return compute(backend);
  const objects = value instanceof Unknown ? value.candidates.filter((each) => each instanceof ObjectValue) : [];
  return objects.length > 0 ? markOpenList(objects.flatMap(compute)) : new Unknown('the object is not static');
}

/** What `defineBackend({ say, echo })` gives has a part for each that it was given. */
function partsOfBackend(object: LibraryObject): ObjectValue | undefined {
  const [parts] = object.args;
  if (!isAmplify(object.type) || object.type.name !== 'defineBackend' || !(parts instanceof ObjectValue))
    return undefined;
  const all = new ObjectValue();
  for (const name of parts.properties.keys()) all.properties.set(name, new LibraryMember(object, name));
  return all;
}

const NO_ENTRY = new Unknown('it is no entry');

function fromEntries(list: Value): Value {
  if (!Array.isArray(list)) return new Unknown('the list is not static');
  const object = new ObjectValue();
  object.isOpen = isOpenList(list);
  for (const entry of list) {
    const key = Array.isArray(entry) ? guessOf(entry[0]) : NO_ENTRY;
    if (Array.isArray(entry) && isPrimitive(key)) object.properties.set(String(key), entry[1]);
    else object.isOpen = true;
  }
  return object;
}

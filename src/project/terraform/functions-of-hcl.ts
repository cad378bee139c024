import { posix } from 'node:path';
import { isObject, type Plain, type PlainObject } from '../data-file.js';
import { decodeCsv, decodeData } from './files.js';

/**
 * Stands in a text for a part of it, and in an object for keys of it, that are known only when Terraform runs. Unicode keeps this
 * character out of texts, and JSON and YAML take it as it is.
 */
export const UNKNOWN_PART = '\uFDD1';

/** Is the value, or a part of it that matters to whoever goes through all of it, known only when Terraform runs? */
export function isOpen(value: Plain): boolean {
  if (typeof value === 'string') return value.includes(UNKNOWN_PART);
  return value === undefined || (isObject(value) && UNKNOWN_PART in value);
}

/** The same of the parts of lists and objects. */
export function hasOpenPart(value: Plain): boolean {
  if (isOpen(value)) return true;
  if (Array.isArray(value)) return value.some(hasOpenPart);
  return isObject(value) && Object.values(value).some(hasOpenPart);
}

type HclFunction = (args: readonly Plain[]) => Plain;

/** Calls a function of Terraform; `undefined` for one that is not known here, or whose arguments are not. */
export function callHclFunction(name: string, args: readonly Plain[]): Plain {
  return FUNCTIONS.get(name)?.(args);
}

const same: HclFunction = ([first]) => first;

/** Those that may skip arguments that are not known. */
const CAUTIOUS: readonly (readonly [string, HclFunction])[] = [
  ['coalesce', coalesce],
  ['lookup', ([from, key, otherwise]) => lookUp(from, key, otherwise)],
  ['merge', merge],
  ['tostring', same],
  ['tonumber', same],
  ['tobool', same],
  ['tolist', same],
  ['toset', same],
  ['tomap', same],
  ['nonsensitive', same],
  ['sensitive', same],
  ['abspath', same],
  ['pathexpand', same],
];

const TEXTS: readonly (readonly [string, (first: string, second: string, third: string) => Plain])[] = [
  ['lower', (text) => text.toLowerCase()],
  ['upper', (text) => text.toUpperCase()],
  ['trimspace', (text) => text.trim()],
  ['title', (text) => text.replaceAll(/\b\w/g, (char) => char.toUpperCase())],
  ['basename', (text) => posix.basename(text)],
  ['dirname', (text) => posix.dirname(text)],
  ['trimprefix', (text, prefix) => (text.startsWith(prefix) ? text.slice(prefix.length) : text)],
  ['trimsuffix', (text, suffix) => (text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text)],
  ['startswith', (text, prefix) => text.startsWith(prefix)],
  ['endswith', (text, suffix) => text.endsWith(suffix)],
  ['replace', (text, from, to) => (/^\/.*\/$/.test(from) ? undefined : text.replaceAll(from, to))],
  ['split', (separator, text) => text.split(separator)],
];

const LISTS: readonly (readonly [string, (list: readonly Plain[], second: Plain) => Plain])[] = [
  ['distinct', (list) => unlessOpen(list, [...new Set(list)])],
  ['flatten', (list) => unlessOpen(list, flattened(list))],
  [
    'compact',
    (list) =>
      unlessOpen(
        list,
        list.filter((each) => each !== '' && each !== null),
      ),
  ],
  ['sort', (list) => unlessOpen(list, [...list].sort())],
  ['reverse', (list) => [...list].reverse()],
  ['one', (list) => (list.length === 1 ? list[0] : null)],
  ['element', (list, index) => (list.length === 0 ? undefined : list[Number(index) % list.length])],
  ['contains', (list, item) => list.includes(item) || unlessOpen(list, false)],
];

/** What an item is that is not known decides. */
function unlessOpen(list: readonly Plain[], result: Plain): Plain {
  return list.some(isOpen) ? undefined : result;
}

const FUNCTIONS: ReadonlyMap<string, HclFunction> = new Map([
  ...CAUTIOUS,
  ...TEXTS.map(([name, work]): [string, HclFunction] => [name, textFunction(work)]),
  ...LISTS.map(([name, work]): [string, HclFunction] => [name, listFunction(work)]),
  ['join', ([separator, list]) => join(separator, list)],
  ['format', ([pattern, ...args]) => fill(pattern, args)],
  ['concat', (args) => (args.every(Array.isArray) ? args.flat() : undefined)],
  ['length', ([value]) => (Array.isArray(value) ? value.length : sizeOf(value))],
  [
    'setsubtract',
    ([from, less]) =>
      Array.isArray(from) && Array.isArray(less) && ![...from, ...less].some(isOpen)
        ? from.filter((each) => !less.includes(each))
        : undefined,
  ],
  [
    'slice',
    ([list, start, end]) =>
      Array.isArray(list) && typeof start === 'number' && typeof end === 'number' ? list.slice(start, end) : undefined,
  ],
  ['setunion', (args) => (args.every(Array.isArray) ? unlessOpen(args.flat(), [...new Set(args.flat())]) : undefined)],
  ['keys', ([object]) => (isWhole(object) ? Object.keys(object).sort() : undefined)],
  [
    'values',
    ([object]) =>
      isWhole(object)
        ? Object.keys(object)
            .sort()
            .map((key) => object[key])
        : undefined,
  ],
  ['zipmap', ([keys, values]) => zip(keys, values)],
  ['jsondecode', ([text]) => decode(text)],
  ['jsonencode', ([value]) => encode(value)],
  ['yamldecode', ([text]) => decodeData(text)],
  ['csvdecode', ([text]) => (isOpen(text) ? undefined : decodeCsv(text))],
  ['range', ([first, second]) => range(first, second)],
]);

/** Of a map or a text. */
function sizeOf(value: Plain): number | undefined {
  if (typeof value === 'string') return isOpen(value) ? undefined : value.length;
  return isWhole(value) ? Object.keys(value).length : undefined;
}

function isWhole(value: Plain): value is PlainObject {
  return isObject(value) && !isOpen(value);
}

function textFunction(work: (first: string, second: string, third: string) => Plain): HclFunction {
  return (args) => {
    const [first = '', second = '', third = ''] = args;
    return args.length > 0 && args.every(isScalar) ? work(String(first), String(second), String(third)) : undefined;
  };
}

function listFunction(work: (list: readonly Plain[], second: Plain) => Plain): HclFunction {
  return ([list, second]) => (Array.isArray(list) ? work(list, second) : undefined);
}

/** Lists in lists, as far down as they go. */
function flattened(list: readonly Plain[]): Plain[] {
  return list.flatMap((each) => (Array.isArray(each) ? flattened(each) : [each]));
}

/** The first that is something; nobody knows which one that is where one before it is not known. */
function coalesce(args: readonly Plain[]): Plain {
  return args.find((each) => each !== null && each !== '');
}

function lookUp(from: Plain, key: Plain, otherwise: Plain): Plain {
  if (!isObject(from) || !isScalar(key) || isOpen(key)) return undefined;
  if (Object.hasOwn(from, String(key))) return from[String(key)];
  return isOpen(from) ? undefined : otherwise;
}

/** Keys of an argument that is not known may win over all that stand before it; what stands behind it is certain. */
function merge(args: readonly Plain[]): Plain {
  const lastOpen = args.findLastIndex((each) => !isObject(each) && each !== null);
  const known = args.slice(lastOpen + 1).filter(isObject);
  if (lastOpen >= 0 && known.length === 0) return undefined;
  return Object.assign({}, ...known, lastOpen >= 0 && { [UNKNOWN_PART]: null }) as PlainObject;
}

function join(separator: Plain, list: Plain): Plain {
  return Array.isArray(list) && list.every(isScalar) ? list.join(String(separator)) : undefined;
}

function fill(pattern: Plain, args: readonly Plain[]): Plain {
  if (typeof pattern !== 'string' || !args.every(isScalar)) return undefined;
  const rest = [...args];
  return pattern.replaceAll(/%[sdvq]/g, () => String(rest.shift() ?? ''));
}

function zip(keys: Plain, values: Plain): Plain {
  if (!Array.isArray(keys) || !Array.isArray(values) || keys.some(isOpen)) return undefined;
  return Object.fromEntries(keys.map((key, index) => [String(key), values[index]]));
}

function decode(text: Plain): Plain {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text) as Plain;
  } catch {
    return undefined;
  }
}

/** As Terraform does it: keys in their order, and what HTML gives a meaning escaped. What is not known stays a hole in the text. */
function encode(value: Plain): Plain {
  if (value === undefined) return undefined;
  const text = JSON.stringify(sorted(value), (_, each: Plain) => (each === undefined ? UNKNOWN_PART : each));
  return text.replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function sorted(value: Plain): Plain {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key])]));
}

/** Longer lists are of no use to anybody who makes functions. */
const MAX_RANGE = 500;

function range(first: Plain, second: Plain): Plain {
  const [start, end] = second === undefined ? [0, first] : [first, second];
  if (typeof start !== 'number' || typeof end !== 'number' || end - start > MAX_RANGE) return undefined;
  return Array.from({ length: Math.max(0, end - start) }, (_, index) => start + index);
}

export function isScalar(value: Plain): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

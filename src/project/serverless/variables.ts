import { posix } from 'node:path';
import { isObject, keepKeyPlaces, type Places, type Plain, type PlainObject } from '../data-file.js';
import { asVariable, isOpenObject, keepOpen, notStaticReason } from '../not-static.js';

/** What variables of a service are looked up in. */
export interface VariableSources {
  /** The service as written, variables unresolved. */
  readonly service: PlainObject;
  /** Absolute folder of the service file. */
  readonly folder: string;
  readonly places: Places;
  /** The data in another file, `undefined` when it has none. `key`: what is asked for; code may export a function for it. */
  readFile(path: string, key?: string): Plain;
  /** What compose files hand to the service. */
  readonly composed: readonly ComposedService[];
  /** Variables being looked up at the moment: one that needs itself is unknown. */
  readonly active: Set<string>;
  /** Look-ups that may still be made: variables that each hold several others grow without end. */
  readonly budget: { left: number };
}

/** What a compose file hands to one of its services. */
export interface ComposedService {
  /** The folder of the service. Absolute. */
  readonly folder: string;
  /** Name of its config file, where the compose file says it. */
  readonly config?: string;
  /** As written. */
  readonly params: PlainObject;
  /** What the variables in them are looked up in. */
  readonly sources: VariableSources;
}

/** Nested deeper than this, variables refer to themselves. */
const MAX_DEPTH = 30;
const UNKNOWN = Symbol('unknown');
type LookedUp = Plain | typeof UNKNOWN;
const INNERMOST = /\$\{([^${}]*(?:\{[^${}]*\}[^${}]*)*)\}/;

/** The value with every static variable replaced; what cannot be known before deployment stays as written. */
export function resolveVariables(value: Plain, sources: VariableSources, depth = 0): Plain {
  if (depth > MAX_DEPTH) return value;
  const inner = (each: Plain) => resolveVariables(each, sources, depth + 1);
  if (typeof value === 'string') return value.includes('${') ? resolveText(value, sources, depth) : value;
  if (Array.isArray(value)) return keepPlace(value, value.map(inner), sources.places);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, inner(each)]);
  return keepPlace(value, Object.fromEntries(entries), sources.places);
}

function keepPlace<Type extends object>(from: object, to: Type, places: Places): Type {
  const place = places.get(from);
  if (place) places.set(to, place);
  if (isObject(from) && isObject(to)) keepOpen(to, from);
  return keepKeyPlaces(from, to);
}

/** Replaces variables from the innermost outwards; unknown ones are set aside so that the rest can go on. */
function resolveText(written: string, sources: VariableSources, depth: number): Plain {
  const aside: string[] = [];
  let current = written;
  for (let match = INNERMOST.exec(current); match; match = INNERMOST.exec(current)) {
    const looked = lookUp(match[1]!, sources, depth);
    const isWhole = match[0] === current;
    if (isWhole && looked !== UNKNOWN) return looked;
    const text = toStaticText(looked);
    const replacement = text ?? `\u0000${aside.push(match[0]) - 1}\u0000`;
    current = current.slice(0, match.index) + replacement + current.slice(match.index + match[0].length);
    if (depth > MAX_DEPTH || current.length > 10_000) break;
  }
  return putBack(current, aside);
}

/** What stands in the place of a variable inside a text; what still holds variables is not static. */
function toStaticText(looked: LookedUp): string | undefined {
  if (looked === UNKNOWN || looked === undefined || typeof looked === 'object') return undefined;
  const text = String(looked);
  return text.includes('${') ? undefined : text;
}

function putBack(text: string, aside: readonly string[]): string {
  let current = text;
  // An outer variable that was set aside may hold inner ones.
  for (let round = 0; round <= aside.length && current.includes('\u0000'); round++) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the mark cannot occur in a text file
    current = current.replaceAll(/\u0000(\d+)\u0000/g, (_, index) => aside[Number(index)] ?? '');
  }
  return current;
}

/** The first of the comma-separated sources that is known, with the variables in it replaced. */
function lookUp(expression: string, sources: VariableSources, depth: number): LookedUp {
  if (sources.active.has(expression) || sources.budget.left-- <= 0) return UNKNOWN;
  sources.active.add(expression);
  const found = splitAtCommas(expression)
    .map((part) => lookUpOne(part.trim(), sources, depth))
    .find(
      (value): value is Exclude<LookedUp, undefined | null> =>
        value !== UNKNOWN && value !== undefined && value !== null,
    );
  // What code computes is there, known or not; what stands behind it does not count.
  const isKnown = found !== undefined && found !== UNKNOWN && notStaticReason(found) === undefined;
  const resolved = isKnown ? resolveVariables(found, sources, depth + 1) : UNKNOWN;
  sources.active.delete(expression);
  return resolved;
}

function splitAtCommas(expression: string): string[] {
  return expression.match(/(?:'[^']*'|"[^"]*"|\([^)]*\)|[^,'"(])+/g) ?? [];
}

function lookUpOne(part: string, sources: VariableSources, depth: number): LookedUp {
  const literal = /^(['"])(.*)\1$/.exec(part)?.[2];
  if (literal !== undefined) return literal;
  if (/^(true|false|\d+)$/.test(part)) return JSON.parse(part);
  if (part.includes('\u0000')) return UNKNOWN;
  const [, file, key] = /^file\(([^)]+)\)(?::(.+))?$/.exec(part) ?? [];
  if (file !== undefined) return lookUpFile(file.trim(), key, sources, depth);
  const [source, path = ''] = [part.slice(0, part.indexOf(':')), part.slice(part.indexOf(':') + 1)];
  if (source === 'self') return walk(sources.service, path, sources, depth);
  if (source === 'param') return lookUpParam(path, sources, depth);
  return part === 'sls:stage' ? defaultStage(sources, depth) : UNKNOWN;
}

/** Without a command line the stage is the provider's, or `dev`. */
function defaultStage(sources: VariableSources, depth: number): LookedUp {
  const stage = resolveVariables(
    walk(sources.service, 'provider.stage', sources, depth + 1) as Plain,
    sources,
    depth + 1,
  );
  return typeof stage === 'string' && !stage.includes('${') ? stage : 'dev';
}

/** A compose file wins over the params of the stage, and those over the params of all stages. */
function lookUpParam(name: string, sources: VariableSources, depth: number): LookedUp {
  const given = sources.composed.map(({ params, sources: own }) =>
    Object.hasOwn(params, name) ? resolveVariables(params[name], own, depth + 1) : undefined,
  );
  // A service may be deployed several times, with other values each time.
  if (given.some((value) => value !== undefined))
    return new Set(given.map((value) => JSON.stringify(value))).size === 1 ? given[0] : UNKNOWN;
  const stage = defaultStage(sources, depth);
  for (const path of [
    `params.${String(stage)}`,
    `stages.${String(stage)}.params`,
    'params.default',
    'stages.default.params',
  ]) {
    const value = walk(sources.service, `${path}.${name}`, sources, depth);
    if (value !== undefined && value !== null && value !== UNKNOWN) return value;
  }
  return UNKNOWN;
}

function lookUpFile(path: string, key: string | undefined, sources: VariableSources, depth: number): LookedUp {
  const data = sources.readFile(posix.resolve(sources.folder, path), key?.split('.')[0]);
  if (data === undefined) return UNKNOWN;
  return key === undefined ? data : walk(data, key, sources, depth);
}

/** Follows a dotted path; a part that is itself a variable is resolved on the way. */
function walk(from: Plain, path: string, sources: VariableSources, depth: number): LookedUp {
  if (depth > MAX_DEPTH) return UNKNOWN;
  let current: Plain = from;
  for (const key of path.split('.').filter((each) => each !== '')) {
    const value =
      typeof current === 'string' && current.includes('${') ? resolveText(current, sources, depth + 1) : current;
    if (Array.isArray(value)) current = value[Number(key)];
    else if (isOpenObject(value) && !Object.hasOwn(value as PlainObject, key)) return asVariable('', '');
    else if (isObject(value)) current = value[key];
    else return UNKNOWN;
  }
  return current;
}

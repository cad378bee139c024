import { isObject, keepKeyPlaces, type Places, type Plain, type PlainObject } from '../data-file.js';
import { keepOpen } from '../not-static.js';
import { resolve, type TemplateValues } from './intrinsics.js';

/** Rounds that all loops of a template may have together; CloudFormation allows 500 resources. */
const MAX_ROUNDS = 500;
const LOOP = /^Fn::ForEach::/;

/** A resource as a template declares it, or as a round of a loop makes it. */
export interface UnrolledResource {
  readonly id: string;
  readonly resource: Plain;
  /** Why it stands for an unknown number of resources. */
  readonly hidden?: string;
}

/** The resources of a template, with those that `Fn::ForEach` makes. */
export function unrollLoops(declared: PlainObject, values: TemplateValues, places: Places): UnrolledResource[] {
  const budget = { left: MAX_ROUNDS };
  const unroll = (object: PlainObject, hidden?: string): UnrolledResource[] =>
    Object.entries(object).flatMap(([id, resource]) => {
      if (!LOOP.test(id) || !Array.isArray(resource)) return { id, resource, ...(hidden !== undefined && { hidden }) };
      const [identifier, collection, body] = resource;
      if (typeof identifier !== 'string' || !isObject(body)) return [];
      const rounds = textsOf(resolve(collection, values));
      if (rounds === undefined) return unroll(body, `the list of its loop over ${identifier} is not static`);
      budget.left -= rounds.length;
      if (budget.left < 0) return unroll(body, `its loop over ${identifier} has too many rounds`);
      return rounds.flatMap((round) => unroll(inRound(body, { identifier, round }, places) as PlainObject, hidden));
    });
  return unroll(declared);
}

/** A list, or a parameter that is one, written with commas. */
function textsOf(collection: Plain): string[] | undefined {
  const list = typeof collection === 'string' ? collection.split(',').map((each) => each.trim()) : collection;
  if (!Array.isArray(list) || !list.every((each) => typeof each === 'string' || typeof each === 'number'))
    return undefined;
  return list.map(String);
}

interface LoopRound {
  readonly identifier: string;
  readonly round: string;
}

/** The body of a loop with the value of a round in the place of its identifier. */
function inRound(value: Plain, of: LoopRound, places: Places): Plain {
  if (typeof value === 'string') return replaced(value, of);
  if (typeof value !== 'object' || value === null) return value;
  if (isObject(value) && value.Ref === of.identifier) return of.round;
  const copy = Array.isArray(value) ? value.map((each) => inRound(each, of, places)) : copyOf(value, of, places);
  const place = places.get(value);
  if (place) places.set(copy, place);
  return copy;
}

function copyOf(value: PlainObject, of: LoopRound, places: Places): PlainObject {
  const entries = Object.entries(value).map(([key, each]) => [replaced(key, of), inRound(each, of, places)]);
  return keepKeyPlaces(value, keepOpen(Object.fromEntries(entries) as PlainObject, value));
}

/** `&{Name}` stands for the letters and digits of the value alone. */
function replaced(text: string, { identifier, round }: LoopRound): string {
  return text
    .replaceAll(`\${${identifier}}`, () => round)
    .replaceAll(`&{${identifier}}`, () => round.replaceAll(/[^A-Za-z\d]/g, ''));
}

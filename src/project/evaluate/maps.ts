import type { ts } from 'ts-morph';
import { listEntries, toKey, toPair, toValue } from './entries.js';
import type { Evaluator } from './evaluator.js';
import { IS_OPEN } from './journal.js';
import { getAnyMember, removeMember, setAnyMember, setMember } from './members.js';
import { isPrimitive, MapValue, ObjectValue, Unknown, type Value } from './values.js';

/** `new Map(list)`. */
export function makeMap(list: Value): Value {
  const entries = new ObjectValue();
  if (list !== undefined && !Array.isArray(list)) return new Unknown('the map is not static');
  for (const entry of list ?? []) {
    if (Array.isArray(entry) && isPrimitive(entry[0])) entries.properties.set(String(entry[0]), entry[1]);
    else entries.isOpen = true;
  }
  return new MapValue(entries);
}

/** A method of a map. */
export function callMap(
  evaluator: Evaluator,
  map: MapValue,
  method: string,
  [key, value]: readonly Value[],
  node: ts.Node,
): { readonly value: Value } | undefined {
  const { entries } = map;
  if (method === 'get') return { value: isPrimitive(key) ? entries.get(String(key)) : getAnyMember(entries) };
  if (method === 'set') {
    if (isPrimitive(key)) setMember(evaluator, entries, String(key), value);
    else setAnyMember(evaluator, entries, key, value);
    return { value: map };
  }
  if (method === 'delete') {
    if (isPrimitive(key)) removeMember(evaluator, entries, String(key));
    else setAnyMember(evaluator, entries, key, undefined);
    return { value: UNSURE };
  }
  if (method === 'clear') {
    for (const each of [...entries.properties.keys()]) evaluator.journal.remove(entries, each);
    evaluator.journal.write(entries, IS_OPEN, false);
    return { value: undefined };
  }
  if (method === 'has') return { value: hasKey(entries, key) };
  if (method === 'keys') return { value: listEntries(entries, toKey) };
  if (method === 'values') return { value: listEntries(entries, toValue) };
  if (method === 'entries') return { value: listEntries(entries, toPair) };
  if (method !== 'forEach') return undefined;
  for (const pair of listEntries(entries, toPair)) evaluator.call(key, [...(pair as Value[])].reverse(), node);
  return { value: undefined };
}

function hasKey(entries: ObjectValue, key: Value): Value {
  if (!isPrimitive(key)) return new Unknown('the key is not static');
  if (entries.properties.has(String(key)))
    return entries.properties.get(String(key)) instanceof Unknown ? UNSURE : true;
  return entries.isOpen ? UNSURE : false;
}

const UNSURE = new Unknown('the map is not static');

import { join } from './join.js';
import { markOpenList, type ObjectValue, Unknown, type Value } from './values.js';

type Entry = readonly [key: string, value: Value];

/** A list of what is made of an object's entries. One that is there only under a condition is what it is then, in a list that is open. */
export function listEntries({ properties, isOpen }: ObjectValue, compute: (entry: Entry) => Value): Value[] {
  const entries = [...properties].map(([key, value]): Entry => [key, whenThere(value)]);
  const areAllThere = entries.every(([key, value]) => value === properties.get(key));
  const list = entries.map(compute);
  return areAllThere && !isOpen ? list : markOpenList(list);
}

export const toKey = ([key]: Entry): Value => key;
export const toValue = ([, value]: Entry): Value => value;
export const toPair = ([key, value]: Entry): Value => [key, value];

function whenThere(value: Value): Value {
  if (!(value instanceof Unknown) || !value.isComplete || !value.candidates.includes(undefined)) return value;
  return join(value.candidates.filter((each) => each !== undefined));
}

import { secondsOf } from './durations.js';
import { ObjectValue, Unknown, type Value } from './values.js';

const OPEN = new Unknown('it depends on a condition that is not static');

/**
 * What one of two branches comes to when nobody knows which one runs. Where one gives nothing, the other leads to the code that there may
 * be; a plain value, such as a size, is not known then.
 */
export function chooseEither(first: Value, second: Value): Value {
  if (first === second) return first;
  if (first instanceof ObjectValue && second instanceof ObjectValue) return either(first, second);
  const [some, other] = isNothing(first) ? [second, first] : [first, second];
  if (isNothing(some) || !isNothing(other)) return OPEN;
  return some instanceof ObjectValue ? either(some, new ObjectValue()) : whenUndecided(some);
}

/** A value that is there, or is set, only if a condition holds that is not static. */
export function whenUndecided(value: Value): Value {
  const isPlain = typeof value === 'number' || typeof value === 'boolean' || secondsOf(value) !== undefined;
  return isPlain ? OPEN : value;
}

function isNothing(value: Value): boolean {
  return value === undefined || value === false || value instanceof Unknown;
}

/** What both have is known; what one of them has, or has otherwise, is not. */
function either(first: ObjectValue, second: ObjectValue): ObjectValue {
  const both = new ObjectValue(first.origin ?? second.origin);
  for (const key of new Set([...first.properties.keys(), ...second.properties.keys()])) {
    const [left, right] = [first.properties.get(key), second.properties.get(key)];
    both.properties.set(key, chooseEither(left, right));
  }
  both.isOpen = first.isOpen || second.isOpen;
  return both;
}

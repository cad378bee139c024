import type { Evaluator } from './evaluator.js';
import { join, perhaps } from './join.js';
import { IS_OPEN } from './journal.js';
import { getMember, ownProperties } from './members.js';
import { type InstanceValue, isPrimitive, ObjectValue, Unknown, type Value } from './values.js';

const SPREAD = 'what is spread over it is not static';

/** `{ ...value }` and `Object.assign(object, value)`. */
export function spreadInto(evaluator: Evaluator, object: ObjectValue | InstanceValue, value: Value): void {
  const { journal } = evaluator;
  if (isPrimitive(value) || Array.isArray(value)) return;
  const from = value instanceof Unknown ? value.candidates : [value];
  const objects = from.filter((each) => each instanceof ObjectValue);
  // What is made by a package, or elsewhere, has properties that nobody sees.
  const isOther = from.some((each) => !isPrimitive(each) && !(each instanceof ObjectValue));
  const isUnknown = isOther || (value instanceof Unknown && !value.isComplete);
  const isMissing = from.some(isPrimitive);
  // What is spread from nobody knows where may replace whatever is there.
  if (isUnknown || objects.some((each) => each.isOpen))
    for (const [key, each] of ownProperties(object)) journal.write(object, key, perhaps(each, SPREAD));
  for (const key of new Set(objects.flatMap((each) => [...each.properties.keys()]))) {
    const before = getMember(evaluator, object, key);
    const given = objects.map((each) => (each.properties.has(key) ? each.properties.get(key) : before));
    journal.write(object, key, join(isMissing ? [before, ...given] : given, { isOpen: isUnknown }));
  }
  if (isUnknown || objects.some((each) => each.isOpen)) journal.write(object, IS_OPEN, true);
}

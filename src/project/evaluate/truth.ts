import { ts } from 'ts-morph';
import { isAskedOfResource, isResourceOfFunction } from './default-child.js';
import { guessOf } from './join.js';
import { isPrimitive, LibraryMember, LibraryObject, LibraryValue, Unknown, type Value } from './values.js';

/** Is the value known well enough to say whether it counts as true? */
export function toTruth(value: Value): boolean | undefined {
  // A text with a part that is known is not empty.
  if (value instanceof Unknown && value.parts.some((each) => isPrimitive(each) && each !== '')) return true;
  return ask(value, Boolean, true);
}

/** Whether a condition holds with what stands in for what is not known, for those who look for code. */
export function guessTruth(value: Value): boolean | undefined {
  return toTruth(guessOf(value));
}

/** Is the value known well enough to say whether it is `undefined` or `null`? */
export function isNullish(value: Value): boolean | undefined {
  if (value instanceof Unknown && value.parts.length > 0) return false;
  return ask(value, (each) => each === undefined || each === null, false);
}

function ask(value: Value, test: (value: Value) => boolean, ofObject: boolean): boolean | undefined {
  if (value instanceof Unknown) return askAll(value, test, ofObject);
  if (value instanceof LibraryMember) return isResourceOfFunction(value) ? ofObject : undefined;
  if (value instanceof LibraryValue) return isOfClass(value) ? ofObject : undefined;
  if (value instanceof LibraryObject) return isSurelyObject(value) || isAskedOfResource(value) ? ofObject : undefined;
  return test(value);
}

function askAll(
  { candidates, isComplete }: Unknown,
  test: (value: Value) => boolean,
  ofObject: boolean,
): boolean | undefined {
  if (!isComplete) return undefined;
  const [first, ...others] = new Set(candidates.map((each) => ask(each, test, ofObject)));
  return others.length === 0 ? first : undefined;
}

/** A call of a package may give anything; what makes an object is `new`, and what CDK's classes make by convention. */
function isSurelyObject({ node, type }: LibraryObject): boolean {
  if (!ts.isCallExpression(node)) return true;
  return isOfClass(type) && !/^(is|has|can|get|find|try)/.test(type.name);
}

/** `Runtime.NODEJS_22_X`, `Duration.seconds`: what a class of CDK holds. */
function isOfClass({ module, path }: LibraryValue): boolean {
  return /cdk/.test(module) && /^[A-Z]/.test(path.at(-2) ?? '');
}

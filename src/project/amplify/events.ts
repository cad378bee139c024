import { libraryObjectBehind, mentionsIn, propsOf } from '../cdk/constructs.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { type LibraryObject, ObjectValue, type Value } from '../evaluate/values.js';
import { isAmplify } from './module.js';
import { schedulesOf } from './schedules.js';

/** Parts of Amplify that are given functions → the property that they are in, and the event that they bring. */
const GIVEN: Readonly<Record<string, readonly (readonly [property: string, event: string])[]>> = {
  defineAuth: [
    ['triggers', 'cognito'],
    ['senders', 'cognito'],
  ],
  defineStorage: [['triggers', 's3']],
};

/** Which functions of Amplify are called by what, besides what CDK makes around them; types of events. */
export function readAmplifyEvents({ created }: Evaluator): ReadonlyMap<LibraryObject, readonly string[]> {
  const events = new Map<LibraryObject, string[]>();
  const add = (object: LibraryObject, type: string) => events.set(object, [...(events.get(object) ?? []), type]);
  const parts = created.filter(({ type }) => isAmplify(type));
  for (const object of parts) {
    for (const [property, event] of GIVEN[object.type.name] ?? [])
      for (const target of mentionsIn([propsOf(object).get(property)])) add(target, event);
    for (const target of resolversIn(object, parts)) add(target, 'appsync');
    if (object.type.name === 'defineFunction' && schedulesOf(object).length > 0) add(object, 'schedule');
  }
  return events;
}

/** `a.handler.function(fn)` of a schema; a text is the name that `defineData` has for the function. */
function resolversIn({ type, args: [first] }: LibraryObject, parts: readonly LibraryObject[]): LibraryObject[] {
  if (type.path.join('.') !== 'a.handler.function') return [];
  if (typeof first !== 'string') return [libraryObjectBehind(first) ?? []].flat();
  return parts.flatMap((object): LibraryObject[] => {
    const functions: Value = object.type.name === 'defineData' ? propsOf(object).get('functions') : undefined;
    return functions instanceof ObjectValue ? [libraryObjectBehind(functions.get(first)) ?? []].flat() : [];
  });
}

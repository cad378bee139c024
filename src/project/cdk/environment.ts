import type { FunctionFacts } from '../declared.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { toPlain } from '../evaluate/plain.js';
import { type LibraryObject, ObjectValue, Unknown, type Value } from '../evaluate/values.js';
import { readEnvironment } from '../settings.js';
import { libraryObjectBehind, propsOf } from './constructs.js';

/** The environment variables of a function construct: those of its properties, and those that are added to it later. */
export function readVariables(
  evaluator: Evaluator,
  object: LibraryObject,
): Pick<FunctionFacts, 'environment' | 'environmentUnknown'> {
  const stated = statedIn(object);
  const added = evaluator.calls
    .filter(({ method, owner }) => method === 'addEnvironment' && libraryObjectBehind(owner) === object)
    .map(({ args: [name, value] }) => [typeof name === 'string' ? name : '*', value] as const);
  const own = stated instanceof ObjectValue ? [...stated.properties] : [];
  const plain = [...own, ...added].map(([name, value]) => [name, known(value)] as const);
  const { environment, environmentUnknown = [] } = readEnvironment(Object.fromEntries(plain));
  const isOpen = stated instanceof ObjectValue ? stated.isOpen : stated !== undefined;
  const unknown = [...environmentUnknown, ...(isOpen ? ['*'] : [])];
  return { ...(environment && { environment }), ...(unknown.length > 0 && { environmentUnknown: unknown }) };
}

/** Level-1 constructs put them one level deeper. */
function statedIn(object: LibraryObject): Value {
  // All of its properties may come from somewhere else.
  if (object.args.at(-1) instanceof Unknown) return object.args.at(-1);
  const environment = propsOf(object).get('environment');
  const isNested = object.type.name === 'CfnFunction' && environment instanceof ObjectValue;
  return isNested ? environment.get('variables') : environment;
}

/** What is not static stands there as an object, which is no value of a variable. */
function known(value: Value): unknown {
  return toPlain(value, new WeakMap()) ?? {};
}

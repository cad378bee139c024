import { libraryObjectBehind } from '../cdk/constructs.js';
import { guessOf } from '../evaluate/join.js';
import { InstanceValue, LibraryMember, LibraryObject, ObjectValue, Unknown, type Value } from '../evaluate/values.js';
import { functionUnder } from './handed.js';
import { generationOf } from './release.js';

/** What SST is handed: a handler with the properties of its function, or a function that is made elsewhere. */
export type Definition = { readonly handler: Value; readonly props?: ObjectValue } | { readonly made: LibraryObject };

/** Nothing for what is none, or of which nobody knows. */
export function sstDefinitionOf(value: Value): Definition | undefined {
  const given = functionUnder(guessOf(value));
  if (typeof given === 'string') return given.startsWith('arn:') || given === '' ? undefined : { handler: given };
  if (given instanceof ObjectValue) {
    const handler = given.get('handler');
    const isDefinition = given.properties.has('handler') || (given.isOpen && handler instanceof Unknown);
    return isDefinition ? { handler: guessOf(handler), props: given } : undefined;
  }
  const made = madeBehind(given);
  return made && isFunction(made) ? { made } : undefined;
}

function madeBehind(value: Value): LibraryObject | undefined {
  const isMade = value instanceof LibraryObject || value instanceof LibraryMember || value instanceof InstanceValue;
  return isMade ? libraryObjectBehind(value) : undefined;
}

/** A function of SST, or any construct of CDK, which its own reader knows. */
function isFunction({ type }: LibraryObject): boolean {
  return generationOf(type) === undefined || /^(Function|Workflow)$/.test(type.name);
}

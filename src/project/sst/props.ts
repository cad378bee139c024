import { libraryObjectBehind } from '../cdk/constructs.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { guessOf } from '../evaluate/join.js';
import {
  type Frame,
  FunctionValue,
  LibraryObject,
  LibraryValue,
  ObjectValue,
  Unknown,
  type Value,
} from '../evaluate/values.js';
import { type FunctionOfComponent, propertyOf } from './handed.js';
import { generationOf } from './release.js';

/** What a function is made with in the end. */
export interface WholeProps {
  readonly props: ObjectValue;
  /** Where its properties are written, the one that counts most first. */
  readonly written: readonly ObjectValue[];
  /** What is changed of the resource itself, by its own names. */
  readonly native?: ObjectValue;
  /** Nobody knows what is changed of it. */
  readonly isNativeHidden?: boolean;
}

/** What a program says of all functions, or of all in a stack. */
export interface ProgramDefaults {
  readonly all: readonly { readonly props: Value; readonly within?: readonly Frame[] }[];
  readonly transforms: readonly Value[];
}

/** `app.setDefaultFunctionProps(…)`, `stack.addDefaultFunctionEnv(…)`, `$transform(sst.aws.Function, …)`. */
export function programDefaults(evaluator: Evaluator): ProgramDefaults {
  const onKnown = evaluator.calls.flatMap(({ owner, method, args, node }) => {
    const made = libraryObjectBehind(owner);
    return made && generationOf(made.type) === 'constructs' ? [{ method, args, node, frames: made.frames }] : [];
  });
  const all = [...evaluator.openCalls, ...onKnown].flatMap(({ method, args, node, frames }) => {
    const props = defaultsGiven(method, args[0]);
    if (props === undefined) return [];
    const isOfApp = /\bapp(\(\))?\s*\??\.\s*\w+\s*\(/i.test(node.getText().slice(0, 80));
    return [{ props, ...(!isOfApp && { within: frames }) }];
  });
  const transforms = evaluator.created.flatMap(({ type, args: [changed, change] }) =>
    type.module === 'global' && type.name === '$transform' && isFunctionClass(changed) ? [change] : [],
  );
  return { all, transforms };
}

function defaultsGiven(method: string, given: Value): Value {
  if (method === 'setDefaultFunctionProps') return given;
  if (method === 'addDefaultFunctionEnv') return objectWith('environment', given);
  return method === 'addDefaultFunctionLayers' ? objectWith('layers', given) : undefined;
}

function objectWith(key: string, value: Value): ObjectValue {
  const object = new ObjectValue();
  object.properties.set(key, value);
  return object;
}

function isFunctionClass(value: Value): boolean {
  return value instanceof LibraryValue && generationOf(value) === 'components' && value.name === 'Function';
}

/** The properties of one function, with all that it inherits and all that changes them. */
export function wholeProps(
  evaluator: Evaluator,
  { all, transforms }: ProgramDefaults,
  handed: Pick<FunctionOfComponent, 'owner' | 'frames' | 'inherits' | 'transforms'>,
  own: ObjectValue | undefined,
): WholeProps {
  const general = all.filter(({ within }) => within === undefined || beginsWith(handed.frames, within));
  const layers = [...general.map(({ props }) => props), ...(handed.inherits ?? []), own].map(toObject);
  const props = layers.reduce<ObjectValue>(merge, new ObjectValue(own?.origin));
  const changes = [
    ...(handed.transforms ?? []),
    ...(generationOf(handed.owner.type) === 'components' ? transforms : []),
  ];
  for (const change of changes) apply(evaluator, change, props);
  const ofResource = propertyOf(props, 'transform.function');
  const native = new ObjectValue();
  native.isOpen = true;
  if (ofResource !== undefined) apply(evaluator, ofResource, native);
  const written = layers.filter((each) => each instanceof ObjectValue).reverse();
  const isNativeHidden = !(ofResource instanceof ObjectValue || ofResource instanceof FunctionValue);
  return { props, written, ...(ofResource !== undefined && { native, isNativeHidden }) };
}

/** A default may be a function that makes the properties; what it makes is not followed. */
function toObject(value: Value): Value {
  return guessOf(value);
}

function beginsWith(frames: readonly Frame[], start: readonly Frame[]): boolean {
  return start.every(({ node }, index) => frames[index]?.node === node);
}

const MERGED = ['environment', 'layers'];

function merge(under: ObjectValue, over: Value): ObjectValue {
  if (over === undefined || over === null) return under;
  if (!(over instanceof ObjectValue)) {
    under.isOpen = true;
    return under;
  }
  for (const [key, value] of over.properties) {
    const before = under.properties.get(key);
    under.properties.set(key, MERGED.includes(key) && before !== undefined ? both(before, value) : value);
  }
  under.isOpen ||= over.isOpen;
  return under;
}

function both(under: Value, over: Value): Value {
  if (Array.isArray(under) && Array.isArray(over)) return [...under, ...over];
  if (!(under instanceof ObjectValue) || !(over instanceof ObjectValue)) return over;
  return merge(merge(new ObjectValue(over.origin), under), over);
}

/** An object that counts more, or a function that changes what it is given. */
function apply(evaluator: Evaluator, change: Value, props: ObjectValue): void {
  if (change === undefined || change === null) return;
  if (change instanceof ObjectValue) {
    merge(props, change);
    return;
  }
  if (!(change instanceof FunctionValue)) {
    hide(props, 'what changes it is not static');
    return;
  }
  runAside(evaluator, change, [props, new Unknown('it is an option of the component')]);
}

/** What it makes was seen when the program ran. */
function runAside(evaluator: Evaluator, callee: FunctionValue, args: readonly Value[]): Value {
  const seen: unknown[][] = [evaluator.created, evaluator.calls, evaluator.openCalls];
  const counts = seen.map((list) => list.length);
  const value = evaluator.run(callee, args);
  seen.forEach((list, index) => {
    list.splice(counts[index]!);
  });
  return value;
}

function hide(props: ObjectValue, reason: string): void {
  for (const key of props.properties.keys()) if (key !== 'handler') props.properties.set(key, new Unknown(reason));
  props.isOpen = true;
}

/** What `use(Stack)` gives back, by the name that the stack has for it. */
export function usedOf(
  evaluator: Evaluator,
  known: Map<FunctionValue, Value>,
  object: LibraryObject,
  name: string,
): Value {
  const [stack] = object.args;
  if (object.type.name !== 'use' || !(stack instanceof FunctionValue)) return undefined;
  if (!known.has(stack)) known.set(stack, runAside(evaluator, stack, []));
  const value = guessOf(known.get(stack));
  const used = value instanceof ObjectValue ? guessOf(value.get(name)) : undefined;
  // The stack made it before; this one is a twin.
  return used instanceof LibraryObject ? (evaluator.created.find(({ node }) => node === used.node) ?? used) : used;
}

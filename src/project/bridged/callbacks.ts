import type { FunctionSettings } from '../../model/deployment.js';
import type { CodeTarget } from '../declared.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { placeOfNode } from '../evaluate/plain.js';
import { FunctionValue, type LibraryObject, type Value } from '../evaluate/values.js';
import { bridgedProps } from './props.js';

/** What Pulumi takes for a function that it makes of a callback (@pulumi/aws 7, lambda/lambdaMixins). */
const TIMEOUT_S = 180;

/**
 * The code of a `CallbackFunction`: a function of the program, which Pulumi packs with all that it uses, or what a factory returns, which
 * runs once an environment.
 */
export function callbackOf(evaluator: Evaluator, object: LibraryObject): CodeTarget | undefined {
  if (object.type.name === 'createFunctionFromEventHandler') return targetOf(object.args[1]);
  const props = bridgedProps(object);
  const factory = props.get('callbackFactory');
  return targetOf(factory instanceof FunctionValue ? evaluator.run(factory, []) : props.get('callback'));
}

function targetOf(value: Value): CodeTarget | undefined {
  return value instanceof FunctionValue ? { kind: 'inline', ...placeOf(value) } : undefined;
}

function placeOf({ node }: FunctionValue) {
  const { file, line, column } = placeOfNode(node);
  return { file, line, column: column ?? 1 };
}

/** The same settings with what Pulumi takes for callbacks by itself; their runtime depends on its version. */
export function withCallbackDefaults(settings: FunctionSettings): FunctionSettings {
  return settings.timeoutS.from === 'default'
    ? { ...settings, timeoutS: { value: TIMEOUT_S, from: 'default' } }
    : settings;
}

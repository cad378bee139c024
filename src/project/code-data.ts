import type { Places, Plain } from './data-file.js';
import { call } from './evaluate/calls.js';
import { createEvaluator } from './evaluate/create-evaluator.js';
import { loadModule } from './evaluate/modules.js';
import { toStated } from './evaluate/plain.js';
import { FunctionValue, ObjectValue } from './evaluate/values.js';
import { asVariable, type WriteNotStatic } from './not-static.js';
import type { Workspace } from './workspace.js';

/**
 * The static value that a code file exports (`module.exports =`, `export default`), run as if from `folder`. A function that it
 * exports under `key` stands for what it returns.
 */
export type ReadCode = (file: string, folder: string, places: Places, options?: ReadCodeOptions) => Plain;

interface ReadCodeOptions {
  readonly key?: string;
  /** How what is not static is written; as a variable of a service where nothing else is asked for. */
  readonly write?: WriteNotStatic;
}

/** Reads configuration written as code; it is evaluated in the head, never executed. */
export function readCode(workspace: Workspace): ReadCode {
  return (file, folder, places, { key, write = asVariable } = {}) => {
    const evaluator = createEvaluator(workspace, folder);
    const record = loadModule(evaluator, file);
    const exported = record?.exports.properties.has('default') ? record.exports.get('default') : record?.exports;
    // The Serverless Framework calls an exported function and takes what it returns.
    const value = exported instanceof FunctionValue ? call(evaluator, exported, [], exported.node) : exported;
    const named = key !== undefined && value instanceof ObjectValue ? value.get(key) : undefined;
    if (key !== undefined && value === exported && named instanceof FunctionValue)
      return { [key]: toStated(call(evaluator, named, [], named.node), places, write) };
    return toStated(value, places, write);
  };
}

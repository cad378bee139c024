import type { Places, Plain } from './data-file.js';
import { call } from './evaluate/calls.js';
import { createEvaluator } from './evaluate/create-evaluator.js';
import { loadModule } from './evaluate/modules.js';
import { toPlain } from './evaluate/plain.js';
import { FunctionValue } from './evaluate/values.js';
import type { Workspace } from './workspace.js';

/** The static value that a code file exports (`module.exports =`, `export default`), run as if from `folder`. */
export type ReadCode = (file: string, folder: string, places: Places) => Plain;

/** Reads configuration written as code; it is evaluated in the head, never executed. */
export function readCode(workspace: Workspace): ReadCode {
  return (file, folder, places) => {
    const evaluator = createEvaluator(workspace, folder);
    const record = loadModule(evaluator, file);
    const exported = record?.exports.properties.has('default') ? record.exports.get('default') : record?.exports;
    // The Serverless Framework calls an exported function and takes what it returns.
    const value = exported instanceof FunctionValue ? call(evaluator, exported, [], exported.node) : exported;
    return toPlain(value, places);
  };
}

import { posix } from 'node:path';
import type { FunctionSettings } from '../../model/deployment.js';
import { toRecord } from '../../sources/manifest.js';
import type { CodeTarget } from '../declared.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { placeOfNode } from '../evaluate/plain.js';
import { FunctionValue, type LibraryObject, type Value } from '../evaluate/values.js';
import { lockedVersion } from '../locked-version.js';
import type { Workspace } from '../workspace.js';
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

/** The same settings with what Pulumi takes for callbacks by itself. */
export function withCallbackDefaults(evaluator: Evaluator, settings: FunctionSettings): FunctionSettings {
  const { runtime, timeoutS } = settings;
  const value = defaultRuntime(evaluator);
  const isUnstated = runtime.from !== 'stated' && runtime.writtenAt === undefined && runtime.value === undefined;
  return {
    ...settings,
    ...(timeoutS.from === 'default' && { timeoutS: { value: TIMEOUT_S, from: 'default' } as const }),
    ...(isUnstated && value !== undefined && { runtime: { value, from: 'default' } as const }),
  };
}

/**
 * Between which versions of @pulumi/aws a callback without a runtime has which (lambda/lambdaMixins.js of 4.38.1, 5.0.0, 5.20.0, 6.30.0,
 * 6.83.0, 7.25.0 and 7.48.0); the change is somewhere between two rows.
 */
const RUNTIMES: readonly (readonly [first: string, last: string, runtime: string])[] = [
  ['4.38.1', '5.0.0', 'nodejs12.x'],
  ['5.20.0', '6.30.0', 'nodejs16.x'],
  ['6.83.0', '7.25.0', 'nodejs20.x'],
  ['7.48.0', '7.48.0', 'nodejs22.x'],
];

/** By the version that the lock file has chosen, or that package.json pins. */
function defaultRuntime({ workspace, cwd }: Evaluator): string | undefined {
  const version = lockedVersion(workspace, cwd, PACKAGE) ?? pinnedVersion(workspace, cwd);
  if (version === undefined) return undefined;
  return RUNTIMES.find(([first, last]) => isAtLeast(version, first) && isAtLeast(last, version))?.[2];
}

const PACKAGE = '@pulumi/aws';

function pinnedVersion(workspace: Workspace, cwd: string): string | undefined {
  const { dependencies, devDependencies } = workspace.json(posix.join(cwd, 'package.json'));
  const stated = { ...toRecord(devDependencies), ...toRecord(dependencies) }[PACKAGE];
  return typeof stated === 'string' && /^\d+\.\d+\.\d+$/.test(stated) ? stated : undefined;
}

function isAtLeast(version: string, other: string): boolean {
  const [left, right] = [version, other].map((each) => each.split('.').map((part) => Number.parseInt(part, 10)));
  const index = left!.findIndex((part, at) => part !== right![at]);
  return index < 0 || left![index]! > (right![index] ?? 0);
}

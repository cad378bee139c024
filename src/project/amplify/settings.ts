import type { FunctionSettings } from '../../model/deployment.js';
import { propsOf } from '../cdk/constructs.js';
import { lookInProps } from '../cdk/look.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { type LibraryObject, ObjectValue } from '../evaluate/values.js';
import {
  functionSettings,
  LAMBDA_DEFAULTS,
  type SettingDefaults,
  type SettingNames,
  unknownSettings,
} from '../function-settings.js';
import { lockedVersion } from '../locked-version.js';
import { retentionDays } from '../retention-days.js';
import type { Workspace } from '../workspace.js';

const NAMES: SettingNames = {
  runtime: 'runtime',
  memoryMb: 'memoryMB',
  timeoutS: 'timeoutSeconds',
  architecture: 'architecture',
  ephemeralMb: 'ephemeralStorageSizeMB',
  logRetentionDays: 'logging.retention',
};

/** @aws-amplify/backend-function 1.0.0 to 1.19.0 (`factory.ts`). */
const DEFAULTS: SettingDefaults = { ...LAMBDA_DEFAULTS, memoryMb: 512 };

/** From which minor version of 1 on a function without a runtime has which. */
const RUNTIMES: readonly (readonly [minor: number, runtime: string])[] = [
  [17, 'nodejs22.x'],
  [14, 'nodejs20.x'],
  [0, 'nodejs18.x'],
];

/** By the version that the lock file has; a range leaves it open. */
function defaultRuntime(workspace: Workspace, folder: string): string | undefined {
  const version = lockedVersion(workspace, folder, '@aws-amplify/backend-function');
  const [, minor] = /^1\.(\d+)\./.exec(version ?? '') ?? [];
  return minor === undefined ? undefined : RUNTIMES.find(([from]) => Number(minor) >= from)?.[1];
}

/** What `defineFunction` states, and what Amplify takes where it states nothing. */
export function amplifySettings({ workspace, cwd }: Evaluator, object: LibraryObject): FunctionSettings {
  if (hasUnknownProps(object)) return unknownSettings();
  const defaults = { ...DEFAULTS, runtime: defaultRuntime(workspace, cwd) };
  return functionSettings(lookInProps(workspace, propsOf(object), READERS), NAMES, defaults);
}

/** Whatever its only argument is, it may state anything. */
export function hasUnknownProps({ args: [props] }: LibraryObject): boolean {
  return props !== undefined && !(props instanceof ObjectValue);
}

const READERS = {
  runtime: (value: unknown) => (typeof value === 'number' ? `nodejs${value}.x` : undefined),
  retention: (value: unknown) => (typeof value === 'string' ? retentionDays(value) : undefined),
};

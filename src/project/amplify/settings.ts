import type { FunctionSettings } from '../../model/deployment.js';
import { propsOf } from '../cdk/constructs.js';
import { lookInProps } from '../cdk/look.js';
import { type LibraryObject, ObjectValue } from '../evaluate/values.js';
import {
  functionSettings,
  LAMBDA_DEFAULTS,
  type SettingDefaults,
  type SettingNames,
  unknownSettings,
} from '../function-settings.js';
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

/** @aws-amplify/backend-function 1.19.0 (`factory.ts`). */
const DEFAULTS: SettingDefaults = { ...LAMBDA_DEFAULTS, runtime: 'nodejs22.x', memoryMb: 512 };

/** What `defineFunction` states, and what Amplify takes where it states nothing. */
export function amplifySettings(workspace: Workspace, object: LibraryObject): FunctionSettings {
  if (hasUnknownProps(object)) return unknownSettings();
  return functionSettings(lookInProps(workspace, propsOf(object), READERS), NAMES, DEFAULTS);
}

/** Whatever its only argument is, it may state anything. */
export function hasUnknownProps({ args: [props] }: LibraryObject): boolean {
  return props !== undefined && !(props instanceof ObjectValue);
}

const READERS = {
  runtime: (value: unknown) => (typeof value === 'number' ? `nodejs${value}.x` : undefined),
  retention: (value: unknown) => (typeof value === 'string' ? retentionDays(value) : undefined),
};

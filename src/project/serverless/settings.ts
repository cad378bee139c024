import type { FunctionSettings } from '../../model/deployment.js';
import { isIntrinsic, placeAt } from '../cloudformation/look.js';
import { objectAt, type Plain, type PlainObject } from '../data-file.js';
import { functionSettings, LAMBDA_DEFAULTS, type SettingDefaults, type SettingNames } from '../function-settings.js';
import type { Look } from '../look.js';
import { statedAt } from '../not-static.js';
import type { Workspace } from '../workspace.js';
import type { Framework } from './framework.js';

const NAMES: SettingNames = {
  runtime: 'runtime',
  memoryMb: 'memorySize',
  timeoutS: 'timeout',
  architecture: 'architecture',
  package: 'package.type',
  tracing: 'tracing',
  logRetentionDays: 'logRetentionInDays',
  isInVpc: 'vpc',
  ephemeralMb: 'ephemeralStorageSize',
  reservedConcurrency: 'reservedConcurrency',
  provisionedConcurrency: 'provisionedConcurrency',
};

/** Where the provider states what its functions share; of the others it knows none. */
const OF_PROVIDER: Readonly<Record<string, string>> = {
  runtime: 'runtime',
  memorySize: 'memorySize',
  timeout: 'timeout',
  architecture: 'architecture',
  tracing: 'tracing.lambda',
  logRetentionInDays: 'logRetentionInDays',
  vpc: 'vpc',
};

/** serverless 3.40.0 (`functions.js`, `provider.js`), and osls after it. */
const DEFAULTS: SettingDefaults = { ...LAMBDA_DEFAULTS, memoryMb: 1024, timeoutS: 6 };

/** What a service says of one of its functions, and what the framework takes where it says nothing. */
export function serviceSettings(
  workspace: Workspace,
  own: PlainObject,
  provider: PlainObject,
  { name, major }: Framework,
): FunctionSettings {
  // The runtime that osls takes changes from release to release.
  const defaults = name === 'serverless' && major === 3 ? { ...DEFAULTS, runtime: 'nodejs16.x' } : DEFAULTS;
  const settings = functionSettings(lookInService(workspace, own, provider), NAMES, defaults);
  return own.image === undefined ? settings : { ...settings, package: { value: 'image', from: 'stated' } };
}

function lookInService(workspace: Workspace, own: PlainObject, provider: PlainObject): Look {
  const of = lookInObject(workspace, own);
  const ofProvider = lookInObject(workspace, provider);
  return (name) => {
    const shared = OF_PROVIDER[name];
    const found = of(name) ?? (shared === undefined ? undefined : ofProvider(shared));
    return found && of(name) === undefined ? { ...found, sharedBy: 'provider' } : found;
  };
}

/** Looks settings up in an object of a service whose variables are replaced as far as they can be. */
export function lookInObject(workspace: Workspace, object: PlainObject): Look {
  return (name) => {
    const path = name.split('.');
    const value = statedAt(object, path, isIntrinsic);
    if (value === undefined || value === null) return undefined;
    const parent = objectAt(object, ...path.slice(0, -1));
    const writtenAt = placeAt(workspace, parent, path.at(-1)!) ?? placeAt(workspace, object, path[0]!);
    return { value: isIntrinsic(value) ? undefined : value, ...(writtenAt && { writtenAt }) };
  };
}

/** The first that states a setting counts, known or not. */
export function firstStated(name: string, ...objects: readonly PlainObject[]): Plain {
  return objects.map((object) => statedAt(object, [name], isIntrinsic) ?? undefined).find((each) => each !== undefined);
}

import { posix } from 'node:path';
import type { FunctionSettings, Setting } from '../../model/deployment.js';
import { toRecord } from '../../sources/manifest.js';
import { toNumber } from '../declared.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { type LibraryObject, ObjectValue, Unknown } from '../evaluate/values.js';
import {
  functionSettings,
  LAMBDA_DEFAULTS,
  type SettingDefaults,
  type SettingNames,
  toRetention,
  unknownSettings,
} from '../function-settings.js';
import { askSetting } from '../look.js';
import { isFromImage, isLlrtFunction, isMadeByPackage, libraryObjectBehind, propsOf } from './constructs.js';
import { isCustomResourceProvider, PROVIDER_DEFAULTS } from './custom-resource-provider.js';
import { lookInProps } from './look.js';
import { overriddenSettings } from './overrides.js';

const NAMES: SettingNames = {
  runtime: 'runtime',
  memoryMb: 'memorySize',
  timeoutS: 'timeout',
  architecture: 'architecture',
  tracing: 'tracing',
  logRetentionDays: 'logRetention',
  isInVpc: 'vpc',
  ephemeralMb: 'ephemeralStorageSize',
  reservedConcurrency: 'reservedConcurrentExecutions',
};

/** Level-1 constructs have the names of the template. */
const LEVEL_ONE: SettingNames = {
  ...NAMES,
  architecture: 'architectures',
  package: 'packageType',
  tracing: 'tracingConfig.mode',
  isInVpc: 'vpcConfig',
  ephemeralMb: 'ephemeralStorage.size',
};

const RUNTIME_FLAG = '@aws-cdk/aws-lambda-nodejs:useLatestRuntimeVersion';
const LOG_GROUP_FLAG = '@aws-cdk/aws-lambda:useCdkManagedLogGroup';
/** What a `LogGroup` without `retention` keeps, and the runtime that is the latest (aws-cdk-lib 2.276). */
const TWO_YEARS = 731;
const LATEST_RUNTIME = 'nodejs24.x';

/** What a function construct states, and what CDK takes where it states nothing. */
export function constructSettings(evaluator: Evaluator, object: LibraryObject): FunctionSettings {
  if (object.args.at(-1) instanceof Unknown) return { ...unknownSettings(), ...overriddenSettings(evaluator, object) };
  const isLevelOne = object.type.name.startsWith('Cfn');
  const settings = functionSettings(
    lookInProps(evaluator.workspace, propsOf(object)),
    isLevelOne ? LEVEL_ONE : NAMES,
    isLevelOne ? LAMBDA_DEFAULTS : isMadeByPackage(object) ? {} : defaultsOf(evaluator, object),
  );
  const retention = retentionOf(evaluator, object);
  const provisioned = provisionedFor(evaluator, object);
  return {
    ...settings,
    ...((object.type.name === 'DockerImageFunction' || isFromImage(propsOf(object))) && {
      package: { value: 'image', from: 'stated' } as const,
    }),
    // Whatever runtime it states, it is deployed with this one.
    ...(isLlrtFunction(object) && { runtime: { value: 'provided.al2023', from: 'default' } as const }),
    ...(retention && { logRetentionDays: retention }),
    ...overriddenSettings(evaluator, object),
    ...(provisioned && { provisionedConcurrency: provisioned }),
  };
}

function defaultsOf({ workspace, cwd }: Evaluator, object: LibraryObject): SettingDefaults {
  if (isCustomResourceProvider(object)) return PROVIDER_DEFAULTS;
  const { type } = object;
  const flags = toRecord(workspace.json(posix.join(cwd, 'cdk.json')).context);
  return {
    ...LAMBDA_DEFAULTS,
    ...(type.name === 'NodejsFunction' && { runtime: flags[RUNTIME_FLAG] === true ? LATEST_RUNTIME : 'nodejs16.x' }),
    ...(flags[LOG_GROUP_FLAG] === true && { logRetentionDays: TWO_YEARS }),
  };
}

/** Of the log group that the function is given. */
function retentionOf(evaluator: Evaluator, object: LibraryObject): Setting<number | 'forever'> | undefined {
  const stated = propsOf(object).get('logGroup');
  const group = libraryObjectBehind(stated);
  if (stated === undefined) return undefined;
  return group?.type.name === 'LogGroup' ? logGroupRetention(evaluator, group) : { from: 'unknown' };
}

export function logGroupRetention(evaluator: Evaluator, group: LibraryObject): Setting<number | 'forever'> {
  return askSetting<number | 'forever'>(lookInProps(evaluator.workspace, propsOf(group)), {
    name: 'retention',
    convert: toRetention,
    otherwise: TWO_YEARS,
  });
}

/** Of an alias that is made of the function or of its version. */
function provisionedFor(evaluator: Evaluator, object: LibraryObject): Setting<number | 'none'> | undefined {
  const name = 'provisionedConcurrentExecutions';
  const added = evaluator.calls.flatMap(({ owner, method, args }) =>
    method === 'addAlias' && libraryObjectBehind(owner) === object ? args : [],
  );
  const made = evaluator.created
    .filter(({ type }) => type.name === 'Alias')
    .map(propsOf)
    .filter((props) => libraryObjectBehind(props.get('version')) === object);
  const props = [...added, ...made].find((each) => each instanceof ObjectValue && each.get(name) !== undefined);
  if (!(props instanceof ObjectValue)) return undefined;
  return askSetting<number | 'none'>(lookInProps(evaluator.workspace, props), { name, convert: toNumber });
}

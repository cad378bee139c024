import type { FunctionSettings, LogGroup, Setting } from '../../model/deployment.js';
import { objectAt, type Plain } from '../data-file.js';
import { toNumber } from '../declared.js';
import { functionSettings, LAMBDA_DEFAULTS, type SettingNames } from '../function-settings.js';
import { askSetting } from '../look.js';
import type { Resources } from '../resources.js';
import { lookIn } from './look.js';
import { idIn, lookAt, type Stack, type StackResource } from './stack.js';
import { getReferenced, type Template } from './template.js';

export const SAM_FUNCTION = 'AWS::Serverless::Function';

const NAMES: SettingNames = {
  runtime: 'Runtime',
  memoryMb: 'MemorySize',
  timeoutS: 'Timeout',
  architecture: 'Architectures',
  package: 'PackageType',
  tracing: 'TracingConfig.Mode',
  isInVpc: 'VpcConfig',
  ephemeralMb: 'EphemeralStorage.Size',
  reservedConcurrency: 'ReservedConcurrentExecutions',
};

const SAM_NAMES: SettingNames = {
  ...NAMES,
  tracing: 'Tracing',
  provisionedConcurrency: 'ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions',
};

export function isFunction({ type }: { readonly type: string }): boolean {
  return type === SAM_FUNCTION || type === 'AWS::Lambda::Function';
}

/** What a template says of each of its functions, and other resources of it about them. */
export function createTemplateSettings(
  stack: Stack,
  { data, globals }: Template,
  { logGroups }: Resources,
): (resource: StackResource) => FunctionSettings {
  const shared = { written: objectAt(data, 'Globals', 'Function'), resolved: objectAt(globals, 'Function') };
  const groups = stack.resources.filter(({ type }) => type === 'AWS::Logs::LogGroup');
  const published = stack.resources.filter(({ type }) => /^AWS::Lambda::(Alias|Version)$/.test(type));
  return (resource) => {
    const isSam = resource.type === SAM_FUNCTION;
    const look = lookIn(stack.workspace, resource, stack.shared, isSam ? shared : undefined);
    const own = functionSettings(look, isSam ? SAM_NAMES : NAMES, LAMBDA_DEFAULTS);
    const retention = logGroupOf(stack, resource, groups, logGroups)?.retentionDays;
    const provisioned = provisionedFor(stack, resource, published);
    return {
      ...own,
      ...(retention && { logRetentionDays: retention }),
      ...(provisioned && { provisionedConcurrency: provisioned }),
    };
  };
}

/** The log group that a function is given, or the one of its own name. */
function logGroupOf(
  stack: Stack,
  fn: StackResource,
  groups: readonly StackResource[],
  logGroups: readonly LogGroup[],
): LogGroup | undefined {
  const given = getReferenced(objectAt(fn.resolved, 'LoggingConfig').LogGroup);
  const group = groups.find(({ id, resolved }) => id === given || isNamedLike(resolved.LogGroupName, fn));
  return group && logGroups.find(({ id }) => id === idIn(stack, group.id));
}

/** `/aws/lambda/${Fn}`, substituted or joined, or with the function's name. */
function isNamedLike(name: Plain, { id, resolved }: StackResource): boolean {
  const substituted = objectAt(name)['Fn::Sub'];
  const joined = objectAt(name)['Fn::Join'];
  const parts = Array.isArray(joined) ? joined[1] : undefined;
  if (Array.isArray(parts)) return String(parts[0]).startsWith('/aws/lambda') && getReferenced(parts.at(-1)) === id;
  if (substituted !== undefined) return [substituted].flat()[0] === `/aws/lambda/\${${id}}`;
  return typeof resolved.FunctionName === 'string' && name === `/aws/lambda/${resolved.FunctionName}`;
}

/** Of an alias or a version of the function. */
function provisionedFor(
  stack: Stack,
  fn: StackResource,
  published: readonly StackResource[],
): Setting<number | 'none'> | undefined {
  const found = published.find(
    ({ resolved }) =>
      resolved.ProvisionedConcurrencyConfig !== undefined && getReferenced(resolved.FunctionName) === fn.id,
  );
  if (!found) return undefined;
  const name = 'ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions';
  return askSetting<number | 'none'>(lookAt(stack, found), { name, convert: toNumber });
}

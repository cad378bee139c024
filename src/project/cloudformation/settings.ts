import type { FunctionSettings, LogGroup, Setting } from '../../model/deployment.js';
import { objectAt, type Plain } from '../data-file.js';
import { toNumber } from '../declared.js';
import { functionSettings, LAMBDA_DEFAULTS, type SettingNames } from '../function-settings.js';
import { askSetting } from '../look.js';
import type { Resources } from '../resources.js';
import { lookIn } from './look.js';
import {
  idOf,
  isPublished,
  lookAt,
  referenced,
  resourceNamed,
  SAM_FUNCTION,
  type Stack,
  type StackResource,
} from './stack.js';
import type { Template } from './template.js';

/** What CloudFormation calls the settings of a function. */
export const TEMPLATE_NAMES: SettingNames = {
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
  ...TEMPLATE_NAMES,
  tracing: 'Tracing',
  provisionedConcurrency: 'ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions',
};

/** What a template says of each of its functions, and other resources of it about them. */
export function createTemplateSettings(
  stack: Stack,
  { data, globals }: Pick<Template, 'data' | 'globals'>,
  { logGroups }: Resources,
): (resource: StackResource) => FunctionSettings {
  const shared = { written: objectAt(data, 'Globals', 'Function'), resolved: objectAt(globals, 'Function') };
  const groupOf = createLogGroupOf(stack, logGroups);
  const published = stack.resources.filter(isProvisioned);
  const provisionedFor = new Map([...published].reverse().map((each) => [functionOf(each), each]));
  return (resource) => {
    const isSam = resource.type === SAM_FUNCTION;
    const look = lookIn(stack.workspace, resource, stack.shared, isSam ? shared : undefined);
    const own = functionSettings(look, isSam ? SAM_NAMES : TEMPLATE_NAMES, resource.isForeign ? {} : LAMBDA_DEFAULTS);
    const retention = groupOf(resource)?.retentionDays;
    const provisioned = provisionedFor.get(resource);
    return {
      ...own,
      ...(retention && { logRetentionDays: retention }),
      ...(provisioned && { provisionedConcurrency: askProvisioned(provisioned) }),
    };
  };
}

/** Finds the log group that a function is given, or the one of its own name. */
function createLogGroupOf(stack: Stack, logGroups: readonly LogGroup[]): (fn: StackResource) => LogGroup | undefined {
  const byId = new Map(logGroups.map((each) => [each.id, each]));
  const groups = stack.resources.filter(({ type }) => type === LOG_GROUP);
  const byName = new Map([...groups].reverse().map((each) => [groupName(stack, each.resolved.LogGroupName), each]));
  return (fn) => {
    const given = referenced(stack, objectAt(fn.resolved, 'LoggingConfig').LogGroup, LOG_GROUP);
    const { FunctionName: name } = fn.resolved;
    const named = typeof name === 'string' ? byName.get(`${LOGS_OF}${name}`) : undefined;
    const group = given ?? byName.get(fn) ?? named;
    return group && byId.get(idOf(group));
  };
}

const LOG_GROUP = 'AWS::Logs::LogGroup';
const LOGS_OF = '/aws/lambda/';

/** The function that `/aws/lambda/${Fn}`, substituted or joined, names, or the name itself. */
function groupName(stack: Stack, name: Plain): StackResource | string | undefined {
  const { 'Fn::Sub': substituted, 'Fn::Join': joined } = objectAt(name);
  const parts = Array.isArray(joined) ? joined[1] : undefined;
  if (Array.isArray(parts))
    return String(parts[0]).startsWith('/aws/lambda') ? resourceNamed(stack, parts.at(-1)) : undefined;
  if (substituted !== undefined) {
    const isOfFunction = /^\/aws\/lambda\/\$\{[^}]*\}$/.test(String([substituted].flat()[0]));
    return isOfFunction ? resourceNamed(stack, name) : undefined;
  }
  return typeof name === 'string' ? name : undefined;
}

/** An alias or a version, which may keep environments ready. */
function isProvisioned(resource: StackResource): boolean {
  return isPublished(resource) && resource.resolved.ProvisionedConcurrencyConfig !== undefined;
}

function functionOf({ stack, resolved }: StackResource): StackResource | undefined {
  return resourceNamed(stack, resolved.FunctionName);
}

function askProvisioned(published: StackResource): Setting<number | 'none'> {
  const name = 'ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions';
  return askSetting<number | 'none'>(lookAt(published.stack, published), { name, convert: toNumber });
}

import type { FunctionSettings } from '../../model/deployment.js';
import { lookInProps } from '../cdk/look.js';
import { isArchitecture, toNumber } from '../declared.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import type { LibraryObject, ObjectValue } from '../evaluate/values.js';
import { functionSettings, LAMBDA_DEFAULTS, type SettingDefaults, type SettingNames } from '../function-settings.js';
import { askSetting, type Look } from '../look.js';

const NAMES: SettingNames = {
  runtime: 'runtime',
  reservedConcurrency: 'concurrency.reserved',
  provisionedConcurrency: 'concurrency.provisioned',
  isInVpc: 'vpc',
};

/** The component `sst.aws.Function` of SST 3 and 4, as its page documents it. What earlier versions take is not known here. */
const DEFAULTS: SettingDefaults = {
  ...LAMBDA_DEFAULTS,
  runtime: 'nodejs24.x',
  memoryMb: 1024,
  timeoutS: 20,
  logRetentionDays: 30,
};

/** What a component says of a function, and what SST takes where it says nothing. */
export function componentSettings(
  evaluator: Evaluator,
  { type }: LibraryObject,
  props: ObjectValue | undefined,
): FunctionSettings {
  const defaults = type.module === 'global' ? DEFAULTS : {};
  const look: Look = props ? lookInProps(evaluator.workspace, props, {}) : () => undefined;
  const ask = <Value>(name: string, convert: (stated: unknown) => Value | undefined, otherwise: Value | undefined) =>
    askSetting(look, { name, convert, otherwise });
  return {
    ...functionSettings(look, NAMES, defaults),
    memoryMb: ask(look('memorySize') ? 'memorySize' : 'memory', toMegabytes, defaults.memoryMb),
    timeoutS: ask('timeout', toSeconds, defaults.timeoutS),
    architecture: ask('architecture', toArchitecture, defaults.architecture),
    ephemeralMb: ask('storage', toMegabytes, defaults.ephemeralMb),
    logRetentionDays: ask<number | 'forever'>('logging.retention', toDays, defaults.logRetentionDays),
  };
}

/** `1024`, `1024 MB`, `1 GB`. */
export function toMegabytes(stated: unknown): number | undefined {
  const [, amount, unit = 'MB'] = /^(\d+)\s*(MB|GB)?$/.exec(String(stated)) ?? [];
  return amount === undefined ? undefined : Number(amount) * (unit === 'GB' ? 1024 : 1);
}

/** `30`, `30 seconds`, `2 minutes`. */
export function toSeconds(stated: unknown): number | undefined {
  const [, amount, unit = 'second'] = /^(\d+)\s*(second|minute|hour)?s?$/.exec(String(stated)) ?? [];
  const factor = { second: 1, minute: 60, hour: 3600 }[unit] ?? 1;
  return amount === undefined ? undefined : Number(amount) * factor;
}

function toArchitecture(stated: unknown): 'arm64' | 'x86_64' | undefined {
  const text = String(stated).replace('arm_64', 'arm64');
  return isArchitecture(text) ? text : undefined;
}

/** `1 month`, `2 weeks`, `forever`; months and years are those of CloudWatch. */
function toDays(stated: unknown): number | 'forever' | undefined {
  if (stated === 'forever') return stated;
  const [, amount, unit] = /^(\d+) (day|week|month|year)s?$/.exec(String(stated)) ?? [];
  const factor = { day: 1, week: 7, month: 30, year: 365 }[unit ?? ''];
  return amount === undefined || factor === undefined ? toNumber(stated) : Number(amount) * factor;
}

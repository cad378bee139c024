import type { FunctionSettings, Setting } from '../../model/deployment.js';
import { lookInProps } from '../cdk/look.js';
import { isArchitecture, toNumber } from '../declared.js';
import { ObjectValue } from '../evaluate/values.js';
import { functionSettings, type SettingDefaults, type SettingNames } from '../function-settings.js';
import { askSetting, type Look } from '../look.js';
import { retentionDays } from '../retention-days.js';
import type { Workspace } from '../workspace.js';
import type { WholeProps } from './props.js';
import type { Generation } from './release.js';

const NAMES: Readonly<Record<Generation, SettingNames>> = {
  components: {
    runtime: 'runtime',
    memoryMb: 'memory',
    timeoutS: 'timeout',
    architecture: 'architecture',
    logRetentionDays: 'logging.retention',
    isInVpc: 'vpc',
    ephemeralMb: 'storage',
    reservedConcurrency: 'concurrency.reserved',
    provisionedConcurrency: 'concurrency.provisioned',
  },
  constructs: {
    runtime: 'runtime',
    memoryMb: 'memorySize',
    timeoutS: 'timeout',
    architecture: 'architecture',
    tracing: 'tracing',
    logRetentionDays: 'logRetention',
    isInVpc: 'vpc',
    ephemeralMb: 'diskSize',
    reservedConcurrency: 'reservedConcurrentExecutions',
  },
};

/** What `transform: { function }` changes: the resource of Pulumi. */
const NATIVE: SettingNames = {
  runtime: 'runtime',
  memoryMb: 'memorySize',
  timeoutS: 'timeout',
  architecture: 'architectures',
  package: 'packageType',
  tracing: 'tracingConfig.mode',
  isInVpc: 'vpcConfig',
  ephemeralMb: 'ephemeralStorage.size',
  reservedConcurrency: 'reservedConcurrentExecutions',
};

/** What is said of a function, and what SST takes where nothing is. */
export function sstSettingsOf(
  workspace: Workspace,
  generation: Generation,
  whole: WholeProps,
  defaults: SettingDefaults,
): FunctionSettings {
  const names = NAMES[generation];
  const look = lookInWhole(workspace, whole);
  const ask = <Value>(
    key: keyof FunctionSettings,
    convert: (stated: unknown) => Value | undefined,
    otherwise: Value | undefined,
  ): Setting<Value> => askSetting(look, { name: names[key], convert, otherwise });
  const settings: FunctionSettings = {
    ...functionSettings(look, names, defaults),
    memoryMb: ask('memoryMb', toMegabytes, defaults.memoryMb),
    timeoutS: ask('timeoutS', toSeconds, defaults.timeoutS),
    architecture: ask('architecture', toArchitecture, defaults.architecture),
    ephemeralMb: ask('ephemeralMb', toMegabytes, defaults.ephemeralMb),
    logRetentionDays: ask<number | 'forever'>('logRetentionDays', toDays, defaults.logRetentionDays),
  };
  return whole.native ? { ...settings, ...changed(workspace, whole.native, whole.isNativeHidden) } : settings;
}

/** The value that counts in the end, with the place where it is written. */
function lookInWhole(workspace: Workspace, { props, written }: Pick<WholeProps, 'props' | 'written'>): Look {
  const inside = (object: ObjectValue) => lookInProps(workspace, object, {});
  return (name) => {
    const [first = ''] = name.split('.');
    const value = props.get(first);
    const home = written.find((each) => each.properties.has(first) && each.properties.get(first) === value);
    return inside(home ?? withoutPlace(props))(name);
  };
}

function withoutPlace({ properties, isOpen }: ObjectValue): ObjectValue {
  const copy = new ObjectValue();
  for (const [key, value] of properties) copy.properties.set(key, value);
  copy.isOpen = isOpen;
  return copy;
}

/** Only what is written there; of everything else nothing is known to have changed. */
function changed(workspace: Workspace, native: ObjectValue, isHidden = false): Partial<FunctionSettings> {
  const all = functionSettings(lookInProps(workspace, native, {}), NATIVE, {});
  const isWritten = (key: string) => {
    const [first = ''] = (NATIVE[key as keyof FunctionSettings] ?? '').split('.');
    return isHidden ? first !== '' : native.properties.has(first);
  };
  return Object.fromEntries(Object.entries(all).filter(([key]) => isWritten(key)));
}

/** `1024`, `1024 MB`, `1 GB`. */
function toMegabytes(stated: unknown): number | undefined {
  const [, amount, unit = 'MB'] = /^(\d+)\s*(MB|GB)?$/.exec(String(stated)) ?? [];
  return amount === undefined ? undefined : Number(amount) * (unit === 'GB' ? 1024 : 1);
}

/** `30`, `30 seconds`, `2 minutes`. */
export function toSeconds(stated: unknown): number | undefined {
  const [, amount, unit = 'second'] = /^(\d+)\s*(second|minute|hour|day)?s?$/.exec(String(stated)) ?? [];
  const factor = { second: 1, minute: 60, hour: 3600, day: 86_400 }[unit] ?? 1;
  return amount === undefined ? undefined : Number(amount) * factor;
}

function toArchitecture(stated: unknown): 'arm64' | 'x86_64' | undefined {
  const text = String(stated).toLowerCase().replace('arm_64', 'arm64');
  return isArchitecture(text) ? text : undefined;
}

/** `1 month`, `2 weeks`, `forever`; constructs have the names of CDK in small letters: `one_week`. */
function toDays(stated: unknown): number | 'forever' | undefined {
  if (typeof stated !== 'string') return toNumber(stated);
  const words = stated
    .toLowerCase()
    .split('_')
    .map((word) => AMOUNTS[word] ?? word);
  return retentionDays(words.join(' '));
}

const AMOUNTS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  thirteen: 13,
  eighteen: 18,
};

import type { FunctionSettings } from '../model/deployment.js';
import { isArchitecture, toNumber, toRuntime } from './declared.js';
import { askSetting, type Look } from './look.js';
import { toBoolean } from './settings.js';

/** What a deploy tool calls each setting of a function. A dotted name leads into an object. */
export type SettingNames = Partial<Record<keyof FunctionSettings, string>>;

/** What a deploy tool, or else Lambda, takes where nothing is stated; what is left out is unknown then. */
export type SettingDefaults = { readonly [Key in keyof FunctionSettings]?: FunctionSettings[Key]['value'] };

/**
 * What Lambda takes by itself (CreateFunction of the Lambda API). It has no runtime by itself, and its log groups keep events
 * forever.
 */
export const LAMBDA_DEFAULTS: SettingDefaults = {
  memoryMb: 128,
  timeoutS: 3,
  architecture: 'x86_64',
  package: 'zip',
  tracing: 'pass-through',
  logRetentionDays: 'forever',
  isInVpc: false,
  ephemeralMb: 512,
  reservedConcurrency: 'none',
  provisionedConcurrency: 'none',
};

/** All settings of a function, by the names and defaults of its deploy tool. */
export function functionSettings(look: Look, names: SettingNames, defaults: SettingDefaults): FunctionSettings {
  const ask = <Key extends keyof FunctionSettings>(
    key: Key,
    convert: (stated: unknown) => FunctionSettings[Key]['value'],
  ) => askSetting(look, { name: names[key], convert, otherwise: defaults[key] }) as FunctionSettings[Key];
  return {
    runtime: ask('runtime', toRuntime),
    memoryMb: ask('memoryMb', toNumber),
    timeoutS: ask('timeoutS', toNumber),
    architecture: ask('architecture', toArchitecture),
    package: ask('package', toPackage),
    tracing: ask('tracing', toTracing),
    logRetentionDays: ask('logRetentionDays', toRetention),
    isInVpc: ask('isInVpc', isObjectStated),
    ephemeralMb: ask('ephemeralMb', toNumber),
    reservedConcurrency: ask('reservedConcurrency', toNumber),
    provisionedConcurrency: ask('provisionedConcurrency', toNumber),
  };
}

/** Every setting that nothing is known of: a handler that is known by its code alone, or by the config. */
export function unknownSettings(): FunctionSettings {
  return functionSettings(() => undefined, {}, {});
}

function toArchitecture(stated: unknown): 'arm64' | 'x86_64' | undefined {
  const [first] = [stated].flat();
  return isArchitecture(first) ? first : undefined;
}

function toPackage(stated: unknown): 'zip' | 'image' | undefined {
  const text = String(stated).toLowerCase();
  return text === 'zip' || text === 'image' ? text : undefined;
}

/** `Active`, `PassThrough`, or whether it is on. */
function toTracing(stated: unknown): 'active' | 'pass-through' | undefined {
  const text = String(stated).toLowerCase();
  if (text === 'active' || toBoolean(stated) === true) return 'active';
  return text === 'passthrough' || text === 'disabled' || toBoolean(stated) === false ? 'pass-through' : undefined;
}

/** Days, or the word that readers have for keeping events as long as the group exists. */
export function toRetention(stated: unknown): number | 'forever' | undefined {
  return stated === 'forever' ? stated : toNumber(stated);
}

/** An object that holds something, or whether there is one. */
function isObjectStated(stated: unknown): boolean | undefined {
  if (typeof stated === 'object' && stated !== null) return Object.values(stated).some((each) => each !== undefined);
  return toBoolean(stated);
}

import { posix } from 'node:path';
import type { FunctionSettings } from '../../model/deployment.js';
import { toNumber } from '../declared.js';
import { functionSettings, LAMBDA_DEFAULTS, type SettingDefaults, type SettingNames } from '../function-settings.js';
import { lockedVersion } from '../locked-version.js';
import { askSetting, type Look, type Looked } from '../look.js';
import type { Workspace } from '../workspace.js';
import type { ArcWord } from './arc-text.js';
import { statedBelow } from './functions.js';
import type { ArcFile } from './manifest.js';

const NAMES: SettingNames = {
  runtime: 'runtime',
  memoryMb: 'memory',
  timeoutS: 'timeout',
  architecture: 'architecture',
  ephemeralMb: 'storage',
  reservedConcurrency: 'concurrency',
  provisionedConcurrency: 'provisionedConcurrency',
};

/** @architect/inventory 5.0.0 and 6.1.0 (`defaults/function-config.js`); what it has none for, Lambda has. */
const DEFAULTS: SettingDefaults = { ...LAMBDA_DEFAULTS, memoryMb: 1152, timeoutS: 5, architecture: 'arm64' };
/** The runtime that a major version takes where none is stated. */
const RUNTIMES: readonly (readonly [name: string, major: string, runtime: string])[] = [
  ['@architect/inventory', '4', 'nodejs20.x'],
  ['@architect/inventory', '5', 'nodejs20.x'],
  ['@architect/inventory', '6', 'nodejs22.x'],
  ['@architect/architect', '12', 'nodejs22.x'],
];

/** Names that stand for the newest runtime that the installed version knows, or for what a plug-in compiles. */
const ALIAS = /^(node(\.?js)?|typescript)$/i;

/** What a manifest says of all functions in `@aws`, and a file beside one of them of it alone. */
export interface ArcSettings {
  readonly settings: FunctionSettings;
  readonly handler: string;
  readonly hasLayers: boolean;
  /** Queues are, unless they are told not to. */
  readonly fifo: boolean | undefined;
  /** It gets the code that functions share. */
  readonly takesShared: boolean;
}

export function readArcSettings(workspace: Workspace, manifest: ArcFile, own: ArcFile | undefined): ArcSettings {
  const look = lookIn(workspace, manifest, own);
  const settings = functionSettings(look, NAMES, { ...DEFAULTS, runtime: runtimeOf(workspace, manifest) });
  const handler = look('handler')?.value;
  return {
    settings: {
      ...settings,
      reservedConcurrency: askSetting<number | 'none'>(look, {
        name: 'concurrency',
        convert: (stated) => (stated === 'unthrottled' ? 'none' : toNumber(stated)),
        otherwise: 'none',
      }),
    },
    handler: typeof handler === 'string' ? handler : 'index.handler',
    hasLayers: ['layer', 'layers'].some((name) => look(name) !== undefined),
    takesShared: look('shared')?.value !== false,
    fifo: look('fifo') === undefined ? undefined : look('fifo')?.value !== false,
  };
}

function lookIn(workspace: Workspace, manifest: ArcFile, own: ArcFile | undefined): Look {
  const ofOwn = (name: string) => own && (lookUp(workspace, own, 'arc', name) ?? lookUp(workspace, own, 'aws', name));
  return (name) => {
    const found = ofOwn(name);
    if (found) return found;
    const shared = lookUp(workspace, manifest, 'aws', name);
    return shared && { ...shared, sharedBy: 'globals' };
  };
}

function lookUp(workspace: Workspace, { file, pragmas }: ArcFile, pragma: string, name: string): Looked | undefined {
  const stated = statedBelow({ words: [], line: 1, below: pragmas.get(pragma) ?? [] }, name);
  if (!stated) return undefined;
  const [first, ...others] = stated.words;
  const value = others.length > 0 ? stated.words : known(name, first);
  return { value, writtenAt: { file: workspace.relative(file), line: stated.line } };
}

function known(name: string, value: ArcWord | undefined): ArcWord | undefined {
  return name === 'runtime' && ALIAS.test(String(value)) ? undefined : value;
}

/** The runtime that nobody states, by the version that the lock file has, or that package.json asks for. */
function runtimeOf(workspace: Workspace, { file }: ArcFile): string | undefined {
  const { dependencies, devDependencies } = workspace.json(posix.join(posix.dirname(file), 'package.json'));
  const versions: Readonly<Record<string, unknown>> = { ...toObject(devDependencies), ...toObject(dependencies) };
  const folder = posix.dirname(file);
  const majorOf = (name: string) =>
    /^\D*(\d+)/.exec(lockedVersion(workspace, folder, name) ?? String(versions[name] ?? ''))?.[1];
  return RUNTIMES.find(([name, major]) => majorOf(name) === major)?.[2];
}

function toObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

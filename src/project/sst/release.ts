import { posix } from 'node:path';
import { foldersUpwards } from '../../lib/paths.js';
import { toRecord } from '../../sources/manifest.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import type { LibraryObject, LibraryValue } from '../evaluate/values.js';
import { LAMBDA_DEFAULTS, type SettingDefaults } from '../function-settings.js';
import { lockedVersion } from '../locked-version.js';
import type { Workspace } from '../workspace.js';

const PACKAGES = ['sst', '@serverless-stack/resources'];

/** SST 3 and 4 have components of Pulumi (`sst.aws.Function`), the versions before them constructs of CDK. */
export type Generation = 'components' | 'constructs';

/** Which SST a program is written with. */
export interface Release {
  readonly generation: Generation;
  /** As package.json states it; nothing where that leaves it open. */
  readonly major?: number;
  /** What a function has where nothing is stated. */
  readonly defaults: SettingDefaults;
}

/** Whose class is it? Nothing for what is not of SST, or for another cloud. */
export function generationOf({ module, path }: LibraryValue): Generation | undefined {
  if (module === 'global') return path[0] === 'sst' && path[1] === 'aws' ? 'components' : undefined;
  return /^(sst|@serverless-stack\/resources)(\/|$)/.test(module) ? 'constructs' : undefined;
}

export function releaseOf({ workspace, cwd }: Evaluator, { type }: LibraryObject): Release {
  const generation = generationOf(type) ?? 'components';
  const range = foldersUpwards(cwd, workspace.root)
    .map((folder) => statedVersion(workspace.json(posix.join(folder, 'package.json'))))
    .find((each) => each !== undefined);
  const version = range === undefined ? undefined : toVersion(lockedOf(workspace, cwd) ?? range);
  if (generation === 'constructs')
    return { generation, major: version?.major, defaults: { ...CONSTRUCT_DEFAULTS, runtime: runtimeOf(version) } };
  const major = version && version.major >= 3 ? version.major : undefined;
  // The components of 3.19.3 and 4.17.1 (platform/src/components/aws/function.ts).
  const runtime = major === 3 ? 'nodejs20.x' : major === 4 ? 'nodejs24.x' : undefined;
  return { generation, major, defaults: { ...COMPONENT_DEFAULTS, runtime } };
}

function lockedOf(workspace: Workspace, folder: string): string | undefined {
  return PACKAGES.map((name) => lockedVersion(workspace, folder, name)).find((each) => each !== undefined);
}

/** Alike in 3.2, 3.19.3 and 4.17.1. */
const COMPONENT_DEFAULTS: SettingDefaults = { ...LAMBDA_DEFAULTS, memoryMb: 1024, timeoutS: 20, logRetentionDays: 30 };

/** Alike in @serverless-stack/resources 1.18.4 and sst 2.0.0 and 2.49.8 (constructs/Function.js). */
const CONSTRUCT_DEFAULTS: SettingDefaults = { ...LAMBDA_DEFAULTS, memoryMb: 1024, timeoutS: 10, tracing: 'active' };

interface Version {
  readonly major: number;
  readonly minor: number;
  /** May a later minor version be installed? */
  readonly isRange: boolean;
}

function statedVersion({ dependencies, devDependencies }: Record<string, unknown>): string | undefined {
  const all = { ...toRecord(devDependencies), ...toRecord(dependencies) };
  return PACKAGES.map((name) => all[name]).find((each) => typeof each === 'string');
}

function toVersion(range: string): Version | undefined {
  const [, sign, major, minor, patch] = /^([\^~]?)v?(\d+)(?:\.(\d+))?(?:\.(\d+))?\S*$/.exec(range.trim()) ?? [];
  if (major === undefined) return undefined;
  const isRange = sign === '^' || minor === undefined || (sign === '' && patch === undefined);
  return { major: Number(major), minor: Number(minor ?? 0), isRange };
}

/** From which minor version of 2 on a function without a runtime has which (git history of github.com/sst/v2, constructs/Function.ts). */
const RUNTIMES: readonly (readonly [minor: number, runtime: string | undefined])[] = [
  [47, 'nodejs22.x'],
  [46, undefined],
  [35, 'nodejs18.x'],
  [34, undefined],
  [0, 'nodejs16.x'],
];

function runtimeOf(version: Version | undefined): string | undefined {
  if (version?.major === 1) return 'nodejs14.x';
  if (version?.major !== 2) return undefined;
  const index = RUNTIMES.findIndex(([minor]) => version.minor >= minor);
  return version.isRange && index > 0 ? undefined : RUNTIMES[index]?.[1];
}

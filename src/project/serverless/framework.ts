import { posix } from 'node:path';
import { toRecord } from '../../sources/manifest.js';
import type { Plain } from '../data-file.js';
import type { Workspace } from '../workspace.js';

/** The program that deploys a service: osls is a fork of version 3 with releases of its own. */
export interface Framework {
  readonly name: 'serverless' | 'osls';
  /** Of `serverless`, where the project says it. */
  readonly major?: number;
}

/** The service says the version, else the nearest package.json that installs the program. */
export function readFramework(workspace: Workspace, folder: string, version: Plain): Framework {
  const installed = installedVersions(workspace, folder);
  const isOsls = installed.osls !== undefined && installed.serverless === undefined;
  if (isOsls) return { name: 'osls' };
  const major = /^\D*(\d+)(\.|\b)/.exec(String(version ?? installed.serverless ?? ''))?.[1];
  return { name: 'serverless', ...(major !== undefined && { major: Number(major) }) };
}

function installedVersions(workspace: Workspace, folder: string): Record<'osls' | 'serverless', unknown> {
  for (let current = folder; ; current = posix.dirname(current)) {
    const manifest = workspace.json(`${current}/package.json`);
    const all = { ...toRecord(manifest.dependencies), ...toRecord(manifest.devDependencies) };
    const { osls, serverless } = all;
    if (osls !== undefined || serverless !== undefined) return { osls, serverless };
    if (current === workspace.root || current === posix.dirname(current)) return { osls, serverless };
  }
}

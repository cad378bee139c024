import { posix } from 'node:path';
import { parse as parseJsonc } from 'jsonc-parser';
import { foldersUpwards } from '../lib/paths.js';
import type { Workspace } from './workspace.js';

/** What discovery needs of a tsconfig; paths are absolute. */
export interface TsconfigPaths {
  readonly folder: string;
  readonly outDir?: string;
  readonly rootDir?: string;
  readonly baseUrl?: string;
  readonly paths: Readonly<Record<string, readonly string[]>>;
}

const cache = new WeakMap<Workspace, Map<string, TsconfigPaths>>();

/** The tsconfigs that may apply to a folder, nearest first. */
export function tsconfigsAbove(workspace: Workspace, folder: string): TsconfigPaths[] {
  const files = foldersUpwards(folder, workspace.root).map((each) => posix.join(each, 'tsconfig.json'));
  return files.filter((file) => workspace.isFile(file)).map((file) => readCached(workspace, file));
}

function readCached(workspace: Workspace, file: string): TsconfigPaths {
  const known = cache.get(workspace) ?? new Map<string, TsconfigPaths>();
  cache.set(workspace, known);
  const found = known.get(file) ?? readTsconfig(workspace, file, new Set());
  known.set(file, found);
  return found;
}

/** Follows relative `extends`; those from packages name no folder of ours. */
function readTsconfig(workspace: Workspace, file: string, seen: Set<string>): TsconfigPaths {
  const folder = posix.dirname(file);
  if (seen.has(file)) return { folder, paths: {} };
  seen.add(file);
  const config: unknown = parseJsonc(workspace.text(file) ?? '{}');
  const { compilerOptions = {}, extends: parents = [] } = asRecord(config);
  const inherited = [parents].flat().filter((parent) => typeof parent === 'string' && parent.startsWith('.'));
  const base: Partial<TsconfigPaths> = {};
  for (const parent of inherited) {
    const path = posix.join(folder, parent as string);
    const parentFile = [path, `${path}.json`].find((candidate) => workspace.isFile(candidate));
    if (parentFile !== undefined) Object.assign(base, readTsconfig(workspace, parentFile, seen));
  }
  const options = asRecord(compilerOptions);
  const absolute = (value: unknown) => (typeof value === 'string' ? posix.resolve(folder, value) : undefined);
  return {
    folder,
    outDir: absolute(options.outDir) ?? base.outDir,
    rootDir: absolute(options.rootDir) ?? base.rootDir,
    baseUrl: absolute(options.baseUrl) ?? base.baseUrl,
    paths:
      options.paths === undefined
        ? (base.paths ?? {})
        : absolutePaths(options.paths, absolute(options.baseUrl) ?? base.baseUrl ?? folder),
  };
}

function absolutePaths(paths: unknown, base: string): Record<string, string[]> {
  const entries = Object.entries(asRecord(paths)).filter(([, targets]) => Array.isArray(targets));
  return Object.fromEntries(
    entries.map(([key, targets]) => [key, (targets as unknown[]).map((target) => posix.resolve(base, String(target)))]),
  );
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

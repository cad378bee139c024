import { build, context, type Loader, stop, transform } from 'esbuild';
import type { EsbuildOptions, EsbuildResult } from './esbuild-options.js';
import { createService } from './service.js';

/** Builds all that the options name, at once. */
export type RunEsbuild = (options: EsbuildOptions) => Promise<EsbuildResult>;

/** The one process that all builds share. */
export const service = createService(stop);

export const buildOnce: RunEsbuild = (options) => service.during(() => build(options));

/** JavaScript of one TypeScript or JSX module, by itself; nothing where it does not parse. */
export async function compile(code: string, path: string, format?: 'cjs'): Promise<string | undefined> {
  const loader = path.slice(path.lastIndexOf('.') + 1).replace(/^[cm]/, '') as Loader;
  const options = { loader, format, platform: 'node', logLevel: 'silent' } as const;
  return service
    .during(() => transform(code, options))
    .then(
      (result) => result.code,
      () => undefined,
    );
}

/** Starts the process that builds, so that it is there when it is wanted. */
export async function startBuilding(): Promise<void> {
  await service.during(() => transform(''));
}

/** Ends the process that builds; another build starts it again. */
export function stopBuilding(): Promise<void> {
  return service.end();
}

/** What has been built once and can be built again, with the syntax trees of all its modules. */
export interface KeptBuild {
  rebuild(): Promise<EsbuildResult>;
  dispose(): Promise<void>;
}

/** What a process can do that is known to be there; whoever asks does so during its service. */
export interface BuildTools {
  readonly build: RunEsbuild;
  readonly keep: (options: EsbuildOptions) => Promise<KeptBuild>;
}

export const tools: BuildTools = { build, keep: context };

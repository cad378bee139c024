import { dirname } from 'node:path/posix';
import { absolutePath, foldersUpwards } from '../../lib/paths.js';
import type { LambdaFunction } from '../../model/function.js';
import type { Host } from '../../model/host.js';
import { readJson, toRecord } from '../../sources/manifest.js';
import type { CdkFlags } from './tool-settings.js';

export interface CdkFolder {
  /** Absolute folder that the deploy tool runs in. */
  readonly folder: string;
  readonly flags: CdkFlags;
}

const RUNTIME_FLAG = '@aws-cdk/aws-lambda-nodejs:useLatestRuntimeVersion';
const SMITHY_FLAG = '@aws-cdk/aws-lambda-nodejs:sdkV3ExcludeSmithyPackages';

/** Files that stand where a tool runs, although it reads functions from files below. */
const MARKS: Readonly<Partial<Record<LambdaFunction['declaredIn']['kind'], readonly string[]>>> = {
  cdk: ['cdk.json'],
  // CDK lets esbuild run where the lock file is.
  amplify: ['package-lock.json', 'yarn.lock', 'pnpm-lock.yaml'],
  serverless: ['yml', 'yaml', 'ts', 'js', 'cjs', 'mjs', 'json'].map((extension) => `serverless.${extension}`),
};

/** Where a function's deploy tool runs: in the folder of cdk.json or serverless.yml, or of the deployment file itself. */
export function readApp({ declaredIn }: LambdaFunction, root: string, host: Host): CdkFolder {
  const own = dirname(absolutePath(root, declaredIn.file));
  const folder = folderWith(MARKS[declaredIn.kind] ?? [], own, root, host) ?? own;
  const context = contextOf(folder, host);
  return {
    folder,
    flags: { excludesSmithy: context[SMITHY_FLAG] === true, usesLatestRuntime: context[RUNTIME_FLAG] === true },
  };
}

function folderWith(names: readonly string[], from: string, root: string, host: Host): string | undefined {
  return foldersUpwards(from, root).find((folder) => names.some((name) => host.isFile(absolutePath(folder, name))));
}

function contextOf(folder: string, host: Host): Readonly<Record<string, unknown>> {
  return toRecord(readJson(`${folder}/cdk.json`, host)?.context);
}

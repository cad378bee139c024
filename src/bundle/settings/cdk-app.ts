import { dirname } from 'node:path/posix';
import type { LambdaFunction } from '../../model/function.js';
import type { Host } from '../../model/host.js';
import type { CdkFlags } from './cdk.js';

export interface App {
  /** Absolute folder that the deploy tool runs in. */
  readonly folder: string;
  readonly flags: CdkFlags;
}

const SMITHY_FLAG = '@aws-cdk/aws-lambda-nodejs:sdkV3ExcludeSmithyPackages';

/** Where a function's deploy tool runs: in the folder of cdk.json, or of the deployment file itself. */
export function readCdkApp({ declaredIn }: LambdaFunction, root: string, host: Host): App {
  const own = dirname(`${root}/${declaredIn.file}`);
  const folder = declaredIn.kind === 'cdk' ? (folderOf('cdk.json', own, root, host) ?? own) : own;
  return { folder, flags: { excludesSmithy: contextOf(folder, host)[SMITHY_FLAG] === true } };
}

function folderOf(name: string, from: string, root: string, host: Host): string | undefined {
  for (let folder = from; folder.startsWith(root); folder = dirname(folder)) {
    if (host.isFile(`${folder}/${name}`)) return folder;
  }
  return undefined;
}

function contextOf(folder: string, host: Host): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(host.readText(`${folder}/cdk.json`) ?? '{}').context ?? {};
  } catch {
    return {};
  }
}

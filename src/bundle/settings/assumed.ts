import { dirname } from 'node:path/posix';
import { textOf } from '../../derived/text-of.js';
import { foldersUpwards } from '../../lib/paths.js';
import type { LambdaFunction } from '../../model/function.js';
import type { Host } from '../../model/host.js';
import { readJson } from '../../sources/manifest.js';
import { assumedBuildText } from '../../words/assumed-build.js';
import { cdkSettings } from './cdk.js';
import type { CdkFlags } from './tool-settings.js';

const NO_FLAGS: CdkFlags = { excludesSmithy: false, usesLatestRuntime: false };

/**
 * What stands in where nothing tells how a function is built: one file by esbuild, as `NodejsFunction` of CDK makes it by itself.
 *
 * @param entry absolute.
 * @param reason why its own build is not known.
 */
export function assumedSettings(fn: LambdaFunction, entry: string, root: string, reason: string, host: Host) {
  const format = isModule(entry, root, host) ? 'esm' : 'cjs';
  const plan = cdkSettings({ tool: 'esbuild', format }, fn, NO_FLAGS);
  return { ...plan, assumptions: [assumedBuildText(reason), ...plan.assumptions], assumedSince: reason };
}

/** An `await` at the beginning of a line, or of what a declaration there is given. */
const TOP_LEVEL_AWAIT = /^(?:await |(?:export )?(?:const|let|var) [^=;\n]*= *await )/m;

/** Whether Node.js takes the file for a module of ECMAScript: by its name, or by the package.json around it. */
function isModule(entry: string, root: string, host: Host): boolean {
  if (/\.m[jt]s$/.test(entry)) return true;
  if (/\.c[jt]s$/.test(entry)) return false;
  if (TOP_LEVEL_AWAIT.test(textOf(entry, host) ?? '')) return true;
  const folder = foldersUpwards(dirname(entry), root).find((each) => host.isFile(`${each}/package.json`));
  return folder !== undefined && readJson(`${folder}/package.json`, host)?.type === 'module';
}

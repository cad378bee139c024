import { posix } from 'node:path';
import type { LambdaFunction } from '../../model/function.js';
import type { Host } from '../../model/host.js';
import type { BundlerOptions } from '../build/bundler-options.js';
import { amplifyBuild } from './amplify.js';
import { assumedSettings } from './assumed.js';
import { cdkSettings } from './cdk.js';
import { plainSettings } from './plain.js';
import { samSettings } from './sam.js';
import { serverlessSettings } from './serverless.js';
import { sstSettings } from './sst.js';
import type { CdkFlags, SettingsReader } from './tool-settings.js';

/** How one function is built: options of esbuild that say what the deploy tool would have said. */
export interface BuildPlan {
  readonly fn: LambdaFunction;
  /** Absolute. */
  readonly entry: string;
  /** Name of the built file in the package. */
  readonly outfile: string;
  readonly builtAt: string;
  readonly options: BundlerOptions;
  /** Of Node, as it is stated or assumed; missing where nothing of the build depends on it. */
  readonly major?: number;
  readonly assumptions: readonly string[];
  /** Why nobody knows how the function is built: the plan is a guess. */
  readonly assumedSince?: string;
}

const READERS: Readonly<Partial<Record<LambdaFunction['declaredIn']['kind'], SettingsReader>>> = {
  cdk: (build, fn, flags) => (build.builder === 'sst' ? sstSettings(build, fn, flags) : cdkSettings(build, fn, flags)),
  'cdk-out': cdkSettings,
  amplify: amplifyBuild,
  sam: samSettings,
  cloudformation: samSettings,
  serverless: serverlessSettings,
};

/** The plan for a function that esbuild builds; a reason in words for one that something else does. */
export function buildPlanOf(
  fn: LambdaFunction,
  root: string,
  flags: CdkFlags,
): BuildPlan | { readonly reason: string } {
  const { build, declaredIn, handler } = fn;
  if (build?.tool !== 'esbuild' || fn.engine !== undefined) return { reason: reasonOf(fn) };
  const reader = READERS[declaredIn.kind] ?? plainSettings;
  return { fn, entry: posix.join(root, handler.file), ...reader(build, fn, flags) };
}

/** The plan for a function of which nothing tells how it is built; nothing for one whose framework, or whose place, says that it is otherwise. */
export function assumedPlanOf(
  fn: LambdaFunction,
  root: string,
  host: Host,
  reason = reasonOf(fn),
): BuildPlan | undefined {
  const isOtherwise = fn.engine !== undefined || fn.build?.builder === 'docker' || fn.handler.column !== undefined;
  if (isOfFramework(fn) || isOtherwise) return undefined;
  const entry = posix.join(root, fn.handler.file);
  return { fn, entry, ...assumedSettings(fn, entry, root, reason, host) };
}

const ENGINES = { llrt: 'LLRT', bun: 'Bun', deno: 'Deno' };

function isOfFramework({ build, declaredIn }: LambdaFunction): boolean {
  return declaredIn.kind === 'framework' || build?.builder === 'framework';
}

function reasonOf(fn: LambdaFunction): string {
  const { build, engine } = fn;
  if (engine !== undefined) return `it runs on ${ENGINES[engine]}, which is not Node.js`;
  if (build?.builder === 'docker') return 'it is a container image';
  if (isOfFramework(fn)) return 'its framework builds it (weigh the result with --artifact)';
  if (!build) return 'no bundler is configured for it (set one under "bundle.builds" in the config)';
  return build.tool === 'webpack' || build.tool === 'rollup'
    ? `it is built by ${build.tool}`
    : 'how it is built is not known';
}

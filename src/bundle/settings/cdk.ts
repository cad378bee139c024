import type { BuildSettings } from '../../model/function.js';
import { defined, hasSdkV3, ignored, majorOrAssumed, otherOptions, sharedOptions } from './common.js';
import { esbuildArgs } from './esbuild-args.js';
import type { CdkFlags, SettingsReader } from './tool-settings.js';

const HANDLED = [
  'bundleAwsSDK',
  'sourceMapMode',
  'banner',
  'footer',
  'esbuildArgs',
  'metafile',
  'logLevel',
  'forceDockerBundling',
  'environment',
  'esbuildVersion',
  'dockerImage',
  'charset',
];

/**
 * As `NodejsFunction` calls esbuild (aws-cdk-lib, aws-lambda-nodejs/lib/bundling).
 */
export const cdkSettings: SettingsReader = (build, fn, flags) => {
  const assumptions: string[] = [];
  const { other = {} } = build;
  const unstated = fn.runtime === undefined ? build.unstatedRuntime : undefined;
  const isLatest = unstated === 'latest' || (unstated === 'default' && flags.usesLatestRuntime);
  const major = majorOf(unstated, isLatest, assumptions) ?? majorOrAssumed(fn, assumptions);
  const text = (name: string): string | undefined => (typeof other[name] === 'string' ? other[name] : undefined);
  const mode = text('sourceMapMode');
  const further = otherOptions(other, HANDLED);
  const { external: added = [], ...args } = esbuildArgs(other.esbuildArgs);
  const fromArgs = otherOptions(args, ['logLimit', 'logLevel', 'color']);
  const external = build.external ?? (other.bundleAwsSDK === true || isLatest ? [] : defaultExternals(major, flags));
  const outfile = build.format === 'esm' ? 'index.mjs' : 'index.js';
  return {
    outfile,
    builtAt: `cdk.out/*/${outfile}`,
    options: {
      ...sharedOptions(build),
      ...defined({
        target: build.target ?? `node${major}`,
        sourcemap: mode === undefined || mode === 'default' ? build.sourceMap : mode,
        banner: text('banner') === undefined ? undefined : { js: text('banner') },
        footer: text('footer') === undefined ? undefined : { js: text('footer') },
        charset: text('charset'),
      }),
      ...further.options,
      ...fromArgs.options,
      external: [...external, ...(build.nodeModules ?? []), ...(added as string[])],
    },
    major,
    assumptions: [...assumptions, ...ignored([...further.unknown, ...fromArgs.unknown])],
  };
};

/** What CDK's own runtimes are is that of the version at hand when this was written: 2.276. */
function majorOf(
  unstated: BuildSettings['unstatedRuntime'],
  isLatest: boolean,
  assumptions: string[],
): number | undefined {
  if (unstated === undefined) return undefined;
  const major = isLatest ? 24 : 16;
  assumptions.push(`The runtime is left to CDK; nodejs${major}.x is assumed.`);
  return major;
}

function defaultExternals(major: number, { excludesSmithy }: CdkFlags): readonly string[] {
  if (!hasSdkV3(major)) return ['aws-sdk'];
  return excludesSmithy ? ['@aws-sdk/*', '@smithy/*'] : ['@aws-sdk/*'];
}

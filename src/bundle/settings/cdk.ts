import type { SettingsReader } from '../settings.js';
import { defined, hasSdkV3, ignored, majorOrAssumed, otherOptions, sharedOptions } from './common.js';

/** Feature flags of the CDK app, as the context in its cdk.json sets them. */
export interface CdkFlags {
  /** `@aws-cdk/aws-lambda-nodejs:sdkV3ExcludeSmithyPackages`. */
  readonly excludesSmithy: boolean;
}

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
  const major = majorOrAssumed(fn, assumptions);
  const text = (name: string): string | undefined => (typeof other[name] === 'string' ? other[name] : undefined);
  const mode = text('sourceMapMode');
  const further = otherOptions(other, HANDLED);
  const fromArgs = esbuildArgs(other.esbuildArgs);
  const external = build.external ?? (other.bundleAwsSDK === true ? [] : defaultExternals(major, flags));
  const isEsm = build.format === 'esm';
  return {
    outfile: isEsm ? 'index.mjs' : 'index.js',
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
      external: [...external, ...(build.nodeModules ?? [])],
    },
    assumptions: [
      ...assumptions,
      ...ignored([...further.unknown, ...fromArgs.unknown]),
      ...(build.nodeModules?.length ? ['Packages installed beside the bundle (nodeModules) are not counted.'] : []),
    ],
  };
};

function defaultExternals(major: number, { excludesSmithy }: CdkFlags): readonly string[] {
  if (!hasSdkV3(major)) return ['aws-sdk'];
  return excludesSmithy ? ['@aws-sdk/*', '@smithy/*'] : ['@aws-sdk/*'];
}

/** `{ '--log-limit': '0', '--alias': ['a=b'] }`: arguments of the command line as their names in the API. */
function esbuildArgs(value: unknown) {
  if (typeof value !== 'object' || value === null) return otherOptions({});
  const named = Object.entries(value).map(([flag, argument]) => [apiName(flag), apiValue(argument)] as const);
  return otherOptions(Object.fromEntries(named), ['logLimit', 'logLevel', 'color']);
}

function apiName(flag: string): string {
  return flag.replace(/^--/, '').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function apiValue(argument: unknown): unknown {
  if (argument === true || argument === 'true') return true;
  if (argument === false || argument === 'false') return false;
  return typeof argument === 'string' && argument.includes(',') ? argument.split(',') : argument;
}

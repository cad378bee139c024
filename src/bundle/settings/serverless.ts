import { toList } from '../../lib/to-list.js';
import { defined, hasSdkV3, ignored, majorOrAssumed, otherOptions, sharedOptions } from './common.js';
import type { SettingsReader } from './tool-settings.js';

/** Settings of the plug-in that say how it works and not what esbuild makes. */
const OWN = [
  'exclude',
  'concurrency',
  'zipConcurrency',
  'packager',
  'packagerOptions',
  'packagePath',
  'watch',
  'keepOutputDirectory',
  'installExtraArgs',
  'outputFileExtension',
  'outputBuildFolder',
  'outputWorkFolder',
  'nativeZip',
  'disposeContext',
  'skipRebuild',
  'metafile',
  'logLevel',
  'configFile',
];

/** As serverless-esbuild 1 calls esbuild, and as version 4 of the framework does it itself. */
export const serverlessSettings: SettingsReader = (build, fn) => {
  const assumptions: string[] = [];
  const { other = {} } = build;
  const major = majorOrAssumed(fn, assumptions);
  const isPlugin = build.builder === 'serverless-esbuild';
  const { options, unknown } = otherOptions(other, OWN);
  const excluded = toList(other.exclude) ?? (isPlugin || !hasSdkV3(major) ? ['aws-sdk'] : ['@aws-sdk/*']);
  const extension = typeof other.outputFileExtension === 'string' ? other.outputFileExtension : '.js';
  // A handler that a link leads to may be outside; what is built of it stays inside.
  const outfile = fn.handler.file.replace(/^(\.\.\/)+/, '').replace(/\.\w+$/, extension);
  return {
    outfile,
    builtAt: `${isPlugin ? '.esbuild/.build' : '.serverless/build'}/${outfile}`,
    options: {
      ...sharedOptions(build),
      ...defined({ target: build.target?.split(',') ?? `node${major}` }),
      ...options,
      external: [...(build.external ?? []), ...excluded.filter((name) => name !== '*')],
      ...(excluded.includes('*') && { packages: 'external' }),
    },
    major,
    assumptions: [...assumptions, ...ignored(unknown)],
  };
};

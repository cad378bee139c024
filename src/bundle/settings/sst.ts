import { majorOrAssumed, sharedOptions } from './common.js';
import type { SettingsReader } from './tool-settings.js';

/** SST bundles to a minified ES module; what its config says beyond that is not read. */
export const sstSettings: SettingsReader = (build, fn) => {
  const assumptions: string[] = [];
  const major = majorOrAssumed(fn, assumptions);
  return {
    outfile: 'bundle.mjs',
    builtAt: '.sst/artifacts/*/bundle.mjs',
    options: {
      minify: true,
      format: 'esm',
      target: `node${major}`,
      mainFields: ['module', 'main'],
      ...sharedOptions(build),
      external: [...(build.external ?? [])],
    },
    major,
    assumptions: [...assumptions, "SST's own settings for esbuild are assumed to be the default ones."],
  };
};

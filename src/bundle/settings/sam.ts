import { posix } from 'node:path';
import { defined, ignored, otherOptions, sharedOptions } from './common.js';
import { esbuildArgs } from './esbuild-args.js';
import type { SettingsReader } from './tool-settings.js';

/** As `sam build` calls esbuild (aws-lambda-builders, workflow nodejs_npm_esbuild): minified and for ES2020 unless told otherwise. */
export const samSettings: SettingsReader = (build, fn) => {
  const renamed = Object.fromEntries(
    Object.entries(build.other ?? {}).map(([key, value]) => [key.charAt(0).toLowerCase() + key.slice(1), value]),
  );
  // Maps are lists in a template, written as on esbuild's command line: `Banner: [js=…]`.
  const { options, unknown } = otherOptions(esbuildArgs(renamed), ['outExtension', 'useNpmCi']);
  const [stem = 'index'] = posix.basename(fn.handler.file).split('.');
  const isMjs = build.format === 'esm' && namesMjs(renamed.outExtension);
  const outfile = `${stem}${isMjs ? '.mjs' : '.js'}`;
  return {
    outfile,
    // SAM copies everything into temporary folders first, whose depth nobody knows.
    builtAt: `*/${outfile}`,
    options: {
      ...sharedOptions(build),
      ...defined({
        minify: build.minify ?? true,
        target: build.target ?? 'es2020',
        format: build.format ?? 'cjs',
        sourcesContent: false,
      }),
      ...options,
      external: [...(build.external ?? [])],
    },
    assumptions: ignored(unknown),
  };
};

function namesMjs(value: unknown): boolean {
  return JSON.stringify(value ?? '').includes('mjs');
}

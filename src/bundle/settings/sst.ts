import type { BuildSettings } from '../../model/function.js';
import type { BundlerOptions } from '../build/bundler-options.js';
import { defined, ignored, majorOrAssumed, otherOptions, sharedOptions } from './common.js';
import type { SettingsReader } from './tool-settings.js';

/**
 * As SST calls esbuild: 3 and 4 in pkg/runtime/node/build.go (read in 3.2, with the defaults that the component of 4.17.1 documents), 2 in
 * runtime/handlers/node.js (2.49.8), the versions before it in runtime/handler/node.js of @serverless-stack/core 1.18.4.
 */
export const sstSettings: SettingsReader = (build, fn) => {
  const assumptions: string[] = [];
  const { builderMajor = 4, other = {} } = build;
  const major = majorOrAssumed(fn, assumptions);
  const format = build.format ?? (builderMajor < 2 ? 'cjs' : 'esm');
  const outfile = outfileOf(fn.handler.file, builderMajor < 2 ? '.js' : format === 'esm' ? '.mjs' : '.cjs');
  const { options, unknown } = otherOptions(other, ['banner', 'commandHooks']);
  return {
    outfile,
    builtAt: `.sst/artifacts/*/${outfile}`,
    options: {
      // Source maps that nobody asks for are taken out again before the code is deployed.
      sourcemap: false,
      minify: builderMajor >= 3,
      keepNames: builderMajor >= 2,
      ...ofFormat(format, builderMajor, other.banner),
      ...sharedOptions(build),
      ...defined({ target: build.target?.split(',') }),
      ...options,
      external: [
        ...externalsOf(builderMajor, format, fn.runtime),
        ...(build.nodeModules ?? []),
        ...(build.external ?? []),
      ],
    },
    major,
    assumptions: [...assumptions, ...ignored(unknown)],
  };
};

/** A handler that a link leads to may be outside; what is built of it stays inside. Only one dot may be in the name. */
function outfileOf(file: string, ending: string): string {
  const inside = file.replace(/^(\.\.\/)+/, '').replace(/\.\w+$/, '');
  const slash = inside.lastIndexOf('/') + 1;
  return inside.slice(0, slash) + inside.slice(slash).replaceAll('.', '-') + ending;
}

const REQUIRE = [
  "import { createRequire as topLevelCreateRequire } from 'module';",
  'const require = topLevelCreateRequire(import.meta.url);',
];
const PATHS = [
  'import { fileURLToPath as topLevelFileUrlToPath, URL as topLevelURL } from "url"',
  'const __dirname = topLevelFileUrlToPath(new topLevelURL(".", import.meta.url))',
];
const FILE_NAME = 'const __filename = topLevelFileUrlToPath(import.meta.url)';

function ofFormat(format: NonNullable<BuildSettings['format']>, major: number, banner: unknown): BundlerOptions {
  const own = typeof banner === 'string' ? [banner] : [];
  if (format === 'esm') {
    const [url, folder] = PATHS;
    const paths = major < 2 ? [] : major < 3 ? PATHS : [url, FILE_NAME, folder];
    const lines = [...REQUIRE, ...paths, ...own].join('\n');
    return { format, target: 'esnext', mainFields: ['module', 'main'], banner: { js: lines } };
  }
  return defined({
    format,
    target: major < 3 ? 'node14' : 'esnext',
    mainFields: major < 2 ? ['main', 'module'] : major < 3 ? undefined : ['main'],
    banner: own.length > 0 ? { js: own[0] } : undefined,
  });
}

/** What is never bundled: it has code for one platform only, or the runtime brings it. */
function externalsOf(major: number, format: BuildSettings['format'], runtime: string | undefined): readonly string[] {
  if (major < 2) return format === 'esm' ? [] : ['aws-sdk'];
  const isOldCommonJs = major < 3 && format === 'cjs' && runtime === 'nodejs16.x';
  return ['sharp', 'pg-native', ...(isOldCommonJs ? ['aws-sdk'] : [])];
}

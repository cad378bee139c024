import { rmSync } from 'node:fs';
import { type BuildOptions, build } from 'esbuild';
import { importForRequire } from './build/import-for-require.js';
import { requireTsMorph } from './build/require-ts-morph.js';

/** Bundles our own modules into `dist/`. Splitting keeps lazy imports lazy. */
const shared: BuildOptions = {
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  chunkNames: 'chunks/[name]-[hash]',
  logLevel: 'warning',
};

rmSync('dist', { recursive: true, force: true });
/** Dependencies of command line and server stay outside. */
await build({ ...shared, entryPoints: { cli: 'src/cli/index.ts' }, packages: 'external', plugins: [requireTsMorph] });
/** The extension brings its language client along: who installs the package for the command line needs none. */
await build({
  ...shared,
  entryPoints: { extension: 'src/extension.ts' },
  external: ['vscode'],
  plugins: [importForRequire],
});

import { rmSync } from 'node:fs';
import { build } from 'esbuild';

/** Bundles our own modules into `dist/`; dependencies stay outside. Splitting keeps lazy imports lazy. */
rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: { cli: 'src/cli/index.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  chunkNames: 'chunks/[name]-[hash]',
  logLevel: 'warning',
});

import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const folder = resolve('.vscode-test/suite');

/** Compiles the tests to modules that any extension host can require. */
export async function bundleSuite(): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  await build({
    entryPoints: ['test/suite/**/*.test.ts', 'test/suite/support/index.ts'],
    outbase: 'test/suite',
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
}

/** Where the compiled form of a file of test/suite is. */
export function bundled(file: string): string {
  return join(folder, file.replace(/\.ts$/, '.cjs'));
}

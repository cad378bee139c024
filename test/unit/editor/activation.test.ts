import assert from 'node:assert/strict';
import { build } from 'esbuild';

/** The extension host waits for `activate` in every folder with TypeScript in it. */
describe('what activating loads', () => {
  it('is little code of our own, and no package', async () => {
    const { metafile } = await build({
      entryPoints: ['src/extension.ts'],
      outdir: 'dist',
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      external: ['vscode'],
      write: false,
      metafile: true,
    });
    const { outputs } = metafile;
    const loaded = new Set(Object.keys(outputs).filter((name) => outputs[name]!.entryPoint === 'src/extension.ts'));
    for (const name of loaded)
      for (const { path, kind } of outputs[name]!.imports)
        if (kind === 'import-statement' && path in outputs) loaded.add(path);
    const parts = [...loaded].flatMap((name) => Object.entries(outputs[name]!.inputs));
    const bytes = new Map(parts.map(([path, { bytesInOutput }]) => [path, bytesInOutput]));
    assert.ok(bytes.has('src/editor/launcher.ts'));
    assert.deepEqual(
      [...bytes.keys()].filter((path) => !path.startsWith('src/')),
      [],
    );
    const sum = [...bytes.values()].reduce((total, each) => total + each, 0);
    assert.ok(sum < 25_000, `${sum} bytes: ${[...bytes.keys()].join(', ')}`);
  });
});

import assert from 'node:assert/strict';
import type { BuildRequest } from '../../../../src/bundle/build/build-request.js';
import { esbuildOptions } from '../../../../src/bundle/build/esbuild-options.js';
import { memoryHost } from '../../../support/memory-host.js';

const request = (overrides: Partial<BuildRequest> = {}): BuildRequest => ({
  entries: [
    { path: '/shop/src/a.ts', builtAt: '*/index.mjs' },
    { path: '/shop/src/b.ts', builtAt: 'out/b.mjs' },
  ],
  options: {},
  folder: '/shop',
  host: memoryHost({}),
  ...overrides,
});

describe('esbuild is told', () => {
  it('where from and where to, in memory, and to say all it knows', () => {
    assert.deepEqual(esbuildOptions(request()), {
      platform: 'node',
      external: [],
      entryPoints: [
        { in: '/shop/src/a.ts', out: '0/index' },
        { in: '/shop/src/b.ts', out: 'out/b' },
      ],
      absWorkingDir: '/shop',
      outdir: '/shop',
      outExtension: { '.js': '.mjs' },
      bundle: true,
      write: false,
      metafile: true,
      logLevel: 'silent',
      logOverride: {
        'unsupported-require-call': 'warning',
        'unsupported-dynamic-import': 'warning',
        'ignored-dynamic-import': 'warning',
      },
      logLimit: 0,
    });
  });

  it('what the deploy tool tells it', () => {
    const { platform, external, minify } = esbuildOptions(
      request({ options: { platform: 'neutral', external: ['a'], minify: true } }),
    );
    assert.deepEqual([platform, external, minify], ['neutral', ['a'], true]);
  });

  it('nothing else about what it writes and logs', () => {
    const strange = { outExtension: { '.js': '.txt' }, bundle: false, logLevel: 'debug', logLimit: 1 } as const;
    assert.deepEqual(esbuildOptions(request({ options: strange })), esbuildOptions(request()));
  });

  it('of a plug-in of ours for a variant only', () => {
    const substitute = { package: 'a', isOwnOnly: false, contents: '', folder: '/shop' };
    const names = (overrides: Partial<BuildRequest>) =>
      esbuildOptions(request(overrides)).plugins?.map(({ name }) => name);
    assert.equal(names({}), undefined);
    assert.equal(names({ substitutes: [], rewritten: [] }), undefined);
    assert.deepEqual(names({ substitutes: [substitute] }), ['coldlens-variant']);
    assert.deepEqual(names({ rewritten: [{ path: '/shop/a.ts', contents: '' }] }), ['coldlens-variant']);
  });
});

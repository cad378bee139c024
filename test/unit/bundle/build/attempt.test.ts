import assert from 'node:assert/strict';
import type { Message } from 'esbuild';
import { attempt } from '../../../../src/bundle/build/attempt.js';
import type { RunEsbuild } from '../../../../src/bundle/build/esbuild.js';
import { memoryHost } from '../../../support/memory-host.js';

const host = memoryHost({});
const request = { entries: [{ path: '/shop/src/a.ts', builtAt: 'out/a.js' }], options: {}, folder: '/shop', host };
const location = { file: 'a.ts', line: 1, column: 0 };
const warning = { id: 'ignored-dynamic-import', text: 'Importing "y" was allowed even though', location } as Message;

/** Fails of what esbuild throws. */
const failing =
  (thrown: object): RunEsbuild =>
  () =>
    Promise.reject(Object.assign(new Error('all is lost'), thrown));

describe('an attempt', () => {
  it('comes to bundles', async () => {
    const run: RunEsbuild = async () => ({ outputFiles: [], metafile: { inputs: {}, outputs: {} }, warnings: [] });
    assert.deepEqual(await attempt(request, run), { bundles: new Map() });
  });

  it('fails of errors, and says what was told before', async () => {
    const errors = [{ text: 'no' }];
    assert.deepEqual(await attempt(request, failing({ errors, warnings: [warning] })), {
      errors,
      handled: [{ file: 'a.ts', specifier: 'y' }],
      isRefused: false,
    });
  });

  for (const thrown of [{}, { errors: [] }]) {
    it(`is refused without a list of errors: ${JSON.stringify(thrown)}`, async () =>
      assert.deepEqual(await attempt(request, failing(thrown)), {
        errors: [{ text: 'all is lost' }],
        handled: [],
        isRefused: true,
      }));
  }

  it('is not made beside a manifest that never ends', async () => {
    let runs = 0;
    const run: RunEsbuild = async () => {
      runs++;
      throw new Error();
    };
    const suspicious = { ...host, isSpecial: (path: string) => path === '/shop/src/package.json' };
    assert.deepEqual(await attempt({ ...request, host: suspicious }, run), {
      errors: [{ text: 'src/package.json is not a regular file' }],
      handled: [],
      isRefused: false,
    });
    assert.equal(runs, 0);
  });
});

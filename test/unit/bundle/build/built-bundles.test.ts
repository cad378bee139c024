import assert from 'node:assert/strict';
import type { Message, Metafile } from 'esbuild';
import { builtBundles } from '../../../../src/bundle/build/built-bundles.js';
import type { EsbuildResult } from '../../../../src/bundle/build/esbuild-options.js';
import type { HandledImport } from '../../../../src/bundle/build/module-graph.js';
import { memoryHost } from '../../../support/memory-host.js';

type Outputs = Readonly<Record<string, Partial<Metafile['outputs'][string]>>>;

const inputs: Metafile['inputs'] = {
  'src/a.ts': {
    bytes: 9,
    imports: [
      { path: 'src/c.ts', kind: 'import-statement' },
      { path: 'pg-native', kind: 'require-call', external: true },
    ],
  },
  'src/b.ts': { bytes: 9, imports: [] },
  'src/c.ts': { bytes: 9, imports: [] },
};
const outputA = {
  entryPoint: 'src/a.ts',
  inputs: { 'src/a.ts': { bytesInOutput: 5 }, 'src/c.ts': { bytesInOutput: 2 } },
};
const outputB = { entryPoint: 'src/b.ts', inputs: { 'src/b.ts': { bytesInOutput: 4 } } };

/** @param written paths of what esbuild wrote; each contains its own path. */
function bundlesOf(
  outputs: Outputs,
  written: readonly string[],
  warnings: readonly Partial<Message>[] = [],
  handled?: readonly HandledImport[],
) {
  const complete = Object.entries(outputs).map(([path, output]) => [
    path,
    { bytes: 9, imports: [], exports: [], inputs: {}, ...output },
  ]);
  const outputFiles = written.map((path) => ({ path, contents: Buffer.from(path), hash: '', text: path }));
  const result = { outputFiles, metafile: { inputs, outputs: Object.fromEntries(complete) }, warnings };
  const entries = ['a', 'b'].map((name) => ({ path: `/link/${name}.ts`, builtAt: `*/${name}.js` }));
  const request = { entries, options: {}, folder: '/shop', host: memoryHost({}), handled };
  return builtBundles(request, result as EsbuildResult);
}

const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString();

/** The only one. */
function bundleOf(...given: Parameters<typeof bundlesOf>) {
  const [bundle, ...others] = bundlesOf(...given).values();
  assert.ok(bundle);
  assert.deepEqual(others, []);
  return bundle;
}

describe('of what esbuild answers', () => {
  it('each entry gets what was built at its place, whatever path it goes by', () => {
    const bundles = bundlesOf({ '1/b.js': outputB, '0/a.js': outputA }, ['/shop/0/a.js', '/shop/1/b.js']);
    assert.deepEqual(
      [...bundles].map(([entry, { code, graph }]) => [entry, text(code), [...graph.bytes]]),
      [
        ['/link/b.ts', '/shop/1/b.js', [[1, 4]]],
        [
          '/link/a.ts',
          '/shop/0/a.js',
          [
            [0, 5],
            [2, 2],
          ],
        ],
      ],
    );
  });

  it('paths of Windows are the same', () =>
    assert.equal(text(bundleOf({ '0/a.js': outputA }, ['\\shop\\0\\a.js']).code), '\\shop\\0\\a.js'));

  it('what is no entry is no bundle', () =>
    assert.equal(bundlesOf({ '0/b.js': outputB, 'x.png': outputB }, ['/shop/0/b.js', '/shop/x.png']).size, 0));

  it('the source map stands beside the code', () => {
    const map = (written: string) => text(bundleOf({ '0/a.js': outputA }, ['/shop/0/a.js', written]).sourceMap);
    assert.equal(map('/shop/0/a.js.map'), '/shop/0/a.js.map');
    assert.equal(map('/shop/1/b.js.map'), undefined);
  });

  it('what loaders and licences wrote belongs to the code that names it', () => {
    const imports = ['x.png', 'x.png', 'gone.png'].map((path) => ({ path, kind: 'file-loader' as const }));
    const written = ['/shop/0/a.js', '/shop/x.png', '/shop/y.png', '/shop/0/a.js.LEGAL.txt', '/shop/1/b.js.LEGAL.txt'];
    const { further } = bundleOf({ '0/a.js': { ...outputA, imports } }, written);
    assert.deepEqual(
      Object.entries(further).map(([name, content]) => [name, text(content)]),
      [
        ['x.png', '/shop/x.png'],
        ['a.js.LEGAL.txt', '/shop/0/a.js.LEGAL.txt'],
      ],
    );
  });

  it('places that were not followed belong to those who ship them', () => {
    const unfollowed = (file: string) => {
      const warning = { id: 'unsupported-require-call', text: '', location: { file, line: 2 } } as Message;
      return bundleOf({ '0/a.js': outputA }, ['/shop/0/a.js'], [warning]).unfollowed;
    };
    assert.deepEqual(unfollowed('src/c.ts'), [{ path: '/shop/src/c.ts', line: 2 }]);
    assert.deepEqual(unfollowed('src/b.ts'), []);
  });

  it('an import may lead nowhere where a warning says so, or one of an earlier build', () => {
    const outside = (...rest: readonly [readonly Partial<Message>[], (readonly HandledImport[])?]) =>
      bundleOf({ '0/a.js': outputA }, ['/shop/0/a.js'], ...rest).graph.modules[0]?.outside;
    const warning = {
      id: 'ignored-dynamic-import',
      text: 'Importing "pg-native" was allowed even though',
      location: { file: 'src/a.ts' },
    } as Message;
    const isHandled = [{ specifier: 'pg-native', isHandled: true }];
    assert.deepEqual(outside([]), [{ specifier: 'pg-native' }]);
    assert.deepEqual(outside([warning]), isHandled);
    assert.deepEqual(outside([], [{ file: 'src/a.ts', specifier: 'pg-native' }]), isHandled);
  });
});

import assert from 'node:assert/strict';
import type { DetailedBundle, PackageShare } from '../../../src/model/bundle.js';
import { formatBundleMarkdown } from '../../../src/report/bundle/markdown.js';
import { formatBundleTable } from '../../../src/report/bundle/table.js';

const MB = 1_000_000;

function share(name: string, bytes: number, more: Partial<PackageShare> = {}): PackageShare {
  return {
    name,
    version: '1.0.0',
    bytes,
    onlyThroughBytes: bytes,
    modules: 1,
    format: 'cjs',
    sideEffects: true,
    chain: ['fn/index.js', `fn/node_modules/${name}/index.js`],
    copies: [{ version: '1.0.0', folder: `fn/node_modules/${name}`, bytes }],
    ...more,
  };
}

const BUNDLE: DetailedBundle = {
  functionId: 'template.yaml#Api',
  name: 'Api',
  declaredIn: { file: 'template.yaml', line: 4, kind: 'sam' },
  packaging: 'files',
  minified: false,
  unzippedBytes: 41 * MB,
  zippedBytes: 12.3 * MB,
  codeBytes: 1_000_000,
  sourceMapBytes: 2 * MB,
  layerBytes: 131.072 * MB,
  unreachedBytes: 38 * MB,
  bundlerBytes: 0,
  modules: 12,
  packages: [share('big', 30 * MB), share('stray', 9 * MB, { modules: 0, chain: [] })],
  own: [{ file: 'fn/index.js', bytes: MB }],
  assets: ['a', 'b', 'c', 'd'].map((name) => ({ file: `fn/${name}.bin`, bytes: MB / 4 })),
  external: [],
  fromRuntime: [],
  missing: [],
  readsSourceMaps: false,
  assumptions: [],
  contents: [],
};

const REPORT = { root: '/shop', functions: [BUNDLE], coldStarts: [], findings: [], problems: [] };

describe('reports of packages of files', () => {
  it('as a table: what no import reaches, layers within the limit, files beside code', () =>
    assert.equal(
      formatBundleTable(REPORT, false),
      `Api  12.3 MB zipped, 41.0 MB unzipped as files, 2.0 MB of it source maps, 38.0 MB of it not reached by any import, 131 MB more in layers  23 % of 50 MB, 66 % of 250 MB  template.yaml:4
    73 %   30.0 MB  big 1.0.0  ← fn/index.js
    22 %    9.0 MB  stray 1.0.0, not reached by any import
   2.4 %    1.0 MB  own code, 1 file
   2.4 %    1.0 MB  other files, fn/a.bin 250 kB, fn/b.bin 250 kB, fn/c.bin 250 kB and 1 more

1 function built
`,
    ));

  it('as markdown', () =>
    assert.match(
      formatBundleMarkdown(REPORT),
      /\| Api \| 12\.3 MB \| 41\.0 MB, 38\.0 MB not reached by any import, 131 MB more in layers \| big 73 %, stray 22 % \|/,
    ));
});

import assert from 'node:assert/strict';
import { type BuildOptions, build } from 'esbuild';
import { buildBundles } from '../../src/bundle/build/build.js';
import { createPackageOf } from '../../src/bundle/packages/packages.js';
import { crossCheck } from '../../src/bundle/weigh/cross-check.js';
import { createNodeHost } from '../../src/host/node-host.js';
import type { BundleReport } from '../../src/model/bundle.js';
import { runBin } from '../support/run-bin.js';
import { runCli } from '../support/run-cli.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';

const PROJECT: Files = {
  '.git/HEAD': '',
  'src/create.ts':
    "import big from 'big';\nimport { own } from './own';\nexport const handler = async () => [big, own];\n",
  'src/own.ts': `export const own = ${JSON.stringify('own '.repeat(300))};\n`,
  'node_modules/big/package.json': '{ "name": "big", "version": "1.2.3", "main": "index.js" }',
  'node_modules/big/index.js': `module.exports = ${JSON.stringify('big '.repeat(500))};\n`,
};

function attributed(options: BuildOptions, ...args: string[]) {
  return withTempFolder(PROJECT, async (folder) => {
    const entry = { absWorkingDir: folder, entryPoints: ['src/create.ts'], outfile: 'dist/index.js' };
    await build({ ...entry, bundle: true, platform: 'node', minify: true, ...options });
    const { exitCode, stdout, stderr } = runBin(
      ['bundle', '--artifact', 'dist/index.js', '--format', 'json', ...args],
      folder,
    );
    const report: BundleReport = JSON.parse(stdout || '{ "functions": [] }');
    return { exitCode, stderr, bundle: report.functions[0]! };
  });
}

describe('coldlens bundle --artifact', () => {
  for (const sourcemap of ['linked', 'inline', 'external'] as const) {
    it(`attributes a built file with a map that is ${sourcemap}`, async () => {
      const { bundle, exitCode } = await attributed({ sourcemap });
      assert.equal(exitCode, 0);
      const [big] = bundle.packages;
      assert.deepEqual([big!.name, big!.version], ['big', '1.2.3']);
      assert.ok(big!.bytes > 2000 && big!.bytes < 2100, String(big!.bytes));
      assert.deepEqual(
        bundle.own.map(({ file }) => file),
        ['src/own.ts', 'src/create.ts'],
      );
      const told = [...bundle.packages, ...bundle.own].reduce((sum, { bytes }) => sum + bytes, 0);
      assert.equal(told + bundle.bundlerBytes + bundle.sourceMapBytes, bundle.unzippedBytes);
      assert.equal(bundle.sourceMapBytes > 0, sourcemap === 'inline');
    });
  }

  it('attributes files and maps that are larger than code of a project ever is', () =>
    withTempFolder({ 'src/a.ts': `export const a = ${JSON.stringify('x'.repeat(5_500_000))};\n` }, async (folder) => {
      await build({
        absWorkingDir: folder,
        entryPoints: ['src/a.ts'],
        outfile: 'dist/a.js',
        bundle: true,
        format: 'esm',
        sourcemap: true,
      });
      const { stdout, stderr } = runBin(['bundle', '--artifact', 'dist/a.js', '--format', 'json'], folder);
      assert.equal(stderr, '');
      const [bundle] = (JSON.parse(stdout) as BundleReport).functions;
      assert.deepEqual(
        bundle!.own.map(({ file, bytes }) => [file, bytes > 5_500_000]),
        [['src/a.ts', true]],
      );
    }));

  it('says what is missing or broken, and where', async () => {
    const none = await attributed({ sourcemap: false });
    assert.equal(none.exitCode, 2);
    assert.match(none.stderr, /dist\/index\.js" has no source map: neither inside nor as .*dist\/index\.js\.map/);
    await withTempFolder({ 'a.js': 'x\n//# sourceMappingURL=a.js.map\n', 'a.js.map': '{ "version": 3' }, (folder) => {
      const { exitCode, stderr } = runBin(['bundle', '--artifact', 'a.js'], folder);
      assert.equal(exitCode, 2);
      assert.match(stderr, /^coldlens: "a\.js" cannot be attributed: /);
      assert.match(runBin(['bundle', '--artifact', 'b.js'], folder).stderr, /There is no file "b\.js"\./);
    });
  });

  it('holds a built file against its budget', () =>
    withTempFolder(
      {
        ...PROJECT,
        'coldlens.config.json': '{ "bundle": { "budgets": [{ "functions": ["dist/*"], "packages": { "big": 0 } }] } }',
      },
      async (folder) => {
        const entry = { absWorkingDir: folder, entryPoints: ['src/create.ts'], outfile: 'dist/index.js' };
        await build({ ...entry, bundle: true, platform: 'node', sourcemap: true });
        const { exitCode, stdout } = runBin(['bundle', '--artifact', 'dist/index.js'], folder);
        assert.equal(exitCode, 1);
        assert.match(stdout, /dist\/index\.js ships big \(2\.\d kB\), which its budget forbids/);
      },
    ));

  it('reads the names that webpack gives to sources', async () => {
    const names = ['webpack://shop/./src/create.ts', 'webpack://shop/./node_modules/big/index.js?1a2b'];
    const map = { version: 3, sources: names, names: [], mappings: 'AAAA,ICAA' };
    const inline = Buffer.from(JSON.stringify(map)).toString('base64');
    const code = `own;bigbig;\n//# sourceMappingURL=data:application/json;base64,${inline}\n`;
    await withTempFolder({ ...PROJECT, 'out/main.js': code }, (folder) => {
      const { stdout } = runBin(['bundle', '--artifact', 'out/main.js', '--format', 'json'], folder);
      const [bundle] = (JSON.parse(stdout) as BundleReport).functions;
      assert.deepEqual([bundle!.packages[0]!.name, bundle!.packages[0]!.version], ['big', '1.2.3']);
      assert.equal(bundle!.own[0]!.file, 'src/create.ts');
    });
  });
});

/** Four bytes a source, in files of `packages/api`, whose map is inline, or as a map of maps. */
async function attributedNames(names: readonly string[], more: object = {}, isSectioned = false) {
  const mappings = names.map((_, index) => (index === 0 ? 'AAAA' : 'ICAA')).join(',');
  const plain = { version: 3, sources: names, names: [], mappings, ...more };
  const map = isSectioned ? { version: 3, sections: [{ offset: { line: 0, column: 0 }, map: plain }] } : plain;
  const inline = Buffer.from(JSON.stringify(map)).toString('base64');
  const code = `${'abc;'.repeat(names.length)}\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,${inline}\n`;
  const files = {
    'node_modules/hoist/package.json': '{ "version": "2.0.0" }',
    'packages/api/node_modules/lib/package.json': '{ "version": "1.0.0" }',
    'packages/api/dist/o.js': code,
  };
  return withTempFolder(files, async (folder) => {
    const args = ['bundle', '--artifact', 'dist/o.js', '--format', 'json'];
    const { stdout } = await runCli(args, `${folder}/packages/api`);
    const [bundle] = (JSON.parse(stdout) as BundleReport).functions;
    return {
      own: bundle!.own.map(({ file }) => file).sort(),
      packages: bundle!.packages.map(({ name, version }) => `${name}@${version}`).sort(),
      bytes: [...bundle!.own, ...bundle!.packages].reduce((sum, { bytes }) => sum + bytes, 0),
      rest: bundle!.bundlerBytes,
    };
  });
}

describe('the sources of a map', () => {
  const cases: readonly [
    title: string,
    names: readonly string[],
    own: readonly string[],
    packages?: readonly string[],
  ][] = [
    [
      'of webpack keep the way up',
      ['webpack://svc/../shared/src/i.ts', 'webpack://svc/./src/a.ts'],
      ['../shared/src/i.ts', 'src/a.ts'],
    ],
    ['of webpack without a name', ['webpack:///./src/a.ts', 'webpack:///../src/a.ts'], ['../src/a.ts', 'src/a.ts']],
    [
      'of webpack with a scope',
      ['webpack://@acme/api/./src/a.ts', 'webpack://@acme/api/../b.ts'],
      ['../b.ts', 'src/a.ts'],
    ],
    [
      'of webpack with a query',
      ['webpack://svc/./src/a.vue?vue&type=script', 'webpack://svc/./src/b.ts?1a2b'],
      ['src/a.vue', 'src/b.ts'],
    ],
    [
      'of packages above',
      ['webpack://svc/../../node_modules/hoist/i.js', 'webpack://svc/./node_modules/lib/i.js'],
      [],
      ['hoist@2.0.0', 'lib@1.0.0'],
    ],
    [
      'of packages above, relative to the map',
      ['../../../node_modules/hoist/i.js', '../src/a.ts'],
      ['src/a.ts'],
      ['hoist@2.0.0'],
    ],
    [
      'that are one file are one',
      ['webpack://svc/./src/a.ts', 'webpack://svc/src/a.ts', './../src/a.ts'],
      ['src/a.ts'],
    ],
    ['far above', ['webpack://svc/../../libs/x.ts', '../../../libs/y.ts'], ['../../libs/x.ts', '../../libs/y.ts']],
  ];
  for (const [title, names, own, packages = []] of cases) {
    it(`have their names: ${title}`, async () => {
      for (const isSectioned of [false, true]) {
        const found = await attributedNames(names, {}, isSectioned);
        assert.deepEqual([found.own, found.packages], [own, packages]);
        assert.ok(found.bytes >= 4 * names.length, String(found.bytes));
      }
    });
  }

  it('begin at the source root', async () => {
    const { own } = await attributedNames(['a.ts', '../b.ts'], { sourceRoot: '../../shared/src/' });
    assert.deepEqual(own, ['../shared/b.ts', '../shared/src/a.ts']);
  });

  it('that are no files are the bundler’s', async () => {
    const made = [
      ...[
        'external commonjs "aws-sdk"',
        'external node-commonjs "fs"',
        'webpack/bootstrap',
        '(webpack)/buildin/global.js',
      ],
      ...['ignored|/w/x|./y', 'webpack/runtime/define property getters'],
    ];
    for (const name of made) {
      const { own, rest } = await attributedNames([`webpack://svc/${name}`, 'webpack://svc/./src/external.ts']);
      assert.deepEqual(own, ['src/external.ts'], name);
      assert.ok(rest >= 4, name);
    }
    assert.deepEqual((await attributedNames(['\0commonjsHelpers.js', '../src/a.ts'])).own, ['src/a.ts']);
  });
});

describe('a bundle by the bundler’s account and by its source map', () => {
  const entry = `${process.cwd()}/test/fixtures/bundle/heavy.ts`;
  const packageOf = createPackageOf({ readText: () => undefined });

  for (const minify of [true, false]) {
    it(`agree within 2 % per package, ${minify ? 'minified' : 'as written'}`, async () => {
      const options = { minify, sourcemap: 'external' as const, target: 'node20' };
      const { bundles } = await buildBundles({
        entries: [{ path: entry, builtAt: 'dist/heavy.js' }],
        options,
        folder: process.cwd(),
        host: createNodeHost(),
      });
      const built = bundles.get(entry)!;
      const names = new Set(
        [...built.graph.bytes.keys()].map((index) => packageOf(built.graph.modules[index]!.path)?.name),
      );
      assert.ok(names.size >= 5, 'too few packages to compare');
      assert.deepEqual(await crossCheck(built), []);
      const heavier = new Map([...built.graph.bytes].map(([index, bytes]) => [index, bytes * 1.03]));
      assert.ok((await crossCheck({ ...built, graph: { ...built.graph, bytes: heavier } })).length >= 4);
    });
  }
});

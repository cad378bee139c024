import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createUnpack } from '../../../src/page/unpack.js';
import { embedJson } from '../../../src/report/page/embed-json.js';
import { formatPage } from '../../../src/report/page/format-page.js';
import { packReport } from '../../../src/report/page/pack.js';
import { type SampleFile, sampleBundle, sampleReport } from '../../support/sample-bundle.js';

const create = sampleBundle('Create', [
  ['src/create.ts', 300],
  ['src/db.ts', 200, 'src/create.ts'],
  ['node_modules/big/index.js', 5000, 'src/db.ts'],
  ['node_modules/big/node_modules/part/index.js', 90, 'node_modules/big/index.js'],
  ['node_modules/part/index.js', 40, 'src/create.ts'],
]);
const list = sampleBundle(
  'List',
  [
    ['src/list.ts', 100],
    ['src/db.ts', 180, 'src/list.ts'],
  ],
  { assets: [{ file: 'assets/logo.png', bytes: 9000 }], external: ['sharp'], assumptions: ['It is zipped.'] },
);

const byFile = (a: { file: string }, b: { file: string }) => (a.file < b.file ? -1 : 1);

describe('the data of the page', () => {
  it('holds all of a report', () => {
    const data = packReport(sampleReport([create, list]));
    const unpacked = JSON.parse(JSON.stringify(data)).functions.map(createUnpack(data));
    for (const [index, { own, contents, ...bundle }] of [create, list].entries()) {
      const { entry, contents: found, ...rest } = unpacked[index];
      assert.deepEqual(rest, bundle);
      assert.deepEqual(found.toSorted(byFile), contents.toSorted(byFile));
      assert.equal(entry, contents[0]!.file);
    }
  });

  it('holds a text once, whichever functions it is in', () => {
    const { strings } = packReport(sampleReport([create, create, list]));
    assert.equal(new Set(strings).size, strings.length);
  });

  it('needs few bytes for a module that another function has as well', () => {
    const files = Array.from({ length: 1000 }, (_, index): SampleFile => [`src/lib/module-${index}.ts`, 1000 + index]);
    const sizeOf = (count: number): number => {
      const functions = Array.from({ length: count }, (_, index) => sampleBundle(`Function${index}`, files));
      return JSON.stringify(packReport(sampleReport(functions))).length;
    };
    assert.ok((sizeOf(11) - sizeOf(1)) / 10 < 8 * files.length);
  });

  it('knows the handler that weighs nothing', () => {
    const bundle = sampleBundle('Barrel', [['src/real.ts', 10, 'src/index.ts']]);
    const data = packReport(sampleReport([bundle]));
    assert.equal(createUnpack(data)(data.functions[0]!).entry, 'src/index.ts');
  });

  it('says where problems are, and no path of the machine', () => {
    const problems = [{ kind: 'unbuilt', file: 'a.ts', line: 3, message: 'gone' }] as const;
    const data = packReport(sampleReport([create], problems), { selected: create.functionId });
    assert.deepEqual(data.problems, [{ place: 'a.ts:3', message: 'gone' }]);
    assert.equal(data.selected, create.functionId);
    assert.doesNotMatch(JSON.stringify(data), /\/project/);
  });
});

describe('the page', () => {
  const hostile = '</script><!--<img src=x onerror=alert(1)>\u2028"\'&amp;';

  it('embeds any text, and can read it again', () => {
    const text = embedJson({ hostile });
    assert.doesNotMatch(text, /[<>&\u2028]/);
    assert.deepEqual(JSON.parse(text), { hostile });
  });

  it('has two scripts and one style whatever functions are called, and asks for nothing', () => {
    const html = formatPage(sampleReport([sampleBundle(hostile, [[hostile, 10]])]));
    assert.deepEqual(html.match(/<\/?(script|style|img|link|iframe)\b/g), [
      '<style',
      '</style',
      '<script',
      '</script',
      '<script',
      '</script',
    ]);
    const plain = formatPage(sampleReport([create]));
    assert.equal(/\b(src|href)=|@import|url\(|\son\w+=/.exec(plain), null);
  });

  it('obeys its own script and style only', () => {
    const html = formatPage(sampleReport([]));
    const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)!;
    const hashOf = (pattern: RegExp) => createHash('sha256').update(pattern.exec(html)![1]!).digest('base64');
    assert.match(policy, /^default-src 'none'; /);
    assert.ok(policy.includes(`script-src 'sha256-${hashOf(/<script>(.*)<\/script>/s)}'`));
    assert.ok(policy.includes(`style-src 'sha256-${hashOf(/<style>(.*)<\/style>/s)}'`));
    assert.doesNotMatch(policy, /unsafe/);
  });

  it('keeps the licence of what is bundled into it', () => {
    assert.match(formatPage(sampleReport([])), /d3-hierarchy\s+Copyright \d+/);
  });
});

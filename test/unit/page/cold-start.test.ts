import assert from 'node:assert/strict';
import type { Saving } from '../../../src/model/saving.js';
import { layOutIcicle } from '../../../src/page/cold-start/icicle-layout.js';
import { partsOf } from '../../../src/page/cold-start/part-table.js';
import { buildFlame, buildStart, type StartNode } from '../../../src/page/cold-start/start-tree.js';
import { pathTo } from '../../../src/page/tree-node.js';
import { createUnpack } from '../../../src/page/unpack.js';
import { packReport } from '../../../src/report/page/pack.js';
import { type SampleFile, sampleBundle, sampleReport } from '../../support/sample-bundle.js';
import { type SamplePart, sampleEstimate } from '../../support/sample-estimate.js';

const files: readonly SampleFile[] = [
  ['src/create.ts', 300],
  ['src/lib/db.ts', 100, 'src/create.ts'],
  ['node_modules/@aws-sdk/client-s3/index.js', 900, 'src/lib/db.ts'],
  ['node_modules/@aws-sdk/client-s3/deep/a.js', 100, 'node_modules/@aws-sdk/client-s3/index.js'],
  ['node_modules/small/index.js', 40, 'src/create.ts'],
  ['node_modules/axios/index.js', 50, 'src/create.ts'],
];
const parts: readonly SamplePart[] = [
  ['floor', 'nodejs22.x arm64 zip', 129],
  ['download', '1 kB zip', 0],
  ['read', '1 kB of code', 5],
  ['runtime:sdk-v3', 'SDK v3 of the runtime, one client', 300],
  ['node', "Node's own modules", 20],
  ['packages', '@aws-sdk/client-s3', 50],
  ['packages', 'axios', 30],
  ['packages', 'small', 10],
  ['own', '400 B of own code', 8],
];
const bundle = sampleBundle('Create', files);
const estimate = sampleEstimate('Create', parts, { assumptions: ['No architecture is stated.'] });
const saving: Saving = { title: 'one copy of axios', ms: { low: 10, mid: 30, high: 50 }, source: 'by its size' };
const replacing: Saving = { ...saving, title: 'axios → fetch', isBeforeReplacement: true };

/** What the page makes of a report, after it was written and read. */
function unpacked(coldStarts = [estimate], of = bundle) {
  const data = packReport({
    ...sampleReport([of]),
    coldStarts,
    savings: new Map([[of.functionId, [saving, replacing]]]),
  });
  return createUnpack(data)(JSON.parse(JSON.stringify(data)).functions[0]);
}

function startOf(of = bundle, coldStart = estimate): StartNode {
  const page = unpacked([coldStart], of);
  return buildStart(page, page.coldStart!);
}

/** `name ms kind` with two blanks for each level. */
function outline(node: StartNode): readonly string[] {
  const own = `${'  '.repeat(pathTo(node).length - 1)}${node.name} ${node.ms} ${node.kind}`;
  return [own, ...node.children.flatMap(outline)];
}

describe('cold starts in the data of the page', () => {
  it('hold all of an estimate, and what would make it shorter', () => {
    const { functionId, name, declaredIn, measured, ...rest } = estimate;
    const shown = rest.parts.map(({ id, kind, range, ...part }) => part);
    assert.deepEqual(unpacked().coldStart, { ...rest, parts: shown, savings: [saving, replacing] });
  });

  it('hold whatever makes the start a lower bound', () => {
    const lacking = { missing: ['pg'], missingLayers: ['layer'], hasUnknownReach: true };
    const { missing, missingLayers, hasUnknownReach } = unpacked([{ ...estimate, ...lacking }]).coldStart!;
    assert.deepEqual({ missing, missingLayers, hasUnknownReach }, lacking);
  });

  it('hold a source once, however many parts have it', () => {
    const [source, basis] = ['measured by somebody at length', 'on a machine of a year ago'];
    const many = Array.from({ length: 50 }, (_, index): SamplePart => ['packages', `p${index}`, 1, source, basis]);
    const data = packReport({ ...sampleReport([bundle]), coldStarts: [sampleEstimate('Create', many)] });
    assert.equal(JSON.stringify(data).split(source).length, 2);
    assert.equal(JSON.stringify(data).split(basis).length, 2);
    assert.ok(createUnpack(data)(data.functions[0]!).coldStart!.parts.every((part) => part.basis === basis));
  });

  it('hold what was measured, with its flame where there is one', () => {
    const flame = { name: 'Create', ms: 40, children: [] };
    const spread = { low: 38, mid: 40, high: 44 };
    const measured = {
      node: '22.1.0',
      runs: 9,
      localMs: spread,
      projectedMs: spread,
      shares: [],
      flame,
      slowness: 1,
      notes: [],
    };
    const { measured: kept, flame: burning } = unpacked([{ ...estimate, measured }]).coldStart!;
    assert.deepEqual(kept, { node: '22.1.0', runs: 9, localMs: spread, projectedMs: spread });
    assert.deepEqual(burning, flame);
  });

  it('are missing where nobody estimated', () => assert.equal(unpacked([]).coldStart, undefined));
});

describe('the tree of a cold start', () => {
  it('has parts in the order of a start, then packages by weight, and modules in proportion to their bytes', () =>
    assert.deepEqual(outline(startOf()), [
      'Create 552 other',
      '  Runtime 129 floor',
      '  Reading and compiling 5 read',
      '  SDK v3 of the runtime, one client 300 runtime',
      "  Node's own modules 20 node",
      '  AWS SDK 50 sdk',
      '    @aws-sdk/client-s3 50 sdk',
      '      index.js 45 sdk',
      '      deep 5 sdk',
      '        a.js 5 sdk',
      '  Other packages 40 package',
      '    axios 30 package',
      '      index.js 30 package',
      '    small 10 package',
      '      index.js 10 package',
      '  Own code 8 own',
      '    create.ts 6 own',
      '    lib 2 own',
      '      db.ts 2 own',
    ]));

  it('counts of files only what an import reaches', () => {
    const rest: SampleFile = ['node_modules/axios/', 5000];
    const axios = startOf(sampleBundle('Create', [...files, rest], { packaging: 'files' }))
      .children.find(({ name }) => name === 'Other packages')!
      .children.find(({ name }) => name === 'axios')!;
    assert.deepEqual(
      axios.children.map(({ name, ms }) => [name, ms]),
      [['index.js', 30]],
    );
  });

  it('takes a package that the bundle does not know as it is', () => {
    const start = startOf(sampleBundle('Create', files.slice(0, 2)));
    assert.equal(partsOf(start).filter(({ type }) => type === 'package').length, 3);
  });

  it('is what was measured where that is given', () => {
    const module = {
      name: 'node_modules/axios/index.js',
      ms: 12,
      children: [{ name: 'require', ms: 5, children: [] }],
    };
    const flame = {
      name: 'Create',
      ms: 40,
      children: [
        { name: 'axios', ms: 15, children: [module] },
        { name: 'src/create.ts', ms: 25, children: [] },
      ],
    };
    assert.deepEqual(outline(buildFlame(flame, (name) => name === 'axios')), [
      'Create 40 other',
      '  src/create.ts 25 own',
      '  axios 15 package',
      '    node_modules/axios/index.js 12 package',
      '      require 5 package',
    ]);
  });
});

describe('the icicle', () => {
  it('places each part over its own parts, as wide as its time', () => {
    const root = startOf();
    const { tiles, heightPx } = layOutIcicle(root, { width: 1104 });
    const tileOf = (name: string) => tiles.find(({ node }) => node.name === name)!;
    assert.equal(tileOf('Runtime').width, 2 * 129 - 1);
    assert.equal(tileOf('AWS SDK').x, 2 * (129 + 5 + 300 + 20));
    assert.equal(tileOf('@aws-sdk/client-s3').x, tileOf('AWS SDK').x);
    assert.ok(tileOf('@aws-sdk/client-s3').y > tileOf('AWS SDK').y);
    assert.equal(heightPx, 5 * tileOf('AWS SDK').y);
  });

  it('counts what is too small to be drawn, and is empty when there is no room', () => {
    assert.ok(layOutIcicle(startOf(), { width: 100 }).leftOut > 0);
    assert.deepEqual(layOutIcicle(startOf(), { width: 0 }).tiles, []);
  });
});

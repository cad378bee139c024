import assert from 'node:assert/strict';
import { attributeProfile, type ProfileKnowledge } from '../../../src/measure/profile/attribute-profile.js';
import { placeInBundle, placeInFiles } from '../../../src/measure/profile/code-places.js';
import { shareOut } from '../../../src/measure/profile/shares.js';
import { spreadReading } from '../../../src/measure/profile/spread-reading.js';
import type { Mark, ProfiledStart } from '../../../src/model/starter.js';

/** Frames from the outermost inwards, `name|url|line`, for each millisecond. */
function started(stacks: readonly (readonly string[])[], marks: readonly Mark[] = []): ProfiledStart {
  const children = new Map<number, number[]>([[1, []]]);
  const ids = new Map<string, number>();
  const frames = new Map([[1, { functionName: '(root)', url: '', lineNumber: -1, columnNumber: -1 }]]);
  const samples = stacks.map((stack) => {
    let parent = 1;
    stack.forEach((frame, depth) => {
      const key = stack.slice(0, depth + 1).join('>');
      const id = ids.get(key) ?? ids.size + 2;
      if (!ids.has(key)) {
        const [name = '', url = '', line = '0'] = frame.split('|');
        frames.set(id, { functionName: name, url, lineNumber: Number(line), columnNumber: 0 });
        children.get(parent)!.push(id);
        children.set(id, []);
        ids.set(key, id);
      }
      parent = id;
    });
    return parent;
  });
  const nodes = [...frames].map(([id, callFrame]) => ({ id, callFrame, children: children.get(id)! }));
  // The first sample stands in the middle of the first millisecond.
  const timeDeltas = samples.map((_, index) => (index === 0 ? 500 : 1000));
  const to = samples.length * 1000;
  return { profile: { nodes, startTime: 0, endTime: to + 9000, samples, timeDeltas }, marks, from: 0, to };
}

function milliseconds(start: ProfiledStart, knowledge: ProfileKnowledge): Record<string, number> {
  const result: Record<string, number> = {};
  for (const { owner, microseconds } of attributeProfile(start, knowledge)) {
    const name = typeof owner === 'string' ? owner : owner.module!;
    result[name] = (result[name] ?? 0) + microseconds / 1000;
  }
  return result;
}

const BUNDLE = '/task/index.js';
const TOP = `|file://${BUNDLE}|0`;
const segment = (source: string) => [{ column: 0, source, sourceLine: 0 }];
const inBundle: ProfileKnowledge = {
  // Line 0 is a helper of the bundler.
  placeOf: placeInBundle(BUNDLE, [[], segment('/p/own.ts'), segment('/p/node_modules/a/a.js')]),
  modules: ['/p/node_modules/a/a.js', '/p/own.ts'],
  bundle: BUNDLE,
  importerOf: (name) => (name === 'http' ? '/p/own.ts' : undefined),
};
const inFiles: ProfileKnowledge = { placeOf: placeInFiles(), modules: [], importerOf: () => undefined };

describe('a CPU profile of a bundle', () => {
  it('charges functions by the source map, and what Node does to who called it', () => {
    const start = started([
      ['compile|node:internal/modules/cjs/loader'],
      [TOP, `run|file://${BUNDLE}|2`],
      [TOP, `run|file://${BUNDLE}|2`, 'randomBytes|node:crypto'],
      [TOP, `other|file://${BUNDLE}|1`, `helper|file://${BUNDLE}|0`],
    ]);
    // A helper has no line with a source before it.
    assert.deepEqual(milliseconds(start, inBundle), { read: 1, '/p/node_modules/a/a.js': 2, '/p/own.ts': 1 });
  });

  it('tells modules that share a top level apart by the time', () => {
    const marks: readonly Mark[] = [
      { kind: 'module', name: '0', at: 0 },
      { kind: 'module', name: '1', at: 2000 },
    ];
    const start = started([[TOP], [TOP, 'now|node:internal/perf/performance'], [TOP]], marks);
    assert.deepEqual(milliseconds(start, inBundle), { '/p/node_modules/a/a.js': 2, '/p/own.ts': 1 });
  });

  it('charges what the engine does to what ran before', () => {
    const start = started([[TOP, `run|file://${BUNDLE}|2`], ['(garbage collector)'], ['(program)']]);
    assert.deepEqual(milliseconds(start, inBundle), { '/p/node_modules/a/a.js': 3 });
  });

  it('charges a built-in module that was loaded before any code ran to who imports it', () => {
    const load = ['link|node:internal/modules/esm/module_job', 'compile|node:internal/bootstrap/realm', '|node:http|0'];
    assert.deepEqual(milliseconds(started([load, load.slice(0, 1)]), inBundle), { '/p/own.ts': 1, read: 1 });
  });

  it('is not misled by the built-in modules that load others', () => {
    const way = [
      'tracePromise|node:diagnostics_channel',
      'getESMFacade|node:internal/bootstrap/realm',
      'get|node:http',
    ];
    assert.deepEqual(milliseconds(started([way]), inBundle), { '/p/own.ts': 1 });
  });

  it('knows waiting at the top level from reading the file', () => {
    const start = started([['(idle)'], [TOP, `run|file://${BUNDLE}|2`], ['(idle)']]);
    assert.deepEqual(milliseconds(start, inBundle), { read: 1, '/p/node_modules/a/a.js': 1, waiting: 1 });
  });
});

describe('a CPU profile of files', () => {
  const own = '|file:///p/own.js|0';
  const loader = 'load|node:internal/modules/cjs/loader';

  it('charges finding, reading and compiling a file to the file', () => {
    const marks: readonly Mark[] = [
      { kind: 'load', name: '/p/own.js', at: 0 },
      { kind: 'load', name: '/p/node_modules/a/a.js', at: 2000 },
      { kind: 'loaded', name: '/p/node_modules/a/a.js', at: 4000 },
      { kind: 'loaded', name: '/p/own.js', at: 5000 },
    ];
    const start = started(
      [
        [loader],
        [loader, own, loader],
        [loader, own, loader],
        [loader, own, loader, '|file:///p/node_modules/a/a.js'],
        [own],
      ],
      marks,
    );
    assert.deepEqual(milliseconds(start, inFiles), { '/p/own.js': 2, '/p/node_modules/a/a.js': 3 });
  });

  it('charges a built-in module to the file that requires it', () => {
    const start = started([[own, loader, 'compile|node:internal/bootstrap/realm', '|node:http|0']]);
    assert.deepEqual(milliseconds(start, inFiles), { '/p/own.js': 1 });
  });

  it('spreads what was read before anything ran by size', () => {
    const charges = spreadReading(
      [{ owner: 'read', microseconds: 4000 }],
      [
        { module: 'a', bytes: 300 },
        { module: 'b', bytes: 100 },
      ],
    );
    assert.deepEqual(
      charges.map(({ microseconds }) => microseconds),
      [3000, 1000],
    );
  });
});

describe('shares', () => {
  const nameOf = (module: string) =>
    module.includes('node_modules') ? { package: 'a', file: module.slice(3) } : { file: module.slice(3) };

  it('add up to the time of starts without a profiler, and so does every level of the flame', () => {
    const start = started([
      ['load|node:internal/modules/cjs/loader'],
      [TOP, `run|file://${BUNDLE}|2`],
      [TOP, `x|file://${BUNDLE}|1`],
      ['(idle)'],
    ]);
    const { shares, flame } = shareOut('Fn', attributeProfile(start, inBundle), 100, { nameOf, built: 'index.js' });
    assert.deepEqual(
      shares.map(({ kind, name, ms }) => [kind, name, ms]),
      [
        ['read', 'index.js', 25],
        ['execute', 'a', 25],
        ['own', 'own.ts', 25],
        ['own', 'waiting at the top level', 25],
      ],
    );
    assert.deepEqual([flame.ms, flame.children.reduce((sum, { ms }) => sum + ms, 0)], [100, 100]);
    const [, packages] = flame.children;
    assert.deepEqual(packages, {
      name: 'a',
      ms: 25,
      children: [{ name: 'node_modules/a/a.js', ms: 25, children: [{ name: 'run', ms: 25, children: [] }] }],
    });
  });
});

import assert from 'node:assert/strict';
import { canBeWeighed, type KnownBundle } from '../../../src/bundle/live-bundles.js';
import { resolveOptions } from '../../../src/config/resolve-options.js';
import { judgeKnown } from '../../../src/core/bundle-functions.js';
import type { LambdaFunction } from '../../../src/model/function.js';
import { ruleMetas } from '../../../src/rules/index.js';
import { ColdStarts } from '../../../src/server/bundles/cold-starts.js';
import { KnownBundles } from '../../../src/server/bundles/known-bundles.js';
import { memoryHost } from '../../support/memory-host.js';
import { sampleBundle } from '../../support/sample-bundle.js';

function optionsOf() {
  return resolveOptions({ root: '/p', paths: [], rules: ruleMetas, onlyRules: [] }, { outer: [], nested: [] });
}

function knownOf(name: string, more: Partial<KnownBundle> = {}, tool = 'esbuild'): KnownBundle {
  const fn = {
    id: `template.yaml#${name}`,
    name,
    runtime: 'nodejs22.x',
    handler: { file: `src/${name}.ts`, export: 'handler', line: 1 },
    declaredIn: { file: 'template.yaml', line: 3, column: 3, kind: 'sam' },
    eventSources: [],
    build: { tool },
  } as unknown as LambdaFunction;
  return { fn, isOutdated: false, missing: [], problems: [], ...more };
}

function createKnown(...all: readonly KnownBundle[]): KnownBundles {
  const bundles = { known: () => all, of: (id: string) => all.find(({ fn }) => fn.id === id), loading: () => [] };
  const coldStarts = new ColdStarts();
  const tools = { canBeWeighed, judgeKnown };
  return new KnownBundles(
    { root: '/p', disk: memoryHost({}), tools, bundles, coldStarts },
    { options: optionsOf(), unresolved: [] },
  );
}

const built = sampleBundle('built', [['src/built.ts', 1200]]);
const problem = { kind: 'unbuilt', message: 'Could not resolve "./gone"' } as const;

describe('what is known of bundles', () => {
  it('says why a function is not weighed', () => {
    const known = createKnown(
      knownOf('built', { bundle: built }),
      knownOf('failed', { problems: [problem] }),
      knownOf('pending'),
      knownOf('webpack', {}, 'webpack'),
    );
    const reasons = ['built', 'failed', 'pending', 'webpack', 'gone'].map((name) =>
      known.reasonAgainst(`template.yaml#${name}`),
    );
    assert.deepEqual(reasons, [
      undefined,
      'Could not resolve "./gone"',
      undefined,
      'Coldlens weighs only esbuild builds and plain zips',
      undefined,
    ]);
  });

  it('reports what was built, with where it is declared now and whether it is out of date', () => {
    const known = createKnown(
      knownOf('built', { bundle: built, isOutdated: true }),
      knownOf('failed', { problems: [problem] }),
    );
    const { functions, coldStarts = [], savings = new Map(), problems } = known.report();
    assert.deepEqual(
      functions.map(({ name, declaredIn }) => [name, declaredIn.line]),
      [['built', 3]],
    );
    assert.match(functions[0]?.assumptions[0] ?? '', /before the last edits/);
    assert.deepEqual(
      coldStarts.map(({ functionId }) => functionId),
      ['template.yaml#built'],
    );
    assert.deepEqual([...savings.keys()], ['template.yaml#built']);
    assert.deepEqual(
      problems.map(({ message }) => message),
      ['failed: Could not resolve "./gone"'],
    );
  });

  it('estimates a start of what was built only', () => {
    const lacking = { ...built, missing: ['pg'], lost: ['lib'] };
    const known = createKnown(knownOf('built', { bundle: lacking }), knownOf('pending'));
    assert.deepEqual(known.coldStartOf('template.yaml#built')?.missing, ['pg']);
    assert.equal(known.coldStartOf('template.yaml#pending'), undefined);
  });

  it('judges under the options of the last analysis', () => {
    const known = createKnown(knownOf('built', { bundle: { ...built, minified: false } }));
    const read = (): undefined => undefined;
    const options = optionsOf();
    const rules = () => known.judge(read).findings.map(({ ruleId }) => ruleId);
    assert.deepEqual(rules(), ['unminified-bundle']);
    const off = { level: 'off', options: {}, isStrict: false } as const;
    known.follow({ options: { ...options, rules: { ...options.rules, 'unminified-bundle': off } }, unresolved: [] });
    assert.deepEqual(rules(), []);
  });
});

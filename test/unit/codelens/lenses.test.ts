import assert from 'node:assert/strict';
import { functionCard } from '../../../src/codelens/card.js';
import { type HandlerFacts, lensesOf } from '../../../src/codelens/lenses.js';
import type { Finding } from '../../../src/model/finding.js';
import { sampleFunction } from '../../support/sample-result.js';

const ALL = { findings: true, settings: true, size: true, coldStart: true };
const orders = sampleFunction('Orders', { runtime: 'nodejs22.x', memoryMb: 512, timeoutS: 10 });
const replay = sampleFunction('Replay', { runtime: 'nodejs22.x', memoryMb: 1024, timeoutS: 10 });

function titles(facts: HandlerFacts, shown = ALL): readonly string[] {
  return lensesOf(facts, shown).map(({ title }) => title);
}

function findings(count: number): Finding[] {
  return Array.from({ length: count }, () => ({}) as Finding);
}

describe('the lenses above a handler', () => {
  it('count findings', () => {
    assert.equal(titles({ functions: [orders], findings: findings(0) })[0], 'Orders: no findings');
    assert.equal(titles({ functions: [orders], findings: findings(1) })[0], 'Orders: 1 finding');
    assert.equal(titles({ functions: [orders], findings: findings(12) })[0], 'Orders: 12 findings');
  });

  it('hold a place until the findings are known', () =>
    assert.equal(titles({ functions: [orders] })[0], 'Orders: analyzing …'));

  it('tell only what all functions of a handler have in common', () =>
    assert.deepEqual(titles({ functions: [orders, replay], findings: [] }), [
      'Orders and 1 more: no findings',
      'nodejs22.x · 10 s',
    ]));

  it('say nothing of settings that nobody declared', () => {
    const bare = sampleFunction('Bare', { runtime: undefined, memoryMb: undefined, timeoutS: undefined });
    assert.deepEqual(titles({ functions: [bare], findings: [] }), ['Bare: no findings']);
  });

  it('have places for size and cold start, each to be switched off', () => {
    const facts = { functions: [orders], findings: [], size: '1.3 MB', coldStart: '300–420 ms' };
    assert.deepEqual(titles(facts).slice(2), ['1.3 MB', '300–420 ms']);
    assert.deepEqual(titles(facts, { ...ALL, findings: false, settings: false, size: false }), ['300–420 ms']);
  });
});

describe('the card of a function', () => {
  it('names every declaration and what wakes it', () => {
    const fn = sampleFunction('Orders', {
      declaredIn: { file: 'template.yaml', line: 3, kind: 'sam' },
      alsoDeclaredIn: [{ file: 'cdk.out/a.json', line: 9, kind: 'cdk-out' }],
      eventSources: [{ type: 'sqs', batchSize: 10, reportBatchItemFailures: true }, { type: 'schedule' }],
      memoryMb: undefined,
    });
    const lines = functionCard(fn, (file, line) => `${file}:${line}`).split('\n');
    assert.ok(lines.includes('- Declared in: template.yaml:3, cdk.out/a.json:9'));
    assert.ok(lines.includes('- Events: sqs (batches of 10, reports failed items), schedule'));
    assert.ok(!lines.some((line) => line.startsWith('- Memory')));
  });
});

import assert from 'node:assert/strict';
import { isBudgeted } from '../../../../src/engine/budgets/budgeted.js';
import type { UnresolvedCause } from '../../../../src/model/function.js';
import { sampleFunction } from '../../../support/bundle-facts.js';

function isAbout(functions: readonly string[], cause: UnresolvedCause, name?: string, base = '/w'): boolean {
  const declaredIn = { file: 'sub/template.yaml', line: 1, kind: 'sam' } as const;
  const fn = { declaredIn, cause, reason: '', ...(name !== undefined && { name }) };
  return isBudgeted({ base, functions }, fn, '/w');
}

describe('budgets of functions that were not found', () => {
  for (const cause of ['not-found', 'unknown', 'image', 'inline', 'stored', 'outside'] as const)
    it(`are those that name them without a wildcard: ${cause}`, () => {
      assert.ok(isAbout(['Api'], cause, 'Api'));
      assert.ok(isAbout(['*', 'Api'], cause, 'Api'));
      assert.ok(isAbout(['Api'], cause, 'Api', '/w/sub'));
      assert.ok(!isAbout(['*'], cause, 'Api'));
      assert.ok(!isAbout(['Ap[i]', '{Api,Job}', 'A*'], cause, 'Api'));
      assert.ok(!isAbout(['Job'], cause, 'Api'));
      assert.ok(!isAbout(['Api'], cause, 'Api', '/w/other'));
    });

  for (const cause of ['not-node', 'not-lambda'] as const)
    it(`are none for other languages and clouds: ${cause}`, () => {
      assert.ok(!isAbout(['Api', '*'], cause, 'Api'));
    });

  it('are none where they have no name', () => {
    assert.ok(!isAbout(['*'], 'not-found'));
  });

  it('leave functions that were found to the usual rules', () => {
    const fn = sampleFunction({ name: 'Api' });
    assert.ok(isBudgeted({ base: '/w', functions: ['A*'] }, fn, '/w'));
    assert.ok(!isBudgeted({ base: '/w', functions: ['B*'] }, fn, '/w'));
  });
});

import assert from 'node:assert/strict';
import { concerns } from '../../../src/derived/concerns.js';
import { sampleFunction } from '../../support/bundle-facts.js';

it('globs of function names match names that look like paths', () => {
  const matches = (glob: string, name: string): boolean =>
    concerns({ base: '/w', functions: [glob] }, sampleFunction({ name }), '/w');
  assert.ok(matches('*', 'dist/s.js'));
  assert.ok(matches('*', '.build/a.js'));
  assert.ok(matches('api-*', 'api-x/y'));
  assert.ok(!matches('api-*', 'worker'));
  assert.ok(matches('{a,b}', 'b'));
});

it('globs of function names leave out names in !(…), as the pages of the budgets say', () => {
  const matches = (glob: string, name: string): boolean =>
    concerns({ base: '/w', functions: [glob] }, sampleFunction({ name }), '/w');
  assert.deepEqual(
    ['report', 'reports', 'api'].map((name) => matches('!(report)', name)),
    [false, true, true],
  );
  assert.deepEqual(
    ['api-report', 'api-x', 'x'].map((name) => matches('api-!(report)', name)),
    [false, true, false],
  );
  assert.deepEqual(
    ['a', 'b', 'c'].map((name) => matches('!(a|b)', name)),
    [false, false, true],
  );
});

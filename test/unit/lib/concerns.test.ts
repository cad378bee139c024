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

import assert from 'node:assert/strict';
import { unmatchedFilters } from '../../../../src/engine/asking/unmatched.js';
import type { ConfigPlace, Options } from '../../../../src/model/options.js';
import { sampleFunction } from '../../../support/bundle-facts.js';

it('budgets and builds that are about no function are told by their key', () => {
  const budget = (functions: string[], base = '/w', place?: ConfigPlace) => ({
    base,
    functions,
    packages: {},
    ...(place && { place }),
  });
  const bundle: Options['bundle'] = {
    budgets: [
      budget(['orders']),
      budget(['Nope*', 'b']),
      budget(['*'], '/w/empty'),
      budget(['x'], '/'),
      budget(['lost']),
      budget(['far'], '/w/packages/a', { path: '/w/packages/a/coldlens.config.json', line: 4 }),
    ],
    builds: [{ base: '/w/packages/a', functions: ['orders'], build: {} }],
  };
  const unresolved = { name: 'lost', declaredIn: sampleFunction().declaredIn, reason: '', cause: 'not-found' } as const;
  const problems = unmatchedFilters({ root: '/w', bundle } as Options, [sampleFunction(), unresolved]);
  assert.deepEqual(
    problems.map(
      ({ kind, message, file, line }) => `${file === undefined ? '' : `${file}:${line} `}${kind} ${message}`,
    ),
    [
      'invalid-config bundle.budgets: "Nope*", "b" match no function',
      'packages/a/coldlens.config.json:4 invalid-config bundle.budgets: "far" matches no function',
      'invalid-config bundle.builds in packages/a: "orders" matches no function',
    ],
  );
});

import assert from 'node:assert/strict';
import type { Message } from 'esbuild';
import { handledByWarnings, unfollowedPlaces, WARNINGS_WANTED } from '../../../../src/bundle/build/build-warnings.js';

const warning = (id: string, text: string, file?: string): Message =>
  ({ id, text, location: file === undefined ? null : { file, line: 4, column: 2 } }) as Message;

const ALLOWED = 'Importing "pg-native" was allowed even though it could not be resolved';
const IGNORED = 'ignored-dynamic-import';

it('esbuild is asked for what it tells only then', () =>
  assert.deepEqual(WARNINGS_WANTED, {
    'unsupported-require-call': 'warning',
    'unsupported-dynamic-import': 'warning',
    'ignored-dynamic-import': 'warning',
  }));

describe('an import that may lead nowhere', () => {
  const cases: readonly [title: string, warning: Message, expected: readonly object[]][] = [
    ['is told of', warning(IGNORED, ALLOWED, 'a.js'), [{ file: 'a.js', specifier: 'pg-native' }]],
    ['has a place', warning(IGNORED, ALLOWED), []],
    ['has a name', warning(IGNORED, 'Importing "" was allowed', 'a.js'), []],
    ['is nothing else of that kind', warning(IGNORED, 'This was allowed', 'a.js'), []],
    ['is no other kind', warning('unsupported-require-call', ALLOWED, 'a.js'), []],
  ];
  for (const [title, each, expected] of cases) it(title, () => assert.deepEqual(handledByWarnings([each]), expected));
});

describe('a place where only the run knows what is loaded', () => {
  const cases: readonly [title: string, warning: Message, expected: readonly object[]][] = [
    [
      'is a call of require',
      warning('unsupported-require-call', '', 'src/a.ts'),
      [{ path: '/shop/src/a.ts', line: 4 }],
    ],
    ['is an import()', warning('unsupported-dynamic-import', '', '../a.ts'), [{ path: '/a.ts', line: 4 }]],
    ['is no import that may lead nowhere', warning(IGNORED, ALLOWED, 'src/a.ts'), []],
    ['is not in a package', warning('unsupported-require-call', '', 'node_modules/x/a.js'), []],
    ['is not in a package above', warning('unsupported-require-call', '', '../node_modules/x/a.js'), []],
    ['is known', warning('unsupported-require-call', ''), []],
  ];
  for (const [title, each, expected] of cases)
    it(title, () => assert.deepEqual(unfollowedPlaces([each], '/shop'), expected));
});

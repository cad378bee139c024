import assert from 'node:assert/strict';
import type { Location, Message } from 'esbuild';
import { buildProblemOf, missingPackages } from '../../../../src/bundle/build/build-errors.js';

const message = (text: string, location: Partial<Location> | null = null): Message =>
  ({ id: '', pluginName: '', notes: [], detail: undefined, text, location }) as Message;

describe('an error names a package that is not installed', () => {
  for (const name of ['a', 'lodash/get', '@aws-sdk/client-s3', '@a/b/c', 'Upper', 'a.b', '7zip'])
    it(name, () => assert.deepEqual(missingPackages([message(`Could not resolve "${name}"`)]), [name]));
});

describe('an error names none', () => {
  const texts = [
    'Could not resolve "./a"',
    'Could not resolve "../a"',
    'Could not resolve "/a"',
    'Could not resolve "@/a"',
    'Could not resolve "~/a"',
    'Could not resolve "#a"',
    'Could not resolve "@a"',
    'Could not resolve ""',
    'It says: Could not resolve "a"',
    'No loader is configured for ".txt" files: a.txt',
  ];
  for (const text of texts) it(text, () => assert.deepEqual(missingPackages([message(text)]), []));
});

it('packages that are not installed are sorted, each once', () => {
  const errors = ['b', './x', 'a', 'b'].map((name) => message(`Could not resolve "${name}"`));
  assert.deepEqual(missingPackages(errors), ['a', 'b']);
});

describe('a problem', () => {
  it('has its place, counted from 1', () =>
    assert.deepEqual(buildProblemOf(message('no', { file: 'src/a.ts', line: 3, column: 0 })), {
      message: 'no',
      file: 'src/a.ts',
      line: 3,
      column: 1,
    }));
  it('has none where esbuild names none', () => assert.deepEqual(buildProblemOf(message('no')), { message: 'no' }));
  it('has none where esbuild names itself', () =>
    assert.deepEqual(buildProblemOf(message('no', { file: '/x/esbuild/main.js', line: 3, column: 0 })), {
      message: 'no',
    }));
});

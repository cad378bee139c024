import assert from 'node:assert/strict';
import { importPlaces, statementStart } from '../../../src/ast/import-places.js';

/** What stands where each import's statement begins, `-` for imports of types. */
function starts(text: string): readonly string[] {
  return importPlaces(text).map((place) => {
    const start = statementStart(text, place);
    return start === undefined ? '-' : text.slice(start, start + 8);
  });
}

describe('where the statement of an import begins', () => {
  it('is its first line, also of one over several lines and behind another', () => {
    assert.deepEqual(starts("import a from 'a';\nimport {\n  b,\n} from 'b';\nexport * from 'c';\n"), [
      'import a',
      'import {',
      'export *',
    ]);
    assert.deepEqual(starts("import 'a'; import b from 'b';"), ["import '", 'import b']);
  });

  it('is nowhere for types', () => {
    assert.deepEqual(
      starts("import type a from 'a';\nimport { type B, type C } from 'b';\nexport type { D } from 'd';"),
      ['-', '-', '-'],
    );
    assert.deepEqual(starts("import type from 'a';\nimport type, { b } from 'b';\nimport { type C, d } from 'c';"), [
      'import t',
      'import t',
      'import {',
    ]);
  });

  it('is the specifier of what stands in an expression', () =>
    assert.deepEqual(starts("const a = require('a1234567');\nawait import('b1234567');"), ["'a123456", "'b123456"]));
});

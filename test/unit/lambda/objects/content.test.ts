import assert from 'node:assert/strict';
import type { ts } from 'ts-morph';
import { contentOf } from '../../../../src/lambda/objects/content.js';
import { loadSource } from '../../../support/load-source.js';

describe('what one gets hold of through a list', () => {
  const cases: readonly [title: string, code: string, count: number][] = [
    ['elements', 'let list = [first];', 1],
    ['elements of a list that it copies', 'const other = [first, second];\nlet list = [...other];', 2],
    ['a list that grows out of itself', 'let list = [first];\nlist = [...list, second];', 2],
    [
      'two lists that copy each other',
      'let other = [second];\nlet list = [first];\nlist = [...other];\nother = [...list];',
      2,
    ],
  ];
  for (const [title, code, count] of cases) {
    it(title, () => {
      const { program, node } = loadSource(
        `const first = { a: 1 };\nconst second = { b: 2 };\n${code}\nexport const handler = async () => use(list);`,
      );
      const values = program.values.of(node('use(list)').getChildAt(2).getChildAt(0) as ts.Expression);
      const found = new Set(values.flatMap((value) => [...contentOf(value, program)]));
      assert.equal(found.size, count);
    });
  }
});

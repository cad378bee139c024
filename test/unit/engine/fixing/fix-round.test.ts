import assert from 'node:assert/strict';
import { applyEdits } from '../../../../src/engine/fixing/apply-edits.js';
import { type FixCandidate, fixRound } from '../../../../src/engine/fixing/fix-round.js';
import type { Edit, Finding } from '../../../../src/model/finding.js';

const candidate = (title: string, ...edits: readonly Edit[]): FixCandidate => ({
  finding: {} as Finding,
  fix: { kind: 'safe', title, edits },
});
const edit = (start: number, end: number, text: string, file = 'a.ts'): Edit => ({ file, start, end, text });

function run(text: string, ...candidates: readonly FixCandidate[]) {
  const { accepted, broken, texts } = fixRound(candidates, () => text);
  const titles = (list: readonly FixCandidate[]) => list.map(({ fix }) => fix.title);
  return { accepted: titles(accepted), broken: titles(broken), text: texts.get('a.ts') };
}

describe('edits', () => {
  it('are applied by their place, whatever their order', () => {
    assert.equal(applyEdits('abc', [edit(2, 3, 'C'), edit(0, 1, 'A')]), 'AbC');
  });

  it('at one place keep their order', () => {
    assert.equal(applyEdits('b', [edit(0, 0, 'a'), edit(0, 0, 'A')]), 'aAb');
  });

  for (const [what, edits] of [
    ['overlap', [edit(0, 2, ''), edit(1, 3, '')]],
    ['end before they start', [edit(2, 1, '')]],
    ['lie outside', [edit(0, 9, '')]],
  ] as const) {
    it(`that ${what} are refused`, () => {
      assert.throws(() => applyEdits('abc', edits), RangeError);
    });
  }
});

describe('fixes of one round', () => {
  const code = 'const a = 1;\nconst b = 2;\nconst c = 3;\n';

  it('that touch different lines go together', () => {
    const round = run(code, candidate('a', edit(10, 11, '4')), candidate('b', edit(23, 24, '5')));
    assert.deepEqual(round, { accepted: ['a', 'b'], broken: [], text: 'const a = 4;\nconst b = 5;\nconst c = 3;\n' });
  });

  it('wait when an edit stands between the first and the last of another', () => {
    const wide = candidate('wide', edit(6, 7, 'x'), edit(32, 33, 'z'));
    assert.deepEqual(run(code, wide, candidate('between', edit(23, 24, '5'))).accepted, ['wide']);
  });

  it('wait when both bring the same name', () => {
    const [first, second] = [edit(0, 0, 'const client = 1;\n'), edit(26, 26, 'const client = 2;\n')];
    const round = run(code, candidate('first', first), candidate('second', second));
    assert.deepEqual([round.accepted, round.broken], [['first'], []]);
  });

  it('are broken when the file would no longer parse', () => {
    assert.deepEqual(run(code, candidate('bad', edit(0, 5, '('))).broken, ['bad']);
  });

  it('may leave a file as broken as it was', () => {
    const round = run('const a = ;\nconst b = 2;\n', candidate('b', edit(22, 23, '5')));
    assert.deepEqual([round.accepted, round.broken], [['b'], []]);
  });
});

import assert from 'node:assert/strict';
import { moveBetween } from '../../../src/lib/moved-offsets.js';

/** `[` and `]` mark a range; the other text stands for what was typed meanwhile. */
function moved(marked: string, after: string): string {
  const start = marked.indexOf('[');
  const end = marked.indexOf(']') - 1;
  const move = moveBetween(marked.replace(/[[\]]/g, ''), after);
  return after.slice(move.start(start), move.end(end));
}

describe('places in a text that is being typed', () => {
  it('stay where nothing has changed', () => assert.equal(moved('a [b] c', 'a b c'), 'b'));

  it('move with what is typed before them', () => {
    assert.equal(moved('a\n[b]\nc', 'x\n\na\nb\nc'), 'b');
    assert.equal(moved('a [b] c', 'a, x b c'), 'b');
    assert.equal(moved('[b] c', 'x b c'), 'b');
  });

  it('stay with what is typed behind them', () => {
    assert.equal(moved('a\n[b]\nc', 'a\nb\nx\nc'), 'b');
    assert.equal(moved('a [b] c', 'a bx c'), 'b');
  });

  it('grow with what is typed inside', () => assert.equal(moved('a\n[b\nc]\nd', 'a\nb\nx\nc\nd'), 'b\nx\nc'));

  it('move by several edits at once', () => {
    assert.equal(moved('a\nb\n[c]\nd', 'x\na\nb\ny\nc\nzd'), 'c');
    assert.equal(moved('aa\nbb\n[cc]\ndd', 'bb\ncc\ndd!'), 'cc');
  });

  it('become empty when they are deleted', () => {
    assert.equal(moved('a\n[b]\nc', 'a\nc'), '');
    assert.equal(moved('a [b] c', 'a  c'), '');
  });

  it('never leave the text', () => {
    const move = moveBetween('abc', '');
    assert.deepEqual([move.start(0), move.start(3), move.end(3)], [0, 0, 0]);
  });
});

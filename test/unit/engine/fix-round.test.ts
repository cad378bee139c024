import assert from 'node:assert/strict';
import { fixRound } from '../../../src/engine/fix-round.js';
import type { Finding, Fix } from '../../../src/model/finding.js';

const insert = (file: string, start: number, text: string): Fix => ({
  kind: 'suggestion',
  title: 'Add',
  edits: [{ file, start, end: start, text }],
});

function apply(text: string, fix: Fix): string | undefined {
  const { accepted, texts } = fixRound([{ finding: {} as Finding, fix }], () => text);
  return accepted.length > 0 ? texts.get(fix.edits[0]!.file) : undefined;
}

describe('a round of fixes', () => {
  it('takes a template that still parses', () => {
    assert.equal(apply('a:\n  - !Ref b\n', insert('t.yaml', 14, '  - c\n')), 'a:\n  - !Ref b\n  - c\n');
    assert.equal(apply('{"a": [1]}', insert('t.json', 8, ', 2')), '{"a": [1, 2]}');
  });

  it('leaves out an edit that breaks one', () => {
    assert.equal(apply('a:\n  - b\n', insert('t.yml', 9, ' - c\n')), undefined);
    assert.equal(apply('{"a": [1]}', insert('t.json', 8, ', {')), undefined);
  });
});

import assert from 'node:assert/strict';
import { harmless } from '../../../src/cli/harmless.js';

describe('a report at a terminal', () => {
  it('keeps colours and lines, and nothing else that steers it', () => {
    const text = 'a \u001b[31mred\u001b[0m\u001b]0;title\u0007 b\u001b[2J\u009b c\r\n\td\n';
    assert.equal(harmless(text), 'a \u001b[31mred\u001b[0m]0;title b[2J c\n\td\n');
  });
});

import assert from 'node:assert/strict';
import { deliver } from '../../../src/cli/deliver.js';
import type { CliIo } from '../../../src/cli/io.js';

describe('what is printed', () => {
  it('keeps colours and lines, and nothing else that steers a terminal', async () => {
    const printed: string[] = [];
    const stdout = { write: async (text: string) => void printed.push(text) };
    const text = 'a \u001b[31mred\u001b[0m\u001b]0;title\u0007 b\u001b[2J\u009b c\n\td\n';
    await deliver(text, undefined, { stdout, cwd: '/' } as unknown as CliIo);
    assert.equal(printed.join(''), 'a \u001b[31mred\u001b[0m]0;title b[2J c\n\td\n');
  });
});

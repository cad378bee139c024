import assert from 'node:assert/strict';
import { clientOf } from '../../../src/server/capabilities.js';

describe('what the editor says of itself', () => {
  for (const [isTrusted, expected] of [
    [true, true],
    [false, false],
    [undefined, false],
    ['false', false],
    ['true', false],
    [1, false],
    [{}, false],
  ] as const) {
    it(`is trusted: ${JSON.stringify(isTrusted)} → ${expected}`, () => {
      const params = { processId: null, rootUri: null, capabilities: {}, initializationOptions: { isTrusted } };
      assert.equal(clientOf(params).isTrusted, expected);
    });
  }
});

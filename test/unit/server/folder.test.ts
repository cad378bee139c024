import assert from 'node:assert/strict';
import { Folder } from '../../../src/server/folder.js';
import { memoryHost } from '../../support/memory-host.js';

describe('a folder that is let go', () => {
  it('tells of nothing any more when its run ends', async () => {
    const told: string[] = [];
    const folder = new Folder({
      root: '/project',
      uri: 'file:///project',
      isGuest: false,
      host: memoryHost({}),
      scratch: new Map(),
      loadOptions: async () => {
        folder.dispose();
        throw new Error('read while it went');
      },
      openTexts: new Map(),
      onChange: () => told.push(folder.state.failure ?? 'busy'),
      onEarly: () => told.push('early'),
    });
    await folder.runner.analyzeNow();
    assert.deepEqual(told, ['busy']);
  });
});

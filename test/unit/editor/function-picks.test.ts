import assert from 'node:assert/strict';
import { functionPicks, placePicks } from '../../../src/editor/function-picks.js';
import { finding, fn, names, place } from './views.js';

describe('picks', () => {
  it('of functions say how many findings there are', () => {
    const [pick] = functionPicks({ functions: [fn('ship')] }, { ...names, folder: () => 'shop' });
    assert.deepEqual([pick!.label, pick!.description], ['ship', 'no findings · shop']);
  });

  it('of places list findings, handler and declaration', () => {
    const view = fn('ship', { findings: [finding('dynamodb-scan', place('src/db.ts', 6), { severity: 'error' })] });
    assert.deepEqual(
      placePicks(view, names).map(({ label, description, detail }) => [label, description, detail]),
      [
        ['$(error) dynamodb-scan', 'src/db.ts:7', 'About dynamodb-scan.'],
        ['$(symbol-function) Handler', 'src/ship.ts:5', undefined],
        ['$(file-code) Declaration', 'template.yaml:10', undefined],
      ],
    );
  });
});

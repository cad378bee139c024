import assert from 'node:assert/strict';
import { pathOfInput } from '../../../../src/bundle/build/module-graph.js';

describe('paths of a metafile', () => {
  it('are made absolute, beside the folder and on drives of Windows as well', () => {
    assert.equal(pathOfInput('/shop/svc', 'src/a.ts'), '/shop/svc/src/a.ts');
    assert.equal(pathOfInput('/shop/svc', '../shared/a.ts'), '/shop/shared/a.ts');
    assert.equal(pathOfInput('C:/shop', 'src/a.ts'), 'C:/shop/src/a.ts');
    assert.equal(pathOfInput('C:/shop', 'D:/other/a.ts'), 'D:/other/a.ts');
  });
});

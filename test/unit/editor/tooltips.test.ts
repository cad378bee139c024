import assert from 'node:assert/strict';
import { findingTooltip, functionTooltip } from '../../../src/editor/tooltips.js';
import { finding, fn, names, place } from './views.js';

describe('tooltips', () => {
  it('say what is known of a function, with links', () => {
    const view = fn('ship', { runtime: 'nodejs22.x', memoryMb: 512, timeoutS: 10, events: ['sqs', 'http'] });
    assert.deepEqual(functionTooltip(view, names).split('\n\n'), [
      '**ship**',
      'nodejs22.x · 512 MB · timeout 10 s',
      'Handler: [src/ship.ts:5](file:///project/src/ship.ts#L5)',
      'Declared in [template.yaml:10](file:///project/template.yaml#L10) (SAM)',
      'Events: sqs, http',
    ]);
  });

  it('leave out what is not declared', () => {
    assert.ok(!/undefined|Events|\n\n\n/.test(functionTooltip(fn('ship'), names)));
  });

  it('show the way to a finding, and text as text', () => {
    const callPath = ['handler', 'load_all'].map((name) => ({ ...place('src/a.ts', 1), name }));
    const tooltip = findingTooltip(
      finding('await-in-loop', place('src/a.ts', 3), { message: 'Use `a*b*`.', callPath }),
    );
    assert.deepEqual(tooltip.split('\n\n'), [
      'Use \\`a\\*b\\*\\`.',
      'Called by handler › load\\_all',
      '`await-in-loop`',
    ]);
  });
});

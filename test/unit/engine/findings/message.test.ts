import assert from 'node:assert/strict';
import { messageOf, severityOf } from '../../../../src/engine/findings/message.js';
import type { Severity } from '../../../../src/model/finding.js';
import type { RuleLevel } from '../../../../src/model/options.js';

const meta = {
  severity: 'warning',
  messages: {
    plain: 'A {thing} is made.',
    mild: { text: 'A {thing} may be made.', severity: 'info' },
    grave: { text: 'A {thing} is lost.', severity: 'error' },
    strict: { text: 'A {thing} could be smaller.', preset: 'strict' },
  },
} as const;

describe('a message', () => {
  it('is filled in, whatever it says of its own level', () => {
    assert.equal(messageOf(meta, 'plain', { thing: 'client' }), 'A client is made.');
    assert.equal(messageOf(meta, 'mild', { thing: 'client' }), 'A client may be made.');
  });

  const told = (messageId: string, level: RuleLevel, isStrict = false, severity?: Severity) =>
    severityOf(meta, { messageId, ...(severity && { severity }) }, { level, options: {}, isStrict });

  it('without a level of its own has that of its rule', () => {
    assert.deepEqual(
      [told('plain', 'warning'), told('plain', 'error'), told('plain', 'off')],
      ['warning', 'error', undefined],
    );
  });

  it('with a level of its own keeps it, unless the config makes the rule milder', () => {
    assert.deepEqual(
      [told('mild', 'warning'), told('mild', 'error'), told('mild', 'off')],
      ['info', 'info', undefined],
    );
    assert.deepEqual(
      [told('grave', 'warning'), told('grave', 'error'), told('grave', 'info')],
      ['error', 'error', 'info'],
    );
  });

  it('of the strict preset is told in that preset only', () => {
    assert.deepEqual([told('strict', 'warning'), told('strict', 'warning', true)], [undefined, 'warning']);
  });

  it('is as mild as its problem says', () => {
    assert.deepEqual([told('plain', 'error', false, 'info'), told('grave', 'error', false, 'info')], ['info', 'info']);
  });
});

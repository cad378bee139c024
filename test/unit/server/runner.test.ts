import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { Runner } from '../../../src/server/runner.js';

/** A runner whose work notes what it is asked to do, in steps with a pause after each. */
function createRunner(steps = 3) {
  const log: string[] = [];
  const work = async (name: string, pause: () => Promise<void>): Promise<void> => {
    for (let step = 1; step <= steps; step++) {
      log.push(`${name} ${step}`);
      await pause();
    }
    log.push(`${name} done`);
  };
  const runner = new Runner({
    analyze: (pause) => work('all', pause),
    update: (paths, pause) => work(paths.join('+'), pause),
    onFailure: (error) => log.push(String(error)),
    onChange: () => {},
  });
  return { runner, log };
}

describe('when what is looked at', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  /** Lets time pass, and what it started run to its end. */
  const pass = async (ms: number): Promise<void> => {
    mock.timers.tick(ms);
    for (let turn = 0; turn < 20; turn++) await setImmediate();
  };

  it('looks at what is touched after the last keystroke, and at everything at rest', async () => {
    const { runner, log } = createRunner(1);
    runner.changed('a');
    await pass(100);
    runner.changed('b');
    await pass(100);
    assert.deepEqual(log, []);
    await pass(50);
    assert.deepEqual(log, ['a+b 1', 'a+b done']);
    await pass(999);
    assert.equal(log.length, 2);
    await pass(1);
    assert.deepEqual(log.slice(2), ['all 1', 'all done']);
    await pass(10_000);
    assert.equal(log.length, 4);
  });

  it('ends the run that an edit has made worthless, and looks at the edits of both', async () => {
    const { runner, log } = createRunner();
    runner.changed('a');
    mock.timers.tick(150);
    await setImmediate();
    runner.changed('b');
    await pass(150);
    assert.equal(log[0], 'a 1');
    assert.ok(!log.includes('a done'));
    assert.ok(log.includes('a+b done'));
  });

  it('looks at once when somebody waits for an answer', async () => {
    const { runner, log } = createRunner(1);
    runner.changed('a');
    await runner.settled();
    assert.deepEqual(log, ['a 1', 'a done']);
    await runner.settled();
    assert.equal(log.length, 2);
  });

  it('looks at everything when more than a text has changed', async () => {
    const { runner, log } = createRunner(1);
    runner.changed('a');
    runner.stale();
    await pass(150);
    assert.deepEqual(log, ['all 1', 'all done']);
  });

  it('comes back to everything when an edit has ended that', async () => {
    const { runner, log } = createRunner();
    void runner.analyzeNow();
    await setImmediate();
    runner.changed('a');
    await pass(150);
    assert.ok(log.includes('all done'));
  });

  it('looks at everything at rest although somebody asked in between', async () => {
    const { runner, log } = createRunner(1);
    runner.changed('a');
    await pass(200);
    await runner.settled();
    await pass(1000);
    assert.deepEqual(log, ['a 1', 'a done', 'all 1', 'all done']);
  });

  it('settles only when no edit is left, also one that came meanwhile', async () => {
    const { runner, log } = createRunner();
    runner.changed('a');
    const settled = runner.settled();
    await setImmediate();
    runner.changed('b');
    await settled;
    assert.ok(log.includes('a+b done'));
  });

  it('does nothing more once it is disposed of', async () => {
    const { runner, log } = createRunner(1);
    runner.changed('a');
    runner.dispose();
    await pass(5000);
    assert.deepEqual(log, []);
    runner.changed('b');
    await runner.settled();
    assert.deepEqual(log, []);
  });

  it('stops within a run when it is disposed of', async () => {
    const { runner, log } = createRunner();
    void runner.analyzeNow();
    await setImmediate();
    runner.dispose();
    await pass(5000);
    assert.ok(!log.includes('all done'));
  });
});

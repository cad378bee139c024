import assert from 'node:assert/strict';
import { cpus } from 'node:os';
import { keepBusy } from '../../scripts/repeat/keep-busy.js';
import { bundledFunction, ESM, measureFiles, plainFunction, template } from '../support/measure-files.js';

/** Twice as many as the machine can run, so that a start waits most of the time. */
const BURNERS = 2 * cpus().length;

describe('measuring functions on a busy machine', function () {
  this.timeout(600_000);

  let stop: () => void;
  before(() => {
    stop = keepBusy(BURNERS);
  });
  after(() => stop());

  it('loses no function, however short it takes to load', async () => {
    const { inits, reasons } = await measureFiles(
      {
        'template.yaml': template(
          bundledFunction('Cjs', 'src/small.ts'),
          bundledFunction('Esm', 'src/small.ts', ...ESM),
          plainFunction('Plain', 'plain/small.handler'),
        ),
        'src/small.ts': 'export const handler = async () => 1;\n',
        'plain/small.js': 'exports.handler = async () => 1;\n',
      },
      { runs: 40, limitMs: 30_000 },
    );
    assert.deepEqual(reasons, []);
    assert.deepEqual(Object.keys(inits).sort(), ['Cjs', 'Esm', 'Plain']);
    for (const [name, { localMs }] of Object.entries(inits)) {
      assert.ok(localMs.low >= 0 && localMs.low <= localMs.mid && localMs.mid <= localMs.high, name);
    }
  });
});

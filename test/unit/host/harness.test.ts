import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { HARNESS } from '../../../src/host/start/harness.generated.js';
import { withTempFolder } from '../../support/temp-folder.js';

/** A machine so busy that the thread waits a tenth of a second whenever it asks how long it has waited. */
const BUSY = `const fs = require('node:fs');
const { readFileSync } = fs;
let waitedNs = 0n;
fs.readFileSync = (path, ...rest) => {
  if (path !== '/proc/self/schedstat') return readFileSync(path, ...rest);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  waitedNs += 100_000_000n;
  return \`0 \${waitedNs} 0\`;
};
require('node:module').syncBuiltinESMExports();
`;

/** As the starter lays them out. */
const FILES = { 'harness.mjs': HARNESS, 'warm.cjs': '', 'warm.mjs': '' };

describe('what starts a function', () => {
  it('takes off a start only what it waited inside of it, so that a short one is never less than nothing', () =>
    withTempFolder({ ...FILES, 'busy.cjs': BUSY, 'fn.cjs': 'exports.handler = 1;\n' }, (folder) => {
      const inside = (name: string): string => join(folder, name);
      const { output } = spawnSync(
        process.execPath,
        ['--require', inside('busy.cjs'), inside('harness.mjs'), inside('fn.cjs'), 'false', 'false'],
        { stdio: ['ignore', 'pipe', 'pipe', 'pipe'], encoding: 'utf8' },
      );
      const { outcome } = JSON.parse(output[3]!.split('\n')[0]!) as {
        outcome: { kind: string; ms: number; message?: string };
      };
      assert.equal(outcome.kind, 'loaded', outcome.message);
      assert.ok(outcome.ms > 0, `${outcome.ms} ms`);
    }));
});

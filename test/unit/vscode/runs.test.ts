import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { runs } from '../../../scripts/vscode/runs.js';
import { suiteFiles, testsOf } from '../../../scripts/vscode/suite-files.js';

describe('runs of VS Code', () => {
  for (const run of runs) {
    it(`${run.name} has a workspace and tests`, () => {
      assert.ok(existsSync(`test/fixtures/workspaces/${run.workspace}`), run.workspace);
      assert.ok(testsOf(run).length > 0, run.tests.join());
    });
  }

  it('every test of the suite belongs to a run', () => {
    const known = runs.flatMap(testsOf);
    assert.deepEqual(
      suiteFiles().filter((path) => !known.includes(path)),
      [],
    );
  });
});

import assert from 'node:assert/strict';
import { lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomically } from '../../../src/host/write-file.js';
import { withTempFolder } from '../../support/temp-folder.js';

describe('writing a whole file or nothing', () => {
  it('makes the folders on the way, and leaves nothing else behind', () =>
    withTempFolder({}, (folder) => {
      writeFileAtomically(join(folder, 'a/b/report.json'), 'text');
      assert.equal(readFileSync(join(folder, 'a/b/report.json'), 'utf8'), 'text');
    }));

  it('puts no file in the place of a device', function () {
    if (process.platform === 'win32') this.skip();
    return withTempFolder({}, (folder) => {
      // Through a link, so that a mistake costs the link and not the device.
      const path = join(folder, 'nowhere');
      symlinkSync('/dev/null', path);
      writeFileAtomically(path, 'text');
      assert.ok(lstatSync(path).isSymbolicLink());
    });
  });
});

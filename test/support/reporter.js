import { writeFileSync } from 'node:fs';
import mocha from 'mocha';

/**
 * Mocha's usual report, then one plain line that a script can read. A script that adds up several runs names a file for the
 * counts instead.
 */
export default class extends mocha.reporters.Spec {
  epilogue() {
    super.epilogue();
    const { passes: passed, failures: failed } = this.stats;
    if (process.env.COLDLENS_COUNTS) {
      writeFileSync(process.env.COLDLENS_COUNTS, JSON.stringify({ passed, failed }));
    } else {
      console.log(`${passed} passed, ${failed} failed`);
    }
  }
}

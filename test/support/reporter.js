import mocha from 'mocha';

/** Mocha's usual report, then one plain line that a script can read. */
export default class extends mocha.reporters.Spec {
  epilogue() {
    super.epilogue();
    console.log(`${this.stats.passes} passed, ${this.stats.failures} failed`);
  }
}

import Mocha from 'mocha';
import Reporter from '../../support/reporter.js';
import { untilFolders } from './folders.js';
import { markConsole } from './mark-console.js';

/** Only what hangs takes this long, also on a machine that has other things to do. */
const LIMIT_MS = 15 * 60_000;

/** VS Code calls this in its extension host, and ends when it settles; a rejection makes the exit code 1. */
export async function run(): Promise<void> {
  markConsole();
  // Mocha has kept the console that was there before.
  Mocha.reporters.Base.consoleLog = console.log;
  const mocha = new Mocha({ ui: 'bdd', timeout: 150_000, reporter: Reporter, color: false });
  for (const file of JSON.parse(process.env.COLDLENS_SUITE ?? '[]')) {
    mocha.addFile(file);
  }
  await untilFolders();
  await mocha.loadFilesAsync();
  await Promise.race([failures(mocha), timeLimit()]);
}

function failures(mocha: Mocha): Promise<void> {
  return new Promise((resolve, reject) => {
    mocha.run((count) => (count > 0 ? reject(new Error(`${count} failed`)) : resolve()));
  });
}

function timeLimit(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`The suite did not end within ${LIMIT_MS / 60_000} minutes.`)), LIMIT_MS).unref();
  });
}

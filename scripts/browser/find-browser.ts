import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { installOnce, run } from '../vscode/install-once.js';

export interface Browser {
  readonly executablePath: string;
  readonly env?: NodeJS.ProcessEnv;
}

const usualPlaces = [
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** The browser of this machine, else, on Linux, one from the npm registry. */
export function findBrowser(): Browser {
  const { CHROME_PATH } = process.env;
  if (CHROME_PATH && !existsSync(CHROME_PATH)) {
    throw new Error(`CHROME_PATH names ${CHROME_PATH}, which does not exist.`);
  }
  const executablePath = CHROME_PATH || usualPlaces.find((path) => existsSync(path));
  return executablePath ? { executablePath } : installedBrowser();
}

function installedBrowser(): Browser {
  if (process.platform !== 'linux') throw new Error('No Chrome was found; set CHROME_PATH to its executable.');
  const folder = installOnce(['@sparticuz/chromium'], unpack);
  const executablePath = join(unpackedIn(folder), 'chromium');
  // The package brings the few shared libraries that small containers lack; a machine's own fit it better.
  const hasLibraries = !/not found/.test(spawnSync('ldd', [executablePath], { encoding: 'utf8' }).stdout);
  const libraries = join(unpackedIn(folder), 'al2023', 'lib');
  return hasLibraries ? { executablePath } : { executablePath, env: { ...process.env, LD_LIBRARY_PATH: libraries } };
}

/** The package unpacks into the temporary folder, and its libraries only when it believes to be in a Lambda function. */
function unpack(folder: string): void {
  const env = { ...process.env, TMPDIR: unpackedIn(folder), AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' };
  mkdirSync(unpackedIn(folder));
  const script = `await (await import('@sparticuz/chromium')).default.executablePath()`;
  run(process.execPath, ['--input-type=module', '--eval', script], folder, env);
}

function unpackedIn(folder: string): string {
  return join(folder, 'unpacked');
}

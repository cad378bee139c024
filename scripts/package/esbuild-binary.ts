import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '../vscode/install-once.js';
import type { Platform } from './targets.js';

const esbuild = JSON.parse(readFileSync('node_modules/esbuild/package.json', 'utf8'));

/** Puts the binary of esbuild for a platform beside the esbuild in a staged package. */
export function addBinary(platform: Platform, staged: string): void {
  const folder = join(staged, 'node_modules', '@esbuild', platform);
  const archive = join(dirname(staged), `esbuild-${platform}-${esbuild.version}.tgz`);
  mkdirSync(folder, { recursive: true });
  run(
    'npm',
    ['pack', `@esbuild/${platform}@${esbuild.version}`, '--loglevel=error', '--pack-destination', dirname(archive)],
    '.',
  );
  run('tar', ['-xzf', archive, '--strip-components=1', '-C', folder], '.');
  rmSync(archive);
  check(platform, folder);
}

/** esbuild's own manifest names version and hash of each binary. */
function check(platform: Platform, folder: string): void {
  const file = platform.startsWith('win32') ? 'esbuild.exe' : 'bin/esbuild';
  const hash = createHash('sha256')
    .update(readFileSync(join(folder, file)))
    .digest('hex');
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const expected = esbuild['esbuild.binaryHashes'][`@esbuild/${platform}/${file}`];
  if (version !== esbuild.version || hash !== expected) {
    throw new Error(`${folder} holds esbuild ${version} (${hash}) instead of ${esbuild.version} (${expected}).`);
  }
}

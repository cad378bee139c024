import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { addBinary } from './esbuild-binary.js';
import { stage } from './stage.js';
import { type Target, UNIVERSAL } from './targets.js';

const folder = resolve('.vsix');
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const staged = join(folder, 'staged');

/** Packages what is built in `dist/`, for each target, and returns the paths of the files. */
export async function packageFor(targets: readonly Target[]): Promise<readonly string[]> {
  stage(staged);
  const paths: string[] = [];
  for (const target of targets) {
    paths.push(await packageOne(target));
  }
  rmSync(staged, { recursive: true });
  return paths;
}

async function packageOne(target: Target): Promise<string> {
  const packagePath = join(folder, `coldlens-${target}-${version}.vsix`);
  const binaries = join(staged, 'node_modules', '@esbuild');
  rmSync(binaries, { recursive: true, force: true });
  if (target !== UNIVERSAL) {
    addBinary(target, staged);
  }
  await createVSIX({
    cwd: staged,
    packagePath,
    ...(target === UNIVERSAL ? {} : { target }),
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  return packagePath;
}

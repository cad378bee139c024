import { absolutePath, foldersUpwards } from '../../lib/paths.js';
import type { Host } from '../../model/host.js';

/** By the lock file that the package manager leaves. */
const COMMANDS: readonly (readonly [lockFile: string, command: string])[] = [
  ['package-lock.json', 'npm ci'],
  ['npm-shrinkwrap.json', 'npm ci'],
  ['pnpm-lock.yaml', 'pnpm install --frozen-lockfile'],
  ['yarn.lock', 'yarn install'],
  ['bun.lock', 'bun install --frozen-lockfile'],
  ['bun.lockb', 'bun install --frozen-lockfile'],
];

/** What installs the packages of a folder, by the nearest lock file around it. */
export function installCommand(folder: string, host: Pick<Host, 'isFile'>): string {
  const found = foldersUpwards(folder).flatMap((each) =>
    COMMANDS.filter(([lockFile]) => host.isFile(absolutePath(each, lockFile))),
  );
  return found[0]?.[1] ?? 'npm install';
}

import { execFileSync } from 'node:child_process';

/** Runs git in a folder, as somebody whose settings change nothing. */
export function git(folder: string, ...args: readonly string[]): string {
  const identity = ['user.email=dev@example.com', 'user.name=dev', 'core.autocrlf=false', 'protocol.file.allow=always'];
  const settings = identity.flatMap((setting) => ['-c', setting]);
  return execFileSync('git', [...settings, ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
}

/** Makes a repository of the folder, with all in it that nothing ignores. */
export function commitFolder(folder: string): void {
  git(folder, 'init', '--quiet');
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', 'before');
}

import { appendFileSync, chmodSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git } from './git.js';
import { type Files, withTempFolder } from './temp-folder.js';

export interface Trap {
  /** Holds the project, and nothing else. */
  readonly project: string;
  /** A command that leaves a marker of this name, and gives on what it is given. */
  command(name: string): string;
  /** Names of the commands that ran. */
  sprung(): readonly string[];
}

/** Runs something on a project beside a folder of markers, which whatever is started by mistake leaves. */
export async function withTrap(files: Files, use: (trap: Trap) => Promise<void>): Promise<void> {
  await withTempFolder({}, async (folder) => {
    const [project, marks, script] = ['project', 'marks', 'spring.sh'].map((name) => join(folder, name));
    mkdirSync(marks!);
    executable(script!, `touch '${marks}'/"$1"; cat`);
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(join(project!, name, '..'), { recursive: true });
      writeFileSync(join(project!, name), content);
    }
    const command = (name: string): string => `${script} ${name}`;
    await use({ project: project!, command, sprung: () => readdirSync(marks!).sort() });
  });
}

export function executable(path: string, line: string): void {
  writeFileSync(path, `#!/bin/sh\n${line}\n`);
  chmodSync(path, 0o755);
}

export function commitAll(folder: string): void {
  git(folder, 'init', '--quiet');
  git(folder, 'add', '--all', '--force');
  git(folder, 'commit', '--quiet', '--message', 'start');
}

/** As after a copy: git has to read the files again, through their filters. */
export function touchAll(folder: string, names: readonly string[]): void {
  for (const name of names) utimesSync(join(folder, name), 1, 1);
}

/** Everything in a config that git takes for a command, or that leads to one. */
const COMMANDS: readonly (readonly [section: string, key: string])[] = [
  ['core', 'fsmonitor'],
  ['core', 'sshCommand'],
  ['core', 'gitProxy'],
  ['core', 'askPass'],
  ['core', 'editor'],
  ['core', 'pager'],
  ['core', 'alternateRefsCommand'],
  ['sequence', 'editor'],
  ['credential', 'helper'],
  ['credential "https://example.com"', 'helper'],
  ['diff', 'external'],
  ['diff "any"', 'command'],
  ['diff "any"', 'textconv'],
  ['merge "any"', 'driver'],
  ['filter "any"', 'clean'],
  ['filter "any"', 'smudge'],
  ['filter "dotted.name"', 'clean'],
  ['filter "dotted.name"', 'smudge'],
  ['filter "long"', 'process'],
  ['gpg', 'program'],
  ['gpg "ssh"', 'program'],
  ['pager', 'status'],
  ['pager', 'config'],
  ['interactive', 'diffFilter'],
  ['trailer "any"', 'command'],
  ['uploadpack', 'packObjectsHook'],
  ['remote "origin"', 'uploadpack'],
  ['remote "origin"', 'receivepack'],
  ['remote "origin"', 'vcs'],
  ['hook "any"', 'command'],
  ['browser "any"', 'cmd'],
  ['difftool "any"', 'cmd'],
  ['mergetool "any"', 'cmd'],
  ['man "any"', 'cmd'],
  ['sendemail', 'smtpServer'],
];

const ALIASES = ['status', 'ls-files', 'rev-parse', 'config', 'read-tree', 'checkout-index', 'diff', 'diff-index'];

export function hostileConfig(trap: Trap): string {
  return [
    ...COMMANDS.map(([section, key]) => `[${section}]\n\t${key} = ${trap.command(nameOf(`${section}.${key}`))}`),
    ...ALIASES.map((alias) => `[alias]\n\t${alias} = !${trap.command(`alias.${alias}`)}`),
    `[submodule "sub"]\n\tupdate = !${trap.command('submodule.update')}`,
    '[filter "any"]\n\trequired = true\n[filter "long"]\n\trequired = true',
    '[hook "any"]\n\tevent = post-index-change\n\tevent = reference-transaction',
    '[log]\n\tshowSignature = true\n[status]\n\tsubmoduleSummary = true\n[submodule]\n\trecurse = true\n[gc]\n\tauto = 1\n',
  ].join('\n');
}

function nameOf(key: string): string {
  return key.replaceAll(/[^\w.-]/g, '_');
}

const HOOKS = [
  'applypatch-msg',
  'pre-applypatch',
  'post-applypatch',
  'pre-commit',
  'pre-merge-commit',
  'prepare-commit-msg',
  'commit-msg',
  'post-commit',
  'pre-rebase',
  'post-checkout',
  'post-merge',
  'pre-push',
  'pre-receive',
  'update',
  'proc-receive',
  'post-receive',
  'post-update',
  'reference-transaction',
  'push-to-checkout',
  'pre-auto-gc',
  'post-rewrite',
  'fsmonitor-watchman',
  'post-index-change',
];

export function addHooks(folder: string, trap: Trap): void {
  mkdirSync(folder, { recursive: true });
  for (const hook of HOOKS) executable(join(folder, hook), trap.command(`hook-${hook}`));
}

export function append(path: string, text: string): void {
  appendFileSync(path, `${text}\n`);
}

import { createTwoFilesPatch, OMIT_HEADERS } from 'diff';
import picocolors from 'picocolors';
import { inCodeLine, inPatch } from '../lib/foreign-text.js';
import type { FileChange } from '../model/result.js';

/**
 * A change as a patch that `git apply` and `patch -p1` take, in the folder that the path is relative to. It has no
 * `diff --git` line: with it git takes paths from the top of the repository, and skips all of them silently in a folder below.
 */
export function patchOf({ file, before, after }: FileChange): string {
  const body = createTwoFilesPatch('', '', before, after, undefined, undefined, { ...FILE_BODY, context: 3 });
  return [`--- ${nameIn(`a/${file}`)}`, `+++ ${nameIn(`b/${file}`)}`, withoutCommands(body)].join('\n');
}

/** A patch to be looked at, and applied by nobody. */
export function shownPatch(patch: string, useColors: boolean): string {
  const colors = picocolors.createColors(useColors);
  return patch
    .split('\n')
    .map((line, index) => (index < 2 ? colors.bold(line) : paint(inCodeLine(line), colors)))
    .join('\n');
}

/** Whether a patch can go as it is to where a terminal or a CI system may read along (see foreign-text.ts). It must keep code to the letter. */
export function isHarmless(patch: string): boolean {
  return patch.split('\n').every((line) => inCodeLine(line) === line.replace(/\r$/, ''));
}

const FILE_BODY = { headerOptions: OMIT_HEADERS };

/** A tab ends the name, as in GNU diff; without it, git takes a name only up to its first space. */
function nameIn(path: string): string {
  return `${inPatch(path)}${path.includes(' ') ? '\t' : ''}`;
}

/** A line of context that a CI system would obey at its beginning (see foreign-text.ts) is taken out and put back: then it begins with a sign. */
function withoutCommands(patch: string): string {
  return patch.replace(/^ ([^\S\n]*::[^\n]*\n)(\\[^\n]*\n)?/gm, (_, line, end = '') => `-${line}${end}+${line}${end}`);
}

function paint(line: string, colors: ReturnType<typeof picocolors.createColors>): string {
  if (line.startsWith('@@')) return colors.cyan(line);
  if (line.startsWith('+')) return colors.green(line);
  return line.startsWith('-') ? colors.red(line) : line;
}

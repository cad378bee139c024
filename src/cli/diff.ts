import { createTwoFilesPatch, OMIT_HEADERS } from 'diff';
import picocolors from 'picocolors';
import { inCodeLine, inPatch } from '../lib/foreign-text.js';
import type { FileChange } from '../model/result.js';

/**
 * The changes as one patch that `git apply` and `patch -p1` take, in the folder that the paths are relative to. It has no
 * `diff --git` lines: with them git takes paths from the top of the repository, and skips all of them silently in a folder below.
 */
export function unifiedDiff(changes: readonly FileChange[], useColors: boolean): string {
  const colors = picocolors.createColors(useColors);
  // What is coloured is to be looked at, and applied by nobody.
  const shown = useColors ? inCodeLine : (line: string) => line;
  const patches = changes.map(({ file, before, after }) => {
    const patch = createTwoFilesPatch('', '', before, after, undefined, undefined, { ...FILE_BODY, context: 3 });
    const body = withoutCommands(patch).split('\n');
    const header = [`--- ${nameIn(`a/${file}`)}`, `+++ ${nameIn(`b/${file}`)}`];
    return [...header.map(colors.bold), ...body.map((line) => paint(shown(line), colors))].join('\n');
  });
  return patches.join('');
}

const FILE_BODY = { headerOptions: OMIT_HEADERS };

/** A tab ends the name, as in GNU diff; without it, git takes a name only up to its first space. */
function nameIn(path: string): string {
  return `${inPatch(path)}${path.includes(' ') ? '\t' : ''}`;
}

/**
 * A line of context that a CI system would obey (see foreign-text.ts) is taken out and put back, since a patch must keep it as it is.
 * What is obeyed wherever it stands in a line of code stays: a patch has no other way to write it.
 */
function withoutCommands(patch: string): string {
  return patch.replace(/^ ([^\S\n]*::[^\n]*\n)(\\[^\n]*\n)?/gm, (_, line, end = '') => `-${line}${end}+${line}${end}`);
}

function paint(line: string, colors: ReturnType<typeof picocolors.createColors>): string {
  if (line.startsWith('@@')) return colors.cyan(line);
  if (line.startsWith('+')) return colors.green(line);
  return line.startsWith('-') ? colors.red(line) : line;
}

import { createTwoFilesPatch } from 'diff';
import picocolors from 'picocolors';
import { inLine } from '../lib/foreign-text.js';
import type { FileChange } from '../model/result.js';

/**
 * The changes as one patch that `git apply` and `patch -p1` take, in the folder that the paths are relative to. It has no
 * `diff --git` lines: with them git takes paths from the top of the repository, and skips all of them silently in a folder below.
 */
export function unifiedDiff(changes: readonly FileChange[], useColors: boolean): string {
  const colors = picocolors.createColors(useColors);
  // What is coloured is to be looked at, and applied by nobody.
  const shown = useColors ? inLine : (line: string) => line;
  const patches = changes.map(({ file, before, after }) => {
    // A tab ends the name, as in GNU diff; without it, git takes a name only up to its first space.
    const end = file.includes(' ') ? '\t' : '';
    // It writes odd names as git does: "a/x\n".
    const patch = createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, { context: 3 });
    const lines = withoutCommands(patch).replace(/^=+\n/, '').split('\n');
    return lines.map((line, index) => paint(index < 2 ? line + end : shown(line), index < 2, colors)).join('\n');
  });
  return patches.join('');
}

/** A line of context that a CI system would obey (see foreign-text.ts) is taken out and put back; a patch must keep it as it is. */
function withoutCommands(patch: string): string {
  return patch.replace(/^ ([^\S\n]*::[^\n]*\n)(\\[^\n]*\n)?/gm, (_, line, end = '') => `-${line}${end}+${line}${end}`);
}

function paint(line: string, isHeader: boolean, colors: ReturnType<typeof picocolors.createColors>): string {
  if (isHeader) return colors.bold(line);
  if (line.startsWith('@@')) return colors.cyan(line);
  if (line.startsWith('+')) return colors.green(line);
  return line.startsWith('-') ? colors.red(line) : line;
}

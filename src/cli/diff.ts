import { createTwoFilesPatch } from 'diff';
import picocolors from 'picocolors';
import type { FileChange } from '../model/result.js';

/** The changes as one patch that `git apply` takes. */
export function unifiedDiff(changes: readonly FileChange[], useColors: boolean): string {
  const colors = picocolors.createColors(useColors);
  const patches = changes.map(({ file, before, after }) => {
    const patch = createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, { context: 3 });
    const lines = patch.replace(/^=+\n/, '').split('\n');
    return [`diff --git a/${file} b/${file}`, ...lines].map((line) => paint(line, colors)).join('\n');
  });
  return patches.join('');
}

function paint(line: string, colors: ReturnType<typeof picocolors.createColors>): string {
  if (/^(diff|---|\+\+\+)/.test(line)) return colors.bold(line);
  if (line.startsWith('@@')) return colors.cyan(line);
  if (line.startsWith('+')) return colors.green(line);
  return line.startsWith('-') ? colors.red(line) : line;
}

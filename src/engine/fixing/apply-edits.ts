import type { Edit } from '../../model/finding.js';

/**
 * The text with the edits in it. Edits must not overlap; two insertions at one place keep their order.
 *
 * @throws RangeError when two edits overlap or one lies outside of the text.
 */
export function applyEdits(text: string, edits: readonly Omit<Edit, 'file'>[]): string {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let at = 0;
  for (const { start, end, text: replacement } of sorted) {
    if (start < at || end < start || end > text.length)
      throw new RangeError(`Edit ${start}–${end} does not fit behind ${at}`);
    result += text.slice(at, start) + replacement;
    at = end;
  }
  return result + text.slice(at);
}

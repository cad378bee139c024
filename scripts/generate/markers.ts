/**
 * Puts content between `<!-- begin:NAME -->` and `<!-- end:NAME -->`.
 *
 * @throws when the text lacks the markers: silently generating nothing would look like being up to date.
 */
export function fillBetweenMarkers(text: string, name: string, content: string, path: string): string {
  const begin = `<!-- begin:${name} -->`;
  const end = `<!-- end:${name} -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) {
    throw new Error(`${path} lacks the markers ${begin} and ${end}.`);
  }
  return `${text.slice(0, from + begin.length)}\n${content}\n${text.slice(to)}`;
}

/** Rows as a Markdown table; cells may hold any text on one line. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

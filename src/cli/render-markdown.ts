import picocolors from 'picocolors';

/**
 * Markdown for a terminal: headings bold, code indented, links reduced to their text. Knows what our own pages use, no more.
 */
export function renderMarkdown(text: string, useColors: boolean): string {
  const colors = picocolors.createColors(useColors);
  let isCode = false;
  const lines: string[] = [];
  for (const line of text
    .replaceAll('\r\n', '\n')
    .replace(/<!--[\s\S]*?-->\n?/g, '')
    .split('\n')) {
    if (line.startsWith('```')) {
      isCode = !isCode;
    } else if (isCode) {
      lines.push(`    ${colors.cyan(line)}`.trimEnd());
    } else if (!/^\|[\s:|-]+\|$/.test(line)) {
      lines.push(renderLine(line, colors));
    }
  }
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

function renderLine(line: string, colors: ReturnType<typeof picocolors.createColors>): string {
  const heading = /^#+ (.*)$/.exec(line);
  return heading ? colors.bold(inline(heading[1]!, (code) => code)) : inline(line, colors.cyan);
}

/** Stands in the place of code, in which asterisks are none of the markup. No page has it. */
const CODE = '\uE000';

function inline(line: string, paintCode: (code: string) => string): string {
  const codes: string[] = [];
  return line
    .replace(/`([^`]+)`/g, (_, code: string) => {
      codes.push(code);
      return CODE;
    })
    .replace(/\[([^\]]+)\]\([^)]+\)/g, '$1')
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .replace(/\*(?!\s)([^*]+)(?<!\s)\*/g, '$1')
    .replaceAll(CODE, () => paintCode(codes.shift()!));
}

import { parseSource } from '../../ast/parse.js';
import { isCodeFile } from '../../lib/code-file.js';
import { findDirectives } from './directives.js';

export interface SuppressionTarget {
  readonly ruleId: string;
  readonly scope: 'line' | 'file';
  /** 1-based. */
  readonly line: number;
  /** May be empty. */
  readonly reason: string;
}

/** Text to insert before a line, 1-based. */
export interface LineInsertion {
  readonly line: number;
  readonly text: string;
}

/**
 * The comment that keeps a rule silent about a line or a file; nothing where a comment cannot stand, as inside of a template string.
 */
export function suppressingComment(path: string, text: string, target: SuppressionTarget): LineInsertion | undefined {
  const { ruleId, scope, line, reason } = target;
  const isCode = isCodeFile(path);
  if (!isCode && !allowsComments(path, text)) return undefined;
  const words = reason.replaceAll('*/', '* /').replace(/\s+/g, ' ').trim();
  const argument = words ? `${ruleId} -- ${words}` : ruleId;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(/(?<=\n)/);
  const isScript = text.startsWith('#!');
  const [ofFile, ofLine] = isCode
    ? [`/* coldlens-disable-file ${argument} */`, `// coldlens-disable-next-line ${argument}`]
    : [`# coldlens-disable-file ${argument}`, `# coldlens-disable-next-line ${argument}`];
  const insertion =
    scope === 'file'
      ? { line: isScript ? 2 : 1, text: `${ofFile}${newline}` }
      : { line, text: `${indentOf(lines[line - 1])}${ofLine}${newline}` };
  return !isCode || isComment(path, lines, insertion) ? insertion : undefined;
}

/** YAML and Terraform do; JSON does not, whatever its name is. */
function allowsComments(path: string, text: string): boolean {
  return /\.(ya?ml|tf|toml)$/.test(path) || (path.endsWith('.template') && !/^\s*\{/.test(text));
}

function indentOf(line = ''): string {
  return line.replace(/[^ \t].*$/s, '');
}

function isComment(path: string, lines: readonly string[], insertion: LineInsertion): boolean {
  const before = lines.slice(0, insertion.line - 1).join('');
  const after = lines.slice(insertion.line - 1).join('');
  const end = before.length + insertion.text.length;
  const directives = findDirectives(parseSource(path, before + insertion.text + after));
  return directives.some((directive) => directive.start >= before.length && directive.end <= end);
}

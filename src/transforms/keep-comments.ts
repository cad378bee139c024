/** The codemod's text with the comments at imports where they were, which its printer moves or tears off. */
export function keepComments(before: string, after: string): string {
  return withDirectivesAbove(before, withoutOrphans(before, after));
}

/** `const AWS = require('aws-sdk'); // eslint-disable-line` */
const IMPORT_OF_V2 = /['"]aws-sdk['"].*?[ \t](\/\/.*|\/\*[^*]*\*\/)\s*$/;
const IMPORT_OF_V3 = /['"]@aws-sdk\/[\w-]+['"]\)?;?\s*$/;

/** About the line that it stands in. */
const FOR_LINE = /disable-line|NOSONAR|nosemgrep/;
const DIRECTIVE =
  /disable-|@ts-(ignore|expect-error)|(prettier|biome|lint)-ignore|ignore (next|if|else)|NOSONAR|nosemgrep/;

/**
 * The codemod leaves a comment behind the import that is gone on a line of its own, where an instruction to a tool would be about
 * another line. It goes behind the new imports; an explanation stays above them.
 */
function withoutOrphans(before: string, after: string): string {
  const comments = before.split('\n').flatMap((line) => IMPORT_OF_V2.exec(line)?.[1]?.trim() ?? []);
  const known = new Set(before.split('\n'));
  const orphans = new Set<string>();
  const lines = after.split('\n').flatMap((line) => {
    const text = line.trim();
    if (!comments.includes(text) || known.has(line)) return [line];
    orphans.add(text);
    return DIRECTIVE.test(text) ? [] : [text];
  });
  const isNew = (line: string): boolean => IMPORT_OF_V3.test(line) && !known.has(line);
  const last = lines.findLastIndex(isNew);
  return lines
    .map((line, index) => {
      const behind = comments.filter(
        (each) => DIRECTIVE.test(each) && isNew(line) && (FOR_LINE.test(each) || (index === last && orphans.has(each))),
      );
      return [line.trimEnd() === line || behind.length === 0 ? line : line.trimEnd(), ...new Set(behind)].join(' ');
    })
    .join('\n');
}

/** An instruction about the next line has it next to it again, and stands above each import that came for the one below it. */
function withDirectivesAbove(before: string, after: string): string {
  const old = before.split('\n');
  const isAttached = (line: string): boolean => isForNextLine(line) && old[old.indexOf(line) + 1]?.trim() !== '';
  const aboveImport = old.find((line, at) => isForNextLine(line) && /['"]aws-sdk['"]/.test(old[at + 1] ?? ''));
  const known = new Set(old);
  const result: string[] = [];
  for (const line of after.split('\n')) {
    const last = result.at(-1);
    if (line.trim() === '' && last !== undefined && isAttached(last)) continue;
    const isNew = IMPORT_OF_V3.test(line) && !known.has(line) && /^\s*(const|let|var|import)\b/.test(line);
    if (isNew && aboveImport !== undefined && last !== aboveImport) result.push(aboveImport);
    result.push(line);
  }
  return result.join('\n');
}

function isForNextLine(line: string): boolean {
  return /^\s*(\/\/|\/\*)/.test(line) && DIRECTIVE.test(line) && !FOR_LINE.test(line);
}

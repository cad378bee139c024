import { groupedText } from '../lib/grouped-text.js';
import type { FixOutcome } from '../model/result.js';
import { count } from '../words/counts.js';

export interface FixReport {
  /** Why a file was not written, by file. */
  readonly failures: ReadonlyMap<string, string>;
}

/** What was fixed and what was not, what a person still has to do, and what remains; lines on stderr, beside the report. */
export function fixSummary(
  { applied, changes, result }: FixOutcome,
  { failures }: FixReport,
  isDryRun: boolean,
): readonly string[] {
  const written = applied.filter(({ fix }) => fix.edits.every(({ file }) => !failures.has(file)));
  const files = changes.filter(({ file }) => !failures.has(file));
  const suggestions = written.filter(({ fix }) => fix.kind === 'suggestion').length;
  const kinds =
    suggestions > 0 ? ` (${groupedText(written.length - suggestions)} safe, ${count(suggestions, 'suggestion')})` : '';
  const verb = isDryRun ? 'Would fix' : 'Fixed';
  const head =
    applied.length === 0
      ? 'Nothing to fix.'
      : `${verb} ${count(written.length, 'finding')} in ${count(files.length, 'file')}${kinds}.`;
  const notes = written.flatMap(({ finding, notes }) => notes.map((note) => `  ${finding.file}: ${note}`));
  return [
    `${head}${failures.size > 0 ? ` ${notWritten(failures.size, isDryRun)}` : ''}${remaining(result)}`,
    ...(notes.length > 0 ? ['Left to do by hand:', ...new Set(notes)] : []),
    ...[...failures.values()].map((failure) => `coldlens: ${failure}`),
  ];
}

function notWritten(files: number, isDryRun: boolean): string {
  return isDryRun
    ? `${count(files, 'file')} could not be written.`
    : `${count(files, 'file')} ${files === 1 ? 'was' : 'were'} not written.`;
}

/** ` 3 findings remain, 2 of them with a suggestion: --fix-suggestions client-in-handler.` */
function remaining({ findings }: FixOutcome['result']): string {
  const open = findings.filter(({ suppressed }) => !suppressed);
  if (open.length === 0) return '';
  const suggested = open.filter(({ fixes }) => fixes.some(({ kind }) => kind === 'suggestion'));
  const rules = [...new Set(suggested.map(({ ruleId }) => ruleId))].join(',');
  const remain = ` ${count(open.length, 'finding')} ${open.length === 1 ? 'remains' : 'remain'}`;
  return suggested.length > 0
    ? `${remain}, ${suggested.length} with a suggestion: --fix-suggestions ${rules}.`
    : `${remain}.`;
}

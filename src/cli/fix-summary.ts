import type { FixOutcome } from '../model/result.js';
import { count } from '../report/words.js';

/** What was fixed, what a person still has to do, and what remains; on stderr, beside the report. */
export function fixSummary(
  { applied, changes, result }: FixOutcome,
  failures: readonly string[],
  isDryRun: boolean,
): string {
  const suggestions = applied.filter(({ fix }) => fix.kind === 'suggestion').length;
  const kinds = suggestions > 0 ? ` (${applied.length - suggestions} safe, ${count(suggestions, 'suggestion')})` : '';
  const verb = isDryRun ? 'Would fix' : 'Fixed';
  const head =
    applied.length > 0
      ? `${verb} ${count(applied.length, 'finding')} in ${count(changes.length, 'file')}${kinds}.`
      : 'Nothing to fix.';
  const notes = applied.flatMap(({ finding, notes }) => notes.map((note) => `  ${finding.file}: ${note}`));
  const lines = [
    `${head}${remaining(result)}`,
    ...(notes.length > 0 ? ['Left to do by hand:', ...new Set(notes)] : []),
    ...failures.map((failure) => `coldlens: ${failure}`),
  ];
  return `${lines.join('\n')}\n`;
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

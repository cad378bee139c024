import type { Finding } from '../../model/finding.js';

/** File, line, column, rule: the order of every report. */
export function byPlace(a: Finding, b: Finding): number {
  return (
    (a.file < b.file ? -1 : Number(a.file > b.file)) ||
    a.line - b.line ||
    a.column - b.column ||
    (a.ruleId < b.ruleId ? -1 : Number(a.ruleId > b.ruleId))
  );
}

/** Sentences, which may be worded anew, and what no two runs have in common. */
const LEFT_OUT = new Set([
  ...['message', 'title', 'source', 'reason', 'note', 'assumptions', 'fingerprint'],
  ...['durationMs', 'version', 'schemaVersion'],
]);

/** The leaves of a report, each under its path. A member of a list goes by what it is, so that one that is added shifts no other. */
export function facts(report: unknown): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>();
  collect(report, '', leaves);
  return leaves;
}

function collect(value: unknown, path: string, leaves: Map<string, string>): void {
  if (Array.isArray(value)) collectList(value, path, leaves);
  else if (isObject(value)) collectObject(value, path, leaves);
  else leaves.set(path, JSON.stringify(value));
}

function collectObject(value: Readonly<Record<string, unknown>>, path: string, leaves: Map<string, string>): void {
  for (const [key, inner] of Object.entries(value)) {
    if (!LEFT_OUT.has(key)) collect(inner, `${path}.${key}`, leaves);
  }
}

function collectList(list: readonly unknown[], path: string, leaves: Map<string, string>): void {
  const seen = new Map<string, number>();
  leaves.set(`${path}[]`, 'a list');
  for (const member of list) {
    const name = nameOf(member);
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    const key = `${path}[${name}${nth > 1 ? ` #${nth}` : ''}]`;
    // Also a member without any leaf counts.
    leaves.set(key, `in ${path}[]`);
    if (typeof member === 'object') collect(member, key, leaves);
  }
}

function nameOf(member: unknown): string {
  if (!isObject(member)) return JSON.stringify(member);
  const { id, functionId, ruleId, kind, name, file, line } = member;
  // Ids come last: a list whose members get some goes on as it was.
  const words = [functionId ?? ruleId ?? kind ?? id, name, file, line];
  return words.filter((word) => word !== undefined).join(' ');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { type Diagnostic, languages, type Uri } from 'vscode';
import { eventually } from './eventually.js';

export function findingsIn(uri: Uri): readonly Diagnostic[] {
  return languages.getDiagnostics(uri).filter(({ source }) => source === 'coldlens');
}

/** The files that have findings now. */
export function filesWithFindings(): readonly string[] {
  const files = languages.getDiagnostics().filter(([uri]) => findingsIn(uri).length > 0);
  return files.map(([{ path }]) => path.slice(path.lastIndexOf('/') + 1)).toSorted();
}

export function ruleOf({ code }: Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** Waits until a file has findings of exactly these rules. */
export function untilFindings(uri: Uri, rules: readonly string[]): Promise<readonly Diagnostic[]> {
  const present = () => findingsIn(uri).map(ruleOf).toSorted().join(', ');
  const wanted = rules.toSorted().join(', ');
  return eventually(
    () => `findings "${wanted}" in ${uri.path}, but "${present()}"`,
    () => (present() === wanted ? findingsIn(uri) : undefined),
  );
}

/** Where a finding stands and what it says, in the order of the file. */
export function textsOf(findings: readonly Diagnostic[], text: (finding: Diagnostic) => string): readonly string[] {
  return findings.toSorted((a, b) => a.range.start.compareTo(b.range.start)).map(text);
}

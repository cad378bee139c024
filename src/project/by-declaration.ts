interface Identified {
  readonly name?: string;
  readonly declaredIn: { readonly file: string; readonly line: number };
}

/** By file, then line, then name; the same on every machine. */
export function byDeclaration(left: Identified, right: Identified): number {
  return (
    compareText(left.declaredIn.file, right.declaredIn.file) ||
    left.declaredIn.line - right.declaredIn.line ||
    compareText(left.name ?? '', right.name ?? '')
  );
}

export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

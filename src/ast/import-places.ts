import { ts } from 'ts-morph';

/** A module specifier in a text, with the offsets of its quotes. */
export interface ImportPlace {
  readonly specifier: string;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** Imports, re-exports, `require` and `import()` of a text, found without making a tree of it. */
export function importPlaces(text: string): readonly ImportPlace[] {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  // The compiler counts the name's length from the opening quote on.
  return importedFiles.map(({ fileName, pos, end }) => ({ specifier: fileName, start: pos, end: end + 2 }));
}

/** Where the statement of an import begins that brings something in when the code runs; `undefined` for imports of types. */
export function statementStart(text: string, { start }: ImportPlace): number | undefined {
  const head = /(?:^|[;\n])[ \t]*((?:import|export)\b[^;'"`]*)$/.exec(text.slice(0, start))?.[1];
  // `require` and `import()` stand somewhere in an expression.
  if (head === undefined || /^import\s*\(/.test(head)) return start;
  return isOfTypes(head) ? undefined : start - head.length;
}

/** `import type x from`, but not `import type from`; and what names types only. */
function isOfTypes(statement: string): boolean {
  if (/^(import|export)\s+type\s+(?!from\b|,)/.test(statement)) return true;
  const [, names] = /^(?:import|export)\s*\{([^}]*)\}\s*from/.exec(statement) ?? [];
  const each =
    names
      ?.split(',')
      .map((name) => name.trim())
      .filter(Boolean) ?? [];
  return each.length > 0 && each.every((name) => /^type\s/.test(name));
}

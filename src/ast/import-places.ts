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

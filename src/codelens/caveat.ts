import { groupedText } from '../lib/grouped-text.js';

/** What every figure about a built function is to be read with. */
export interface FigureCaveat {
  /** Whether the figures are of before the last edits: those could not be built, or have not been yet. */
  readonly isOutdated: boolean;
  /** Packages that are not installed and therefore not counted. */
  readonly missing: readonly string[];
}

/** ` (without 1 package that is not installed, before the last edits)`, or nothing. */
export function caveat(caveats: readonly FigureCaveat[]): string {
  const missing = new Set(caveats.flatMap((each) => each.missing));
  const words = [
    missing.size > 0 &&
      `without ${missing.size === 1 ? '1 package that is' : `${groupedText(missing.size)} packages that are`} not installed`,
    caveats.some(({ isOutdated }) => isOutdated) && 'before the last edits',
  ].filter(Boolean);
  return words.length > 0 ? ` (${words.join(', ')})` : '';
}

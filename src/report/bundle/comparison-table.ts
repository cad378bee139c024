import type { Colors } from 'picocolors/types.js';
import type { BundleComparison } from '../../model/bundle-comparison.js';
import { causeTexts, unchangedText, zippedChangeText } from './comparison.js';

const SHOWN_CAUSES = 5;

/** For people at a terminal: a block for each function whose size changed. */
export function comparisonBlocks(comparison: BundleComparison, { bold }: Pick<Colors, 'bold'>): readonly string[] {
  const blocks = comparison.changed.map((change) =>
    [
      `${bold(change.name)}  ${zippedChangeText(change)} zipped`,
      ...causeTexts(change, SHOWN_CAUSES).map((text) => `  ${text}`),
    ].join('\n'),
  );
  const unknown = comparison.incomparable.map(({ name, reason }) => `${bold(name)}  cannot be compared\n  ${reason}`);
  return [...blocks, ...unknown, unchangedText(comparison)].filter(Boolean);
}

import { weighedBytes } from '../../derived/weighed-bytes.js';
import { inComment } from '../../lib/foreign-text.js';
import type { FunctionBundle } from '../../model/bundle.js';
import type { FunctionComparison, IncomparableFunction } from '../../model/bundle-comparison.js';
import { bundleVariantText, savingVariants } from '../../words/bundle-variants.js';
import { count } from '../../words/counts.js';
import { active } from '../../words/findings.js';
import { bytesAtLeast, partBytesText, sizesLacking } from '../../words/missing-packages.js';
import { bytesText, shareText } from '../../words/sizes.js';
import { cappedList, cappedTable, closingLists } from '../markdown-blocks.js';
import { causeTexts, unchangedText, zippedChangeText } from './comparison.js';
import type { BundleOutcome } from './context.js';

/** A table for a pull request: a row a function, with what weighs most in it or, of a comparison, with what changed. */
export function formatBundleMarkdown({ functions, findings, problems, comparison }: BundleOutcome): string {
  const told = active(findings);
  const title = comparison
    ? `bundles against ${comparison.base}`
    : `${count(functions.length, 'bundle')}${sizesLacking(functions)}`;
  const blocks = [
    `### Coldlens: ${inComment(title)}`,
    comparison
      ? cappedTable(COMPARED, [...comparison.changed.map(changeRow), ...comparison.incomparable.map(unknownRow)])
      : cappedTable(WEIGHED, functions.map(row)),
    comparison ? inComment(unchangedText(comparison)) : '',
    cappedList('What if, built', functions.flatMap(variantLines)),
    ...closingLists(told, problems),
  ];
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
}

function variantLines(bundle: FunctionBundle): readonly string[] {
  return savingVariants(bundle).map((variant) => `${bundle.name}: ${bundleVariantText(variant, bundle)}`);
}

const WEIGHED = ['| Function | Zipped | Unzipped | Heaviest packages |', '| --- | ---: | ---: | --- |'];
const COMPARED = ['| Function | Zipped | Because of |', '| --- | ---: | --- |'];

function changeRow(change: FunctionComparison): string {
  const cells = [change.name, zippedChangeText(change), causeTexts(change, 3).join('; ')];
  return `| ${cells.map(inComment).join(' | ')} |`;
}

function unknownRow({ name, reason }: IncomparableFunction): string {
  return `| ${[name, 'cannot be compared', reason].map(inComment).join(' | ')} |`;
}

function row(bundle: FunctionBundle): string {
  const { name, zippedBytes, unzippedBytes, unreachedBytes, layerBytes, packages } = bundle;
  const heaviest = packages.slice(0, 3).map((share) => `${share.name} ${shareText(share.bytes, weighedBytes(bundle))}`);
  const further = [
    ...(unreachedBytes > 0 ? [`${partBytesText(unreachedBytes, bundle)} not reached by any import`] : []),
    ...(layerBytes > 0 ? [`${bytesText(layerBytes)} more in layers`] : []),
  ];
  const unzipped = [bytesAtLeast(unzippedBytes, bundle), ...further].join(', ');
  const cells = [name, bytesAtLeast(zippedBytes, bundle), unzipped, heaviest.join(', ')];
  return `| ${cells.map(inComment).join(' | ')} |`;
}

import type { FunctionBundle } from '../../model/bundle.js';
import type { FunctionComparison, IncomparableFunction } from '../../model/bundle-comparison.js';
import { bytesText, shareText, weighedBytes } from '../../model/units.js';
import { active, placeText, totals } from '../finding-text.js';
import { escapeCell } from '../markdown.js';
import { count } from '../words.js';
import { causeTexts, unchangedText, zippedChangeText } from './comparison.js';
import type { BundleOutcome } from './context.js';
import { savingVariants, variantText } from './variant.js';

/** A comment on GitHub holds 65,536 characters; this many rows stay well below. */
const MAX_ROWS = 100;

/** A table for a pull request: a row a function, with what weighs most in it or, of a comparison, with what changed. */
export function formatBundleMarkdown({ functions, findings, problems, comparison }: BundleOutcome): string {
  const told = active(findings);
  const title = comparison ? `bundles against ${comparison.base}` : count(functions.length, 'bundle');
  const blocks = [
    `### Coldlens: ${escapeCell(title)}`,
    comparison
      ? table(COMPARED, [...comparison.changed.map(changeRow), ...comparison.incomparable.map(unknownRow)])
      : table(WEIGHED, functions.map(row)),
    comparison ? escapeCell(unchangedText(comparison)) : '',
    list('What if, built', functions.flatMap(variantLines)),
    list(
      told.length > 0 ? totals(told) : '',
      told.map((finding) => `${placeText(finding)} ${finding.message}`),
    ),
    list(
      count(problems.length, 'problem'),
      problems.map((problem) => `${placeText(problem)} ${problem.message}`.trim()),
    ),
  ];
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
}

function variantLines(bundle: FunctionBundle): readonly string[] {
  return savingVariants(bundle).map((variant) => `${bundle.name}: ${variantText(variant, bundle)}`);
}

const WEIGHED = ['| Function | Zipped | Unzipped | Heaviest packages |', '| --- | ---: | ---: | --- |'];
const COMPARED = ['| Function | Zipped | Because of |', '| --- | ---: | --- |'];

function table(head: readonly string[], rows: readonly string[]): string {
  if (rows.length === 0) return '';
  const more = rows.length > MAX_ROWS ? [`\nand ${rows.length - MAX_ROWS} more.`] : [];
  return [...head, ...rows.slice(0, MAX_ROWS), ...more].join('\n');
}

function list(title: string, texts: readonly string[]): string {
  const lines = texts.slice(0, MAX_ROWS).map((text) => `- ${escapeCell(text)}`);
  return lines.length > 0 ? [`**${title}**`, '', ...lines].join('\n') : '';
}

function changeRow(change: FunctionComparison): string {
  const cells = [change.name, zippedChangeText(change), causeTexts(change, 3).join('; ')];
  return `| ${cells.map(escapeCell).join(' | ')} |`;
}

function unknownRow({ name, reason }: IncomparableFunction): string {
  return `| ${[name, 'cannot be compared', reason].map(escapeCell).join(' | ')} |`;
}

function row(bundle: FunctionBundle): string {
  const { name, zippedBytes, unzippedBytes, unreachedBytes, layerBytes, packages } = bundle;
  const heaviest = packages.slice(0, 3).map((share) => `${share.name} ${shareText(share.bytes, weighedBytes(bundle))}`);
  const further = [
    ...(unreachedBytes > 0 ? [`${bytesText(unreachedBytes)} reached by no import`] : []),
    ...(layerBytes > 0 ? [`${bytesText(layerBytes)} more in layers`] : []),
  ];
  const unzipped = [bytesText(unzippedBytes), ...further].join(', ');
  const cells = [name, bytesText(zippedBytes), unzipped, heaviest.join(', ')];
  return `| ${cells.map(escapeCell).join(' | ')} |`;
}

import type { BundleReport, FunctionBundle } from '../../model/bundle.js';
import { placeText } from '../finding-text.js';
import { escapeCell } from '../markdown.js';
import { count } from '../words.js';
import { bytesText, shareText, weighedBytes } from './units.js';

/** A comment on GitHub holds 65,536 characters; this many rows stay well below. */
const MAX_ROWS = 100;

/** A table for a pull request: a row a function, with what weighs most in it. */
export function formatBundleMarkdown({ functions, problems }: BundleReport): string {
  const rows = functions.slice(0, MAX_ROWS).map(row);
  const more = functions.length > MAX_ROWS ? [`\nand ${functions.length - MAX_ROWS} more.`] : [];
  const head = ['| Function | Zipped | Unzipped | Heaviest packages |', '| --- | ---: | ---: | --- |'];
  const lines = problems
    .slice(0, MAX_ROWS)
    .map((problem) => `- ${escapeCell(`${placeText(problem)} ${problem.message}`.trim())}`);
  const blocks = [
    `### Coldlens: ${count(functions.length, 'bundle')}`,
    ...(rows.length > 0 ? [[...head, ...rows, ...more].join('\n')] : []),
    ...(lines.length > 0 ? [[`**${count(problems.length, 'problem')}**`, '', ...lines].join('\n')] : []),
  ];
  return `${blocks.join('\n\n')}\n`;
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

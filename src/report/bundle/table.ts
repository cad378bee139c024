import picocolors from 'picocolors';
import { type FunctionBundle, LIMITS, type PackageShare } from '../../model/bundle.js';
import { bytesText, shareText } from '../../model/units.js';
import { findingBlocks } from '../finding-blocks.js';
import { active, placeText, totals } from '../finding-text.js';
import { count } from '../words.js';
import { comparisonBlocks } from './comparison-table.js';
import type { BundleOutcome } from './context.js';

/** Smaller packages are summed up in one line. */
const SHOWN_PACKAGES = 8;

type Colors = ReturnType<typeof picocolors.createColors>;

/** For people: a block a function, the heaviest first in it, then what the rules say, then what could not be measured. */
export function formatBundleTable(outcome: BundleOutcome, useColors: boolean): string {
  const { functions, problems, comparison } = outcome;
  const colors = picocolors.createColors(useColors);
  const lines = problems.map((problem) => `  ${placeText(problem)}  ${problem.message}`.trimEnd());
  const findings = active(outcome.findings);
  const names = { functions: functions.map(({ functionId, name }) => ({ id: functionId, name })) };
  const built = functions.length > 0 ? `${count(functions.length, 'function')} built` : 'No function was built';
  const blocks = [
    ...(comparison ? comparisonBlocks(comparison, colors) : functions.map((each) => functionBlock(each, colors))),
    ...findingBlocks(findings, names, colors),
    ...(lines.length > 0 ? [[colors.bold(count(lines.length, 'problem')), ...lines].join('\n')] : []),
    findings.length > 0 ? `${built}, ${totals(findings)}` : built,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function functionBlock(bundle: FunctionBundle, { bold, dim }: Colors): string {
  const { name, declaredIn, zippedBytes, unzippedBytes, sourceMapBytes, packages, own, assumptions } = bundle;
  const { bundlerBytes } = bundle;
  const map = sourceMapBytes > 0 ? `, ${bytesText(sourceMapBytes)} of it source map` : '';
  const limits = `${shareText(zippedBytes, LIMITS.zippedBytes)} of 50 MB, ${shareText(unzippedBytes, LIMITS.unzippedBytes)} of 250 MB`;
  const rest = packages.slice(SHOWN_PACKAGES);
  const rows = [
    ...packages.slice(0, SHOWN_PACKAGES).map((share) => packageRow(share, bundle)),
    ...(rest.length > 0 ? [restRow(rest, bundle)] : []),
    row(
      own.reduce((sum, { bytes }) => sum + bytes, 0),
      bundle,
      `own code, ${count(own.length, 'module')}`,
    ),
    ...(bundlerBytes > 0 ? [row(bundlerBytes, bundle, 'added by the bundler')] : []),
  ];
  return [
    `${bold(name)}  ${bytesText(zippedBytes)} zipped, ${bytesText(unzippedBytes)} unzipped${map}  ${dim(`${limits}  ${placeText(declaredIn)}`)}`,
    ...rows,
    ...assumptions.map((assumption) => dim(`  ${assumption}`)),
  ].join('\n');
}

const FORMATS = { esm: '', unknown: '', cjs: 'CommonJS', mixed: 'CommonJS and ESM' } as const;

function packageRow(share: PackageShare, bundle: FunctionBundle): string {
  const { name, bytes, onlyThroughBytes, format, chain } = share;
  const versions = share.copies.map(({ version }) => version).filter(Boolean);
  const copies = share.copies.length > 1 ? ` (${share.copies.length} copies)` : '';
  const brought = onlyThroughBytes > bytes ? `, ${bytesText(onlyThroughBytes)} with what only it brings in` : '';
  const kind = FORMATS[format] === '' ? '' : `, ${FORMATS[format]}`;
  const from = chain.at(-2);
  const label = `${name} ${versions.join(', ')}${copies}${kind}${brought}${from ? `  ← ${from}` : ''}`;
  return row(bytes, bundle, label);
}

function restRow(rest: readonly PackageShare[], bundle: FunctionBundle): string {
  return row(
    rest.reduce((sum, { bytes }) => sum + bytes, 0),
    bundle,
    `${count(rest.length, 'smaller package')}`,
  );
}

function row(bytes: number, { unzippedBytes, sourceMapBytes }: FunctionBundle, label: string): string {
  const share = shareText(bytes, unzippedBytes - sourceMapBytes);
  return `  ${share.padStart(6)}  ${bytesText(bytes).padStart(8)}  ${label}`;
}

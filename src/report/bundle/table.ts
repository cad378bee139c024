import picocolors from 'picocolors';
import type { Colors } from 'picocolors/types.js';
import { weighedBytes } from '../../derived/weighed-bytes.js';
import { inLines } from '../../lib/foreign-text.js';
import { type FunctionBundle, LIMITS, type OwnFile, type PackageShare } from '../../model/bundle.js';
import { bundleVariantText, savingVariants } from '../../words/bundle-variants.js';
import { count, listNames } from '../../words/counts.js';
import { active, totals } from '../../words/findings.js';
import {
  bytesAtLeast,
  missingSentences,
  partBytesText,
  shareAtLeast,
  sizesLacking,
} from '../../words/missing-packages.js';
import { placeText } from '../../words/places.js';
import { bytesText, shareText } from '../../words/sizes.js';
import { findingBlocks } from '../finding-blocks.js';
import { problemLine } from '../problem-line.js';
import { comparisonBlocks } from './comparison-table.js';
import type { BundleOutcome } from './context.js';
import { withoutContents } from './json.js';

/** Smaller packages are summed up in one line. */
const SHOWN_PACKAGES = 8;
const SHOWN_ASSETS = 3;

/** For people: a block a function, the heaviest first in it, then what the rules say, then what could not be weighed. */
export function formatBundleTable(outcome: BundleOutcome, useColors: boolean): string {
  const {
    functions,
    problems,
    comparison,
    findings: all,
  } = inLines({
    ...outcome,
    functions: outcome.functions.map(withoutContents),
    coldStarts: [],
  });
  const colors = picocolors.createColors(useColors);
  const lines = problems.map(problemLine);
  const findings = active(all);
  const names = { functions: functions.map(({ functionId, name }) => ({ id: functionId, name })) };
  const built =
    functions.length > 0
      ? `${count(functions.length, 'function')} built${sizesLacking(functions)}`
      : 'No function was built';
  const blocks = [
    ...(comparison ? comparisonBlocks(comparison, colors) : functions.map((each) => functionBlock(each, colors))),
    ...findingBlocks(findings, names, colors),
    ...(lines.length > 0 ? [[colors.bold(count(lines.length, 'problem')), ...lines].join('\n')] : []),
    findings.length > 0 ? `${built}, ${totals(findings)}` : built,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function functionBlock(bundle: FunctionBundle, { bold, dim }: Colors): string {
  const { name, declaredIn, packages, own, assets, assumptions, bundlerBytes } = bundle;
  const rest = packages.slice(SHOWN_PACKAGES);
  const rows = [
    ...packages.slice(0, SHOWN_PACKAGES).map((share) => packageRow(share, bundle)),
    ...(rest.length > 0 ? [restRow(rest, bundle)] : []),
    ...ownRows(own, bundle, `own code, ${count(own.length, bundle.packaging === 'files' ? 'file' : 'module')}`),
    ...(assets.length > 0 ? ownRows(assets, bundle, `other files, ${assetsText(assets, bundle)}`) : []),
    ...(bundlerBytes > 0 ? [row(bundlerBytes, bundle, 'added by the bundler')] : []),
  ];
  return [
    `${bold(name)}  ${sizesText(bundle)}  ${dim(`${limitsText(bundle)}  ${placeText(declaredIn)}`)}`,
    ...rows,
    ...variantLines(bundle),
    ...[...missingSentences(bundle), ...assumptions].map((sentence) => dim(`  ${sentence}`)),
  ].join('\n');
}

/** What was built with changes, the most saving first; of what saves nothing, a line for all. */
function variantLines(bundle: FunctionBundle): readonly string[] {
  if (!bundle.variants) return [];
  if (bundle.variants.length === 0) return ['  What if: none of the requested changes applies.'];
  const saving = savingVariants(bundle);
  const lines = saving.map((variant) => `  ${bundleVariantText(variant, bundle)}`);
  const others = bundle.variants.filter((variant) => !saving.includes(variant)).map(({ title }) => title);
  const none = others.length > 0 ? [`  saves nothing: ${others.join('; ')}`] : [];
  return ['  What if, built:', ...lines, ...none].map((line, index) => (index === 0 ? line : `  ${line}`));
}

/** `12.3 MB zipped, 41 MB unzipped as files, 38 MB of it not reached by any import`. */
function sizesText(bundle: FunctionBundle): string {
  const { packaging, zippedBytes, unzippedBytes, sourceMapBytes, unreachedBytes, layerBytes } = bundle;
  const parts = [
    sourceMapBytes > 0 ? `${partBytesText(sourceMapBytes, bundle)} of it source maps` : undefined,
    unreachedBytes > 0 ? `${partBytesText(unreachedBytes, bundle)} of it not reached by any import` : undefined,
    layerBytes > 0 ? `${bytesText(layerBytes)} more in layers` : undefined,
  ];
  const [zipped, unzipped] = [zippedBytes, unzippedBytes].map((bytes) => bytesAtLeast(bytes, bundle));
  const sizes = `${zipped} zipped, ${unzipped} unzipped${packaging === 'files' ? ' as files' : ''}`;
  return [sizes, ...parts.filter((part) => part !== undefined)].join(', ');
}

/** Layers count where everything is unpacked, and are uploaded apart. */
function limitsText(bundle: FunctionBundle): string {
  const { zippedBytes, unzippedBytes, layerBytes } = bundle;
  const zipped = shareAtLeast(zippedBytes, LIMITS.zippedBytes, bundle);
  const unzipped = shareAtLeast(unzippedBytes + layerBytes, LIMITS.unzippedBytes, bundle);
  return zipped === unzipped ? `${zipped} of 50 MB and of 250 MB` : `${zipped} of 50 MB, ${unzipped} of 250 MB`;
}

function ownRows(files: readonly OwnFile[], bundle: FunctionBundle, label: string): string[] {
  const bytes = files.reduce((sum, each) => sum + each.bytes, 0);
  return [row(bytes, bundle, label)];
}

/** The largest few by name: what is in a package by mistake is large. */
function assetsText(assets: readonly OwnFile[], bundle: FunctionBundle): string {
  const names = assets.map(({ file, bytes }) => `${file} ${partBytesText(bytes, bundle)}`);
  return listNames(names, SHOWN_ASSETS);
}

const FORMATS = { esm: '', unknown: '', cjs: 'CommonJS', mixed: 'CommonJS and ESM' } as const;

function packageRow(share: PackageShare, bundle: FunctionBundle): string {
  const { name, bytes, onlyThroughBytes, format, chain, alternative } = share;
  const versions = [...new Set(share.copies.map(({ version }) => version).filter(Boolean))];
  const copies = share.copies.length > 1 ? ` (${share.copies.length} copies)` : '';
  const brought =
    onlyThroughBytes > bytes ? `, ${partBytesText(onlyThroughBytes, bundle)} with what only it brings in` : '';
  // A package of files is not made smaller by its module format.
  const isFiles = bundle.packaging === 'files';
  const kind = FORMATS[format] === '' || isFiles ? '' : `, ${FORMATS[format]}`;
  const unreached = isFiles && share.modules === 0 && bundle.unreachedBytes > 0 ? ', not reached by any import' : '';
  const from = chain.at(-2);
  const label = `${[name, ...(versions.length > 0 ? [versions.join(', ')] : [])].join(' ')}${copies}${kind}${unreached}${brought}${alternative ? `, or ${alternative}` : ''}${from ? `  ← ${from}` : ''}`;
  return row(bytes, bundle, label);
}

function restRow(rest: readonly PackageShare[], bundle: FunctionBundle): string {
  return row(
    rest.reduce((sum, { bytes }) => sum + bytes, 0),
    bundle,
    `${count(rest.length, 'smaller package')}`,
  );
}

function row(bytes: number, bundle: FunctionBundle, label: string): string {
  const share = shareText(bytes, weighedBytes(bundle));
  return `  ${share.padStart(6)}  ${partBytesText(bytes, bundle).padStart(8)}  ${label}`;
}

import picocolors from 'picocolors';
import type { Colors } from 'picocolors/types.js';
import { isLacking } from '../../derived/missing-packages.js';
import { inLines } from '../../lib/foreign-text.js';
import type { ColdStartEstimate } from '../../model/cold-start.js';
import type { Saving } from '../../model/saving.js';
import { count, listNames } from '../../words/counts.js';
import { active, totals } from '../../words/findings.js';
import { ofThemLacking } from '../../words/missing-packages.js';
import { placeText } from '../../words/places.js';
import { quantityText } from '../../words/settings.js';
import { measuredText, monthlyText, savingText, startVariantText } from '../../words/start-figures.js';
import { MIDDLES_NOTE } from '../../words/start-notes.js';
import { groupedParts, type PartGroup, partText } from '../../words/start-parts.js';
import { msText, startText } from '../../words/times.js';
import { findingBlocks } from '../finding-blocks.js';
import { problemLine } from '../problem-line.js';
import type { ColdStartOutcome } from './context.js';

const SHOWN_SHARES = 8;
const SHOWN_SAVINGS = 4;

/** For people: a block a function with the parts of its start, then what budgets say, then what could not be told. */
export function formatColdStartTable(outcome: ColdStartOutcome, useColors: boolean): string {
  const { functions, problems, savings, findings: all } = inLines(outcome);
  const colors = picocolors.createColors(useColors);
  const findings = active(all);
  const names = { functions: functions.map(({ functionId, name }) => ({ id: functionId, name })) };
  const lines = problems.map(problemLine);
  const told =
    functions.length > 0
      ? `${count(functions.length, 'function')} estimated${ofThemLacking(functions)}`
      : 'No function could be estimated';
  const blocks = [
    ...functions.map((each) => functionBlock(each, savings.get(each.functionId) ?? [], colors)),
    ...findingBlocks(findings, names, colors),
    ...(lines.length > 0 ? [[colors.bold(count(lines.length, 'problem')), ...lines].join('\n')] : []),
    findings.length > 0 ? `${told}, ${totals(findings)}` : told,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function functionBlock(estimate: ColdStartEstimate, savings: readonly Saving[], { bold, dim }: Colors): string {
  const { name, runtime, architecture, memoryMb, declaredIn, assumptions, measured, variants, monthly } = estimate;
  const settings = [`${runtime} ${architecture}`, memoryMb === undefined ? '' : quantityText(memoryMb, 'MB')]
    .filter(Boolean)
    .join(', ');
  const download = estimate.parts.find(({ kind }) => kind === 'download');
  const indented = (text: string): string => `  ${text}`;
  return [
    `${bold(name)}  cold start ${bold(startText(estimate))}  ${dim(`${settings}  ${placeText(declaredIn)}`)}`,
    ...groupedParts(estimate).map(groupRow),
    ...(isLacking(estimate) ? [dim(indented(MIDDLES_NOTE))] : []),
    ...(download
      ? [dim(indented(`before that, and not part of Init Duration: fetching and unpacking the ${download.name}`))]
      : []),
    ...(measured ? [indented(measuredText(measured)), ...measured.shares.slice(0, SHOWN_SHARES).map(shareRow)] : []),
    ...(measured ? measured.notes.map((note) => dim(indented(note))) : []),
    ...(savings.length > 0
      ? [indented(`Could save: ${savings.slice(0, SHOWN_SAVINGS).map(savingText).join('; ')}`)]
      : []),
    ...(variants
      ? [indented(variants.length > 0 ? 'What if, built:' : 'What if: none of the requested changes applies.')]
      : []),
    ...(variants ?? []).map((variant) => `    ${startVariantText(variant)}`),
    ...(monthly ? [indented(monthlyText(monthly))] : []),
    ...assumptions.map((assumption) => dim(indented(assumption))),
  ].join('\n');
}

function groupRow({ name, ms, parts }: PartGroup): string {
  const detail = parts.length > 1 ? `  ${listNames(parts.map(partText), 3)}` : '';
  return row(ms, `${name}${detail}`);
}

function shareRow({ name, ms }: { readonly name: string; readonly ms: number }): string {
  return `  ${row(ms, name)}`;
}

function row(ms: number, label: string): string {
  return `  ${msText(ms).padStart(9)}  ${label}`;
}

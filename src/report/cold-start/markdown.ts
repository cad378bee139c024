import { isLacking } from '../../derived/missing-packages.js';
import { inComment } from '../../lib/foreign-text.js';
import type { ColdStartEstimate } from '../../model/cold-start.js';
import { count } from '../../words/counts.js';
import { active } from '../../words/findings.js';
import { ofThemLacking } from '../../words/missing-packages.js';
import { measuredText, monthlyText, startVariantText } from '../../words/start-figures.js';
import { groupedParts, partText } from '../../words/start-parts.js';
import { startText } from '../../words/times.js';
import { cappedList, cappedTable, closingLists } from '../markdown-blocks.js';
import type { ColdStartOutcome } from './context.js';

const SHOWN_PARTS = 4;

/** A table for a pull request: a row a function, with what its start is made of. */
export function formatColdStartMarkdown({ functions, findings, problems }: ColdStartOutcome): string {
  const told = active(findings);
  const blocks = [
    `### Coldlens: ${count(functions.length, 'cold start')}${ofThemLacking(functions)}`,
    table(functions),
    functions.some(isLacking) ? MIDDLES : '',
    cappedList(
      'Measured',
      functions.flatMap((each) => (each.measured ? [`${each.name} ${measuredText(each.measured)}`] : [])),
    ),
    cappedList(
      'What if, built',
      functions.flatMap(({ name, variants = [] }) => variants.map((each) => `${name}: ${startVariantText(each)}`)),
    ),
    cappedList(
      'In a month',
      functions.flatMap(({ name, monthly }) => (monthly ? [`${name}: ${monthlyText(monthly)}`] : [])),
    ),
    ...closingLists(told, problems),
  ];
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
}

/** Parts that add up to more than a lower bound. */
const MIDDLES = 'Each part is the middle of its range; a start of *at least* so much is the low end of what is known.';

function table(functions: readonly ColdStartEstimate[]): string {
  const rows = functions.map((estimate) => {
    const parts = groupedParts(estimate).slice(0, SHOWN_PARTS).map(partText);
    const cells = [estimate.name, startText(estimate), parts.join('; ')];
    return `| ${cells.map(inComment).join(' | ')} |`;
  });
  return cappedTable(['| Function | Cold start | Largest parts |', '| --- | ---: | --- |'], rows);
}

import { inMarkdown } from '../lib/foreign-text.js';
import { groupedText } from '../lib/grouped-text.js';
import type { LambdaFunction } from '../model/function.js';
import type { Problem } from '../model/problem.js';
import { count } from '../words/counts.js';
import { quantityText } from '../words/settings.js';
import { type ColdStartFacts, coldStartRows } from './cold-start.js';
import { type SizeFacts, sizeRows } from './size.js';

/** What is known of a function's weight, or in words why nothing is. */
export type CardSize = SizeFacts | { readonly reason: string };

interface CardFacts {
  readonly size?: CardSize;
  readonly coldStart?: ColdStartFacts;
  readonly unfollowed?: readonly Problem[];
}

/** What a deployment file says about a function, what it weighs and how it starts, as Markdown; `linkTo` makes a link of a place. */
export function functionCard(
  fn: LambdaFunction,
  linkTo: (file: string, line: number) => string,
  { size, coldStart, unfollowed = [] }: CardFacts = {},
): string {
  const { declaredIn, alsoDeclaredIn = [] } = fn;
  const declared = [declaredIn, ...alsoDeclaredIn].map(({ file, line }) => linkTo(file, line)).join(', ');
  const rows: readonly Row[] = [
    ['Runtime', [fn.runtime, fn.architecture].filter(Boolean).join(', ')],
    ['Memory', fn.memoryMb === undefined ? undefined : quantityText(fn.memoryMb, 'MB')],
    ['Timeout', fn.timeoutS === undefined ? undefined : quantityText(fn.timeoutS, 's')],
    ['Events', eventsOf(fn)],
    ...(size ? rowsOf(size) : []),
  ];
  const lines = [
    `- Declared in: ${declared}`,
    ...rows.filter(([, value]) => value).map(([label, value]) => `- ${label}: ${inMarkdown(value!)}`),
    ...(coldStart ? coldStartLines(coldStart) : []),
    ...unfollowedLines(unfollowed, linkTo),
  ];
  return [`**${inMarkdown(fn.name)}** (Lambda function)`, '', ...lines].join('\n');
}

type Row = readonly [label: string, value: string | undefined];

function rowsOf(size: CardSize): readonly Row[] {
  return 'reason' in size ? [['Size', `not weighed: ${size.reason}`]] : sizeRows(size);
}

function coldStartLines(coldStart: ColdStartFacts): readonly string[] {
  return coldStartRows(coldStart).flatMap(({ label, value, details = [] }) => [
    `- ${label}: ${inMarkdown(value)}`.trimEnd(),
    ...details.map((detail) => `  - ${inMarkdown(detail)}`),
  ]);
}

/** Calls behind which nobody looked. */
function unfollowedLines(
  unfollowed: readonly Problem[],
  linkTo: (file: string, line: number) => string,
): readonly string[] {
  if (unfollowed.length === 0) return [];
  const lines = unfollowed.slice(0, MOST_UNFOLLOWED).map(({ file = '', line = 1, message }) => {
    return `  - ${linkTo(file, line)}: ${inMarkdown(message)}`;
  });
  const rest = unfollowed.length - lines.length;
  const more = rest > 0 ? [`  - and ${groupedText(rest)} more`] : [];
  return [`- Not followed: ${count(unfollowed.length, 'call')}, so more may be found behind`, ...lines, ...more];
}

const MOST_UNFOLLOWED = 5;

/** `sqs (batches of 10, reports failed items), schedule`. */
function eventsOf({ eventSources }: LambdaFunction): string {
  return eventSources
    .map(({ type, edge, batchSize, reportBatchItemFailures }) => {
      const details = [
        edge ?? '',
        batchSize === undefined ? '' : `batches of ${batchSize}`,
        reportBatchItemFailures ? 'reports failed items' : '',
      ].filter(Boolean);
      return details.length > 0 ? `${type} (${details.join(', ')})` : type;
    })
    .join(', ');
}

import type { LambdaFunction } from '../model/function.js';
import { type SizeFacts, sizeRows } from './size.js';

/** What is known of a function's weight, or in words why nothing is. */
export type CardSize = SizeFacts | { readonly reason: string };

/** What a deployment file says about a function, and what it weighs, as Markdown; `linkTo` makes a link of a place. */
export function functionCard(
  fn: LambdaFunction,
  linkTo: (file: string, line: number) => string,
  size?: CardSize,
): string {
  const { declaredIn, alsoDeclaredIn = [] } = fn;
  const declared = [declaredIn, ...alsoDeclaredIn].map(({ file, line }) => linkTo(file, line)).join(', ');
  const rows: readonly (readonly [label: string, value: string | undefined])[] = [
    ['Declared in', declared],
    ['Runtime', [fn.runtime, fn.architecture].filter(Boolean).join(', ')],
    ['Memory', fn.memoryMb === undefined ? undefined : `${fn.memoryMb} MB`],
    ['Timeout', fn.timeoutS === undefined ? undefined : `${fn.timeoutS} s`],
    ['Events', eventsOf(fn)],
    ...(size ? rowsOf(size) : []),
  ];
  const lines = rows.filter(([, value]) => value).map(([label, value]) => `- ${label}: ${value}`);
  return [`**${fn.name}** (Lambda function)`, '', ...lines].join('\n');
}

function rowsOf(size: CardSize): ReturnType<typeof sizeRows> {
  return 'reason' in size ? [['Size', `not measured: ${size.reason}`]] : sizeRows(size);
}

/** `sqs (batches of 10, reports failed items), schedule`. */
function eventsOf({ eventSources }: LambdaFunction): string {
  return eventSources
    .map(({ type, batchSize, reportBatchItemFailures }) => {
      const details = [
        batchSize === undefined ? '' : `batches of ${batchSize}`,
        reportBatchItemFailures ? 'reports failed items' : '',
      ].filter(Boolean);
      return details.length > 0 ? `${type} (${details.join(', ')})` : type;
    })
    .join(', ');
}

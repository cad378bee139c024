import type { LambdaFunction } from '../model/function.js';

/** What a deployment file says about a function, as Markdown; `linkTo` makes a link of a place. */
export function functionCard(fn: LambdaFunction, linkTo: (file: string, line: number) => string): string {
  const { declaredIn, alsoDeclaredIn = [] } = fn;
  const declared = [declaredIn, ...alsoDeclaredIn].map(({ file, line }) => linkTo(file, line)).join(', ');
  const rows: readonly (readonly [label: string, value: string | undefined])[] = [
    ['Declared in', declared],
    ['Runtime', [fn.runtime, fn.architecture].filter(Boolean).join(', ')],
    ['Memory', fn.memoryMb === undefined ? undefined : `${fn.memoryMb} MB`],
    ['Timeout', fn.timeoutS === undefined ? undefined : `${fn.timeoutS} s`],
    ['Events', eventsOf(fn)],
  ];
  const lines = rows.filter(([, value]) => value).map(([label, value]) => `- ${label}: ${value}`);
  return [`**${fn.name}** (Lambda function)`, '', ...lines].join('\n');
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

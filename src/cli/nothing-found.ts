import { UsageError } from '../model/errors.js';
import type { Problem } from '../model/problem.js';
import { placeText } from '../words/places.js';
import { problemText } from '../words/problems.js';

/**
 * Why there is nothing to do in a folder, with what was in the way, since that may be the cause.
 *
 * @param around the folder around it that declares functions, as one types it.
 */
export function nothingFound(
  args: readonly string[],
  root: string,
  problems: readonly Problem[],
  around?: string,
): UsageError {
  const place = args.length > 0 ? args.join(', ') : root;
  const lines = problems.map((problem) => `  ${placeText(problem)}  ${problemText(problem)}`);
  const wayOut =
    around === undefined
      ? 'List your handlers under "handlers" in the config.'
      : `The folder ${around} declares functions: "coldlens lint ." checks what they reach here.`;
  return new UsageError(
    `No Lambda function found in ${place}: no deployment file names one, and no code looks like a handler. ${wayOut}`,
    lines,
  );
}

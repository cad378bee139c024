import type { FixChoice } from '../engine/choose-fix.js';
import type { RuleMeta } from '../engine/define-rule.js';
import { workingTree } from '../host/git.js';
import { writeChange } from '../host/write-change.js';
import { KnownError, UsageError } from '../model/errors.js';
import { didYouMean } from '../model/nearest.js';
import type { FileChange, FixOutcome } from '../model/result.js';
import { fixSummary } from './fix-summary.js';
import type { CliIo } from './io.js';

export interface FixFlags {
  readonly fix?: boolean;
  readonly fixSuggestions?: readonly string[];
  readonly fixDryRun?: boolean;
  readonly fixDependencies?: boolean;
  readonly force?: boolean;
}

/** What is to be fixed; `undefined` when nothing is. */
export function fixChoiceOf(flags: FixFlags, rules: readonly RuleMeta[]): FixChoice | undefined {
  const suggestionsOf = flags.fixSuggestions ?? [];
  const known = rules.map(({ id }) => id);
  for (const id of suggestionsOf) {
    if (!known.includes(id)) throw new UsageError(`There is no rule "${id}".${didYouMean(id, known)}`);
  }
  // A dry run alone shows what --fix would do.
  const isSafeWanted = flags.fix === true || (flags.fixDryRun === true && suggestionsOf.length === 0);
  if (isSafeWanted || suggestionsOf.length > 0) return { isSafeWanted, suggestionsOf };
  if (flags.fixDependencies) throw new UsageError('--fix-dependencies goes with --fix or --fix-suggestions');
  return undefined;
}

/** Fixes must be told apart from what the user was about to commit. */
export function checkClean(root: string, { force, fixDryRun }: FixFlags): void {
  const changed = force || fixDryRun ? [] : (workingTree(root)?.changed ?? []);
  refuse(changed, 'There are changes that are not committed');
}

/** Nothing can bring back what git does not know. */
function checkTracked(root: string, changes: readonly FileChange[], { force }: FixFlags): void {
  const untracked = new Set(force || changes.length === 0 ? [] : workingTree(root)?.untracked);
  refuse(
    changes.map(({ file }) => file).filter((file) => untracked.has(file)),
    'The fixes would change files that git does not know',
  );
}

function refuse(files: readonly string[], reason: string): void {
  if (files.length === 0) return;
  const more = files.length > 3 ? ` and ${files.length - 3} more` : '';
  throw new UsageError(
    `${reason}: ${files.slice(0, 3).join(', ')}${more}. Commit or stash them first, or add --force.`,
  );
}

/** Writes the changes, tells what was done, and says whether all of it could be written. */
export async function writeFixes(root: string, outcome: FixOutcome, flags: FixFlags, io: CliIo): Promise<boolean> {
  checkTracked(root, outcome.changes, flags);
  const failures: string[] = [];
  for (const { file, before, after } of outcome.changes) {
    try {
      writeChange(root, `${root}/${file}`, before, after);
    } catch (error) {
      if (!(error instanceof KnownError)) throw error;
      failures.push(error.message);
    }
  }
  await io.stderr.write(fixSummary(outcome, failures, false));
  return failures.length === 0;
}

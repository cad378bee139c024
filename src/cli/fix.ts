import type { RuleMeta } from '../engine/asking/define-rule.js';
import type { FixChoice } from '../engine/fixing/choose-fix.js';
import { existingRealPath, writeChange } from '../host/write-change.js';
import { didYouMean } from '../lib/nearest.js';
import { absolutePath } from '../lib/paths.js';
import { KnownError, UsageError } from '../model/errors.js';
import type { Options } from '../model/options.js';
import type { FileChange, FixOutcome } from '../model/result.js';
import type { FixFlags } from './fix-flags.js';
import { checkRepositories } from './fix-guard.js';
import type { FixReport } from './fix-summary.js';
import { type FixTarget, fixTargets } from './fix-targets.js';

/** What is to be fixed; `undefined` when nothing is. */
export function fixChoiceOf(flags: FixFlags, rules: readonly RuleMeta[]): FixChoice | undefined {
  const suggestionsOf = flags.fixSuggestions ?? [];
  const known = rules.map(({ id }) => id);
  if (flags.fixSuggestions?.length === 0) throw new UsageError('--fix-suggestions needs at least one rule id');
  for (const id of suggestionsOf) {
    if (!known.includes(id)) throw new UsageError(`There is no rule "${id}".${didYouMean(id, known)}`);
  }
  // A dry run alone shows what --fix would do.
  const isSafeWanted = flags.fix === true || (flags.fixDryRun === true && suggestionsOf.length === 0);
  if (isSafeWanted || suggestionsOf.length > 0) return { isSafeWanted, suggestionsOf };
  if (flags.fixDependencies) throw new UsageError('--fix-dependencies requires --fix or --fix-suggestions');
  return undefined;
}

/** What a dry run would write, as a patch of the files as they are on disk. */
export function drafted(options: Options, { changes }: FixOutcome): FixReport & { readonly changes: FileChange[] } {
  const { targets, refused } = fixTargets(options, changes);
  return {
    changes: targets.map(({ file, before, after, mark }) => ({ file, before: mark + before, after: mark + after })),
    failures: refused,
  };
}

/** Writes the changes, and says which could not be written and why. */
export function writeFixes(options: Options, { changes, applied }: FixOutcome, flags: FixFlags): FixReport {
  const { targets, refused } = fixTargets(options, changes);
  const root = existingRealPath(options.root);
  checkRepositories(
    root,
    targets.map(({ file }) => file),
    flags,
  );
  const failures = new Map(refused);
  const mended = new Set(applied.flatMap(({ fix }) => fix.edits.map(({ file }) => file)));
  const isCode = ({ named }: FixTarget) => mended.has(named);
  for (const target of targets.filter(isCode)) writeOne(root, target, failures);
  // A package.json goes with all of the code: what is still imported must still be declared.
  for (const target of targets.filter((target) => !isCode(target))) {
    if (failures.size === 0) writeOne(root, target, failures);
    else
      failures.set(
        target.named,
        `Left ${absolutePath(root, target.file)} unchanged, because some code could not be written`,
      );
  }
  return { failures };
}

/** Notes the failure instead of throwing it, so that the others go on. */
function writeOne(root: string, { file, named, before, after }: FixTarget, failures: Map<string, string>): void {
  try {
    writeChange(absolutePath(root, file), before, after);
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    failures.set(named, error.message);
  }
}

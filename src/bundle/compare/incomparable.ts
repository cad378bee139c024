import type { FunctionBundle } from '../../model/bundle.js';
import type { Problem } from '../../model/problem.js';
import { notInstalledText } from '../../words/missing-packages.js';

/** One state of a project: its functions, and what kept others from being built. */
export interface State {
  readonly functions: readonly FunctionBundle[];
  readonly problems?: readonly Problem[];
}

/**
 * Why the figures of a function would mislead beside each other, in words; `undefined` where they can be compared, or the function is really
 * new or gone.
 *
 * @param base how the user named it.
 */
export function whyIncomparable(
  before: FunctionBundle | undefined,
  after: FunctionBundle | undefined,
  problems: { readonly before?: readonly Problem[]; readonly after?: readonly Problem[] },
  base: string,
): string | undefined {
  if (before && after) {
    const onlyNow = without(after.missing, before.missing);
    const onlyThen = lackedThen(before, after);
    if (onlyThen.length > 0) return `${notInstalledText(onlyThen)} and therefore not counted in ${base}`;
    return onlyNow.length > 0 ? `${notInstalledText(onlyNow)} and therefore counted only in ${base}` : undefined;
  }
  if (after) return because(after, problems.before, `not known in ${base}`);
  return before && because(before, problems.after, 'not known now');
}

/** Packages that only the earlier figures lack: those are at least what they say. */
export function lackedThen(before: FunctionBundle, after: FunctionBundle): readonly string[] {
  return without(before.missing, after.missing);
}

function without(names: readonly string[] = [], others: readonly string[] = []): readonly string[] {
  return names.filter((name) => !others.includes(name));
}

function because(
  of: Pick<FunctionBundle, 'functionId' | 'declaredIn'>,
  problems: readonly Problem[] = [],
  what: string,
): string | undefined {
  const problem = whyUnknown(of, problems);
  if (!problem) return undefined;
  return problem.function ? `${what}: ${problem.message}` : `${what}: ${problem.file}: ${problem.message}`;
}

/** What kept a function from being weighed in one state: of a deployment file that cannot be read, nothing in it is known. */
export function whyUnknown(
  { functionId, declaredIn }: Pick<FunctionBundle, 'functionId' | 'declaredIn'>,
  problems: readonly Problem[] = [],
): Problem | undefined {
  return (
    problems.find(({ function: about }) => about?.id === functionId) ??
    problems.find(
      ({ kind, file }) => file === declaredIn.file && (kind === 'syntax-error' || kind === 'unreadable-file'),
    )
  );
}

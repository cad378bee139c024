import { join } from 'node:path/posix';
import { relativePath } from '../../lib/paths.js';
import type { LambdaFunction } from '../../model/function.js';
import type { Host } from '../../model/host.js';
import type { Problem } from '../../model/problem.js';
import { WHAT_IS_WEIGHED } from '../../words/sizes.js';
import type { FileTools } from '../plain-zip/tools.js';
import { problemOf } from '../problem-of.js';
import { assumedPlanOf, type BuildPlan, buildPlanOf } from '../settings/settings.js';
import { readApp } from '../settings/tool-folder.js';
import type { BuildOutcome } from './build-outcome.js';

export interface PlanInFolder extends BuildPlan {
  /** Absolute folder that the build runs in. */
  readonly folder: string;
}

export type Tell = (fn: LambdaFunction, problem: Problem) => void;

/**
 * One, or none where something else than esbuild builds the function.
 *
 * @param assumes whether esbuild stands in where nothing tells how the function is built.
 */
export function plansFor(
  fn: LambdaFunction,
  { root, host }: FileTools,
  tell: Tell,
  assumes = false,
): readonly PlanInFolder[] {
  const app = readApp(fn, root, host);
  const plan = buildPlanOf(fn, root, app.flags);
  if (!('reason' in plan)) return [{ ...plan, folder: app.folder }];
  const assumed = assumes && assumedPlanOf(fn, root, host);
  if (assumed) return [{ ...assumed, folder: app.folder }];
  tell(fn, problemOf(fn, 'unbuilt', `${plan.reason}; ${WHAT_IS_WEIGHED}`));
  return [];
}

/** What stands in where a function's own build is not there, for the reason that is given. */
export function assumedPlanFor(fn: LambdaFunction, root: string, host: Host, reason: string): PlanInFolder | undefined {
  const plan = assumedPlanOf(fn, root, host, reason);
  return plan && { ...plan, folder: readApp(fn, root, host).folder };
}

/** What cannot be built, each with its place. */
export function buildProblemsOf(
  { fn, entry, folder }: PlanInFolder,
  { problems }: BuildOutcome,
  root: string,
): Problem[] {
  return (problems.get(entry) ?? []).map((problem): Problem => {
    const path = problem.file === undefined ? undefined : join(folder, problem.file);
    const place =
      path === undefined ? {} : { file: relativePath(root, path), line: problem.line, column: problem.column };
    return { ...problemOf(fn, 'unbuilt', problem.message), ...place };
  });
}

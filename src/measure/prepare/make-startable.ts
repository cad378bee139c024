import { type PlanInFolder, plansFor, type Tell } from '../../bundle/build/plans.js';
import { isPlainZip } from '../../bundle/plain-zip/analyze-files.js';
import type { FileTools } from '../../bundle/plain-zip/tools.js';
import { problemOf } from '../../bundle/problem-of.js';
import type { WhatIf } from '../../bundle/what-if/context.js';
import type { LambdaFunction } from '../../model/function.js';
import type { Startable } from './startable.js';
import { startBundle } from './startable-bundle.js';
import { startFiles } from './startable-files.js';

/** Makes one function ready to be started; what keeps it from that is told. */
export async function makeStartable(
  fn: LambdaFunction,
  change: WhatIf | undefined,
  tools: FileTools,
  tell: Tell,
): Promise<Startable | undefined> {
  if (isPlainZip(fn)) return plainZip(fn, change, tools, tell);
  const [plan] = plansFor(fn, tools, tell, true);
  return plan && bundle(plan, change, tools, tell);
}

async function plainZip(
  fn: LambdaFunction,
  change: WhatIf | undefined,
  tools: FileTools,
  tell: Tell,
): Promise<Startable | undefined> {
  const startable = change
    ? { reason: `${change.title} needs a bundler, and its files are deployed as they are` }
    : await startFiles(fn, tools);
  if (!('reason' in startable)) return startable;
  tell(fn, problemOf(fn, 'unmeasured', startable.reason));
  return undefined;
}

async function bundle(
  plan: PlanInFolder,
  change: WhatIf | undefined,
  tools: FileTools,
  tell: Tell,
): Promise<Startable | undefined> {
  const startable = await startBundle(plan, change, tools);
  if ('fn' in startable) return startable;
  for (const problem of startable) tell(plan.fn, problem);
  return undefined;
}

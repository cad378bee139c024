import { declaredWithin, deploymentWithin, within } from '../core/functions-asked-for.js';
import { settingsOfFunctions } from '../derived/settings-of-functions.js';
import { unfollowedCallsOf } from '../derived/unfollowed-calls.js';
import { askedFor } from '../engine/asking/asked-for.js';
import { createNodeHost } from '../host/node-host.js';
import { packageVersion } from '../host/paths.js';
import type { Options } from '../model/options.js';
import { resourcesOnWire, settingsOnWire } from '../report/deployment.js';
import { type FoundFunctions, formatFunctionTable } from '../report/function-table.js';
import { functionOnWire, toJson, unresolvedOnWire } from '../report/json.js';
import { problemOnWire } from '../words/problems.js';
import { wantsColors } from './colors.js';
import { deliver } from './deliver.js';
import type { CliIo } from './io.js';
import { loadOptions } from './load-options.js';
import { tellOtherRoot } from './other-root.js';
import { startProgress } from './progress.js';

export interface FunctionsFlags {
  readonly format: 'table' | 'json';
  readonly config?: string;
  readonly color: boolean;
}

/** `coldlens functions`: all functions and all declarations that led to none. Exits with 2 when there is neither. */
export async function functions(args: readonly string[], flags: FunctionsFlags, io: CliIo): Promise<number> {
  const progress = startProgress(io.stderr);
  const host = createNodeHost(progress.log);
  const { followFunctions } = await import('../core/follow-functions.js');
  const { options } = await loadOptions(args, flags, io.cwd, host);
  if (flags.format === 'table') await tellOtherRoot(options.root, io);
  const all = await followFunctions(options, host).finally(progress.end);
  const found = narrowed({ ...all, deployment: all.deployment() }, options);
  await deliver(
    flags.format === 'json' ? onWire(options.root, found) : formatFunctionTable(found, wantsColors(io, flags.color)),
    undefined,
    io,
  );
  return found.functions.length + found.unresolved.length > 0 ? 0 : 2;
}

/** What is declared or implemented below the paths. */
function narrowed({ functions, unresolved, deployment, problems }: FoundFunctions, options: Options): FoundFunctions {
  const isInside = askedFor({ ...options, ignore: [] });
  return {
    functions: within(functions, options),
    unresolved: declaredWithin(unresolved, options),
    deployment: deploymentWithin(deployment, options),
    problems: problems.filter(({ file }) => file === undefined || isInside(file)),
  };
}

function onWire(root: string, { functions, unresolved, deployment, problems }: FoundFunctions): string {
  const settingsOf = settingsOfFunctions(deployment);
  return toJson({
    schemaVersion: 1,
    tool: { name: 'coldlens', version: packageVersion() },
    root,
    functions: functions.map((fn) => ({
      ...functionOnWire(fn),
      ...settingsOnWire(settingsOf(fn)),
      unfollowedCalls: unfollowedCallsOf(fn.id, problems).length,
    })),
    unresolved: unresolved.map((fn) => ({ ...unresolvedOnWire(fn), ...settingsOnWire(settingsOf(fn)) })),
    ...resourcesOnWire(deployment),
    problems: problems.map(problemOnWire),
  });
}

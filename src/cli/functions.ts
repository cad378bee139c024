import { createNodeHost } from '../host/node-host.js';
import { packageVersion } from '../host/paths.js';
import { absolutePath, isWithin } from '../lib/paths.js';
import type { Declaration } from '../model/function.js';
import { type FoundFunctions, formatFunctionTable } from '../report/function-table.js';
import { functionOnWire, toJson, unresolvedOnWire } from '../report/json.js';
import { wantsColors } from './colors.js';
import { deliver } from './deliver.js';
import type { CliIo } from './io.js';
import { loadOptions } from './load-options.js';
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
  const { listFunctions } = await import('../list-functions.js');
  const { options } = await loadOptions(args, flags, io.cwd, host);
  const all = await listFunctions(options, host).finally(progress.end);
  const found = within(all, options.root, options.paths);
  await deliver(
    flags.format === 'json' ? onWire(options.root, found) : formatFunctionTable(found, wantsColors(io, flags.color)),
    undefined,
    io,
  );
  return found.functions.length + found.unresolved.length > 0 ? 0 : 2;
}

/** What is declared or implemented below the paths. */
function within(found: FoundFunctions, root: string, paths: readonly string[]): FoundFunctions {
  if (paths.length === 0) {
    return found;
  }
  const isInside = (file: string | undefined) =>
    file === undefined || paths.some((path) => isWithin(absolutePath(root, file), path));
  const isDeclaredInside = ({ declaredIn }: { readonly declaredIn: Declaration }) => isInside(declaredIn.file);
  return {
    functions: found.functions.filter((each) => isDeclaredInside(each) || isInside(each.handler.file)),
    unresolved: found.unresolved.filter(isDeclaredInside),
    problems: found.problems.filter(({ file }) => isInside(file)),
  };
}

function onWire(root: string, { functions, unresolved, problems }: FoundFunctions): string {
  return toJson({
    schemaVersion: 1,
    tool: { name: 'coldlens', version: packageVersion() },
    root,
    functions: functions.map(functionOnWire),
    unresolved: unresolved.map(unresolvedOnWire),
    problems,
  });
}

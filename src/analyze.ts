import type { Host } from './model/host.js';
import type { Options } from './model/options.js';
import type { AnalysisResult } from './model/result.js';
import { discoverFunctions } from './project/discover.js';

/** The whole analysis: prints nothing, exits nothing, and touches the world only through the host. */
export async function analyze(options: Options, host: Host): Promise<AnalysisResult> {
  const startedMs = host.now();
  const { functions, unresolved, problems } = await discoverFunctions(options, host);
  return {
    root: options.root,
    functions,
    unresolved,
    findings: [],
    problems,
    summary: {
      filesAnalysed: 0,
      functions: functions.length,
      errors: 0,
      warnings: 0,
      infos: 0,
      durationMs: host.now() - startedMs,
    },
    timing: [],
  };
}

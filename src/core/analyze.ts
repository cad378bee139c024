import { createParser } from '../ast/parse.js';
import { phase } from '../lib/steps.js';
import type { InitCostOf } from '../model/cold-start.js';
import type { Host } from '../model/host.js';
import type { Options } from '../model/options.js';
import type { AnalysisResult } from '../model/result.js';
import { examine } from './analysis/examine.js';
import { toResult } from './analysis/result.js';
import { runSteps } from './analysis/run-steps.js';
import { createStopwatch } from './analysis/stopwatch.js';
import { takeSurvey } from './analysis/survey.js';

/** The whole analysis: prints nothing, exits nothing, and touches the world only through the host. Costs of packages are given to tests only. */
export async function analyze(options: Options, host: Host, initCostOf?: InitCostOf): Promise<AnalysisResult> {
  const stopwatch = createStopwatch(host);
  const { parse } = createParser();
  host.log('info', 'Finding functions');
  const survey = await takeSurvey(options, host, parse);
  stopwatch.book(phase('functions'));
  const steps = examine(survey.discovery.functions, survey, options, host, parse, initCostOf);
  const examined = await runSteps(steps, stopwatch.book);
  return toResult(survey, examined, options, stopwatch);
}

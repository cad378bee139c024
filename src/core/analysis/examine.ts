import { initCostOf as knownInitCosts } from '../../coldstart/init-cost.js';
import { askedFor } from '../../engine/asking/asked-for.js';
import { runRules } from '../../engine/asking/run-rules.js';
import type { ParseModule } from '../../lambda/modules/modules.js';
import { loadingProgram, type Program } from '../../lambda/program.js';
import type { Steps } from '../../lib/steps.js';
import type { InitCostOf } from '../../model/cold-start.js';
import type { Finding } from '../../model/finding.js';
import type { LambdaFunction } from '../../model/function.js';
import type { Host } from '../../model/host.js';
import type { Options } from '../../model/options.js';
import type { Problem } from '../../model/problem.js';
import { rules } from '../../rules/index.js';
import type { Survey } from './survey.js';

/** What the code of some functions shows. */
export interface Examined {
  readonly program: Program;
  /** Of the files that were asked for. */
  readonly findings: readonly Finding[];
  /** How many active ones there are in other files. */
  readonly findingsElsewhere: number;
  /** Of the code; what discovery stumbled over is in the survey. */
  readonly problems: readonly Problem[];
}

/** Follows the functions through their code and asks the rules. */
export function* examine(
  functions: readonly LambdaFunction[],
  survey: Survey,
  options: Options,
  host: Host,
  parse: ParseModule,
  initCostOf: InitCostOf = knownInitCosts,
): Steps<Examined> {
  const { clients } = options;
  const { neighbours, discovery } = survey;
  host.log('info', `Reading the code of ${functions.length} functions`);
  const { tables, sources } = discovery;
  const input = { sources, functions, tables, clients, neighbours, parse, initCostOf };
  const { program, problems } = yield* loadingProgram(input, host);
  host.log('info', `Checking ${program.modules.size} files`);
  const run = yield* runRules(rules, program, options);
  const found = run.findings.filter(isIn(options));
  const everywhere = run.findings.filter(isIn({ ...options, paths: [] }));
  return {
    program,
    findings: found,
    findingsElsewhere: everywhere.filter(isActive).length - found.filter(isActive).length,
    problems: [...problems, ...run.problems],
  };
}

function isIn(options: Options): (finding: Finding) => boolean {
  const isWanted = askedFor(options);
  return ({ file }) => isWanted(file);
}

function isActive({ suppressed }: Finding): boolean {
  return !suppressed;
}

import { createParser } from '../../src/ast/parse.js';
import { resolveOptions } from '../../src/config/resolve-options.js';
import { takeSurvey } from '../../src/core/analysis/survey.js';
import { createNodeHost } from '../../src/host/node-host.js';
import { loadProgram, type Program } from '../../src/lambda/program.js';
import type { Problem } from '../../src/model/problem.js';
import { rules } from '../../src/rules/index.js';

export interface AnalysedProject {
  readonly program: Program;
  /** What discovery and the code left open; what the analysis says that it does not follow comes here, too. */
  readonly problems: readonly Problem[];
}

/** The facts of a project as `coldlens lint` makes them, without its rules. */
export async function analyseProject(root: string): Promise<AnalysedProject> {
  const host = createNodeHost();
  const { parse } = createParser();
  const metas = rules.map(({ meta }) => meta);
  const options = resolveOptions({ root, paths: [], rules: metas, onlyRules: [] }, { outer: [], nested: [] });
  const { discovery, neighbours } = await takeSurvey(options, host, parse);
  const { sources, functions, tables } = discovery;
  const { clients } = options;
  const { program, problems } = loadProgram({ sources, functions, tables, clients, neighbours, parse }, host);
  return { program, problems: [...discovery.problems, ...problems] };
}

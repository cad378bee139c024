import { createParser } from '../ast/parse.js';
import { loadProgram } from '../lambda/program.js';
import type { Host } from '../model/host.js';
import type { Options } from '../model/options.js';
import type { Discovery } from '../project/discover.js';
import { takeSurvey } from './analysis/survey.js';

/** Which functions there are, and which of their calls nobody can follow; rules are not asked. */
export async function followFunctions(options: Options, host: Host): Promise<Discovery> {
  const { parse } = createParser();
  const { discovery, neighbours } = await takeSurvey(options, host, parse);
  const { sources, functions, tables } = discovery;
  const { clients } = options;
  host.log('info', `Reading the code of ${functions.length} functions`);
  const { problems } = loadProgram({ sources, functions, tables, clients, neighbours, parse }, host);
  const unfollowed = problems.filter(({ kind }) => kind === 'unfollowed-call');
  return { ...discovery, problems: [...discovery.problems, ...unfollowed] };
}

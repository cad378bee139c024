import { memoise } from '../../lib/memoise.js';
import { loadsIn } from '../../sources/loads.js';
import type { ResolveModule } from '../../sources/resolve-module.js';
import type { ModuleGraph } from '../modules/modules.js';
import { createLoaders, type Loaders } from './loaders.js';
import type { TestReader } from './reader.js';

/** Programs of the project that are neither code of a function nor tests: scripts, servers for one's own machine, command lines. */
export interface Programs {
  /** The program, or one that loads it, loads the code; standing beside it says nothing. */
  isLoading(program: string, file: string): boolean;
  readonly loaders: Loaders;
}

export interface ProgramsInput {
  readonly graph: ModuleGraph;
  readonly resolve: ResolveModule;
  readonly reader: TestReader;
  readonly programs: readonly string[];
}

const MOST_FILES = 100;

export function createPrograms(input: ProgramsInput): Programs {
  const { graph, programs } = input;
  const loaders = createLoaders({ ...input, among: programs });
  const modulesOf = memoise((program) => modulesLoadedBy(program, input));
  const loads = (program: string, file: string): boolean =>
    [...modulesOf(program)].some((module) => graph.closureOf(module).has(file));
  const usersOf = memoise((program) => [...withUsers(program, loaders)]);
  return { isLoading: (program, file) => usersOf(program).some((each) => loads(each, file)), loaders };
}

/** Code of functions, also over other files. */
function modulesLoadedBy(program: string, { graph, resolve, reader }: ProgramsInput): ReadonlySet<string> {
  const modules = new Set<string>();
  const seen = new Set([program]);
  // A set also walks over what is added on the way.
  for (const path of seen) {
    if (seen.size > MOST_FILES) break;
    for (const name of loadsIn(reader.textOf(path))) {
      const resolution = resolve(name, path);
      if (resolution.kind === 'file') (graph.modules.has(resolution.path) ? modules : seen).add(resolution.path);
    }
  }
  return modules;
}

function withUsers(program: string, loaders: Loaders): ReadonlySet<string> {
  const found = new Set([program]);
  for (const path of found) {
    for (const user of loaders(path)) found.add(user);
    if (found.size > MOST_FILES) break;
  }
  return found;
}

import type { KnownBundle } from '../../bundle/session.js';
import { groupBy } from '../../model/group.js';
import { notInstalled } from '../../model/missing-packages.js';
import type { Problem } from '../../model/problem.js';
import { listNames } from '../../report/words.js';

/** Names in a message; a module that many share breaks them all. */
const NAMED = 3;

/** What kept functions from being built, each cause once. That a plain zip has not been made yet is told on its card only. */
export function problemsOf(known: readonly KnownBundle[]): readonly Problem[] {
  const told = known
    .filter(({ fn }) => fn.build?.tool === 'esbuild')
    .flatMap(({ fn, problems }) => problems.map((problem) => ({ fn, problem, words: wordsOf(problem, fn.name) })));
  const byCause = groupBy(told, ({ problem, words }) =>
    JSON.stringify([problem.file, problem.line, problem.column, words]),
  );
  const causes = [...byCause.values()].map((group): Problem => {
    const names = listNames([...new Set(group.map(({ fn }) => fn.name))], NAMED);
    return { ...group[0]!.problem, message: `${names}: ${group[0]!.words}` };
  });
  return [...absent(known), ...causes];
}

/** Without the name of the function in front. */
export function wordsOf({ message }: Problem, name: string): string {
  return message.startsWith(`${name}: `) ? message.slice(name.length + 2) : message;
}

function absent(known: readonly KnownBundle[]): Problem[] {
  const lacking = known.map(({ missing, bundle }) => ({ missing, notBuilt: bundle?.notBuilt }));
  return [
    ...counted(lacking.flatMap(notInstalled), 'not installed'),
    ...counted(
      lacking.flatMap(({ notBuilt = [] }) => notBuilt),
      'installed, but not built,',
    ),
  ];
}

function counted(all: readonly string[], what: string): Problem[] {
  const names = [...new Set(all)].sort();
  if (names.length === 0) return [];
  const packages = names.length === 1 ? '1 package is' : `${names.length} packages are`;
  return [{ kind: 'unbuilt', message: `${packages} ${what} and not counted in bundles: ${listNames(names, NAMED)}` }];
}

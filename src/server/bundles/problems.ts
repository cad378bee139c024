import type { KnownBundle } from '../../bundle/live-bundles.js';
import { notInstalled } from '../../derived/missing-packages.js';
import { groupBy } from '../../lib/group.js';
import type { Problem } from '../../model/problem.js';
import { listNames } from '../../words/counts.js';

/** Names in a message; a module that many share breaks them all. */
const NAMED = 3;

/** What kept functions from being built, each cause once. That a plain zip has not been made yet is told on its card only. */
export function problemsOfBundles(known: readonly KnownBundle[]): readonly Problem[] {
  const told = known
    .filter(({ fn }) => fn.build?.tool === 'esbuild')
    .flatMap(({ fn, problems }) => problems.map((problem) => ({ fn, problem })));
  const byCause = groupBy(told, ({ problem: { file, line, column, message } }) =>
    JSON.stringify([file, line, column, message]),
  );
  const causes = [...byCause.values()].map((group): Problem => {
    const names = listNames([...new Set(group.map(({ fn }) => fn.name))], NAMED);
    // Of several functions, none is the one that it is about.
    const { function: _, ...problem } = group[0]!.problem;
    return { ...problem, message: `${names}: ${problem.message}` };
  });
  return [...absent(known), ...causes];
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

import type { KnownBundle } from '../../bundle/session.js';
import { groupBy } from '../../model/group.js';
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
  return [...absent([...new Set(known.flatMap(({ missing }) => missing))]), ...causes];
}

/** Without the name of the function in front. */
export function wordsOf({ message }: Problem, name: string): string {
  return message.startsWith(`${name}: `) ? message.slice(name.length + 2) : message;
}

function absent(missing: readonly string[]): Problem[] {
  if (missing.length === 0) return [];
  const noun = missing.length === 1 ? 'package is' : 'packages are';
  const names = listNames([...missing].sort(), NAMED);
  return [{ kind: 'unbuilt', message: `${missing.length} ${noun} not installed and not counted in bundles: ${names}` }];
}

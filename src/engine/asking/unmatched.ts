import { concerns } from '../../derived/concerns.js';
import { isWithin, relativePath } from '../../lib/paths.js';
import type { LambdaFunction, UnresolvedFunction } from '../../model/function.js';
import type { FunctionFilter, Options } from '../../model/options.js';
import type { Problem } from '../../model/problem.js';

/**
 * Budgets and build settings that are about no function: a misspelled name would keep silent for ever.
 *
 * @param functions all of the project; one that could not be resolved has a name all the same.
 */
export function unmatchedFilters(
  { bundle, root }: Options,
  functions: readonly (LambdaFunction | UnresolvedFunction)[],
): readonly Problem[] {
  const isAbout = (filter: FunctionFilter): boolean =>
    functions.some(({ name, declaredIn }) => name !== undefined && concerns(filter, { name, declaredIn }, root));
  // A config above the root is for functions elsewhere as well.
  const isInside = ({ base }: FunctionFilter): boolean => isWithin(base, root);
  return (['budgets', 'builds'] as const).flatMap((key) =>
    bundle[key]
      .filter((filter) => isInside(filter) && !filter.functions.includes('*') && !isAbout(filter))
      .map(({ functions: globs, base, place }): Problem => {
        const where = place || base === root ? '' : ` in ${relativePath(root, base)}`;
        const names = globs.map((glob) => JSON.stringify(glob)).join(', ');
        const verb = globs.length > 1 ? 'match' : 'matches';
        return {
          kind: 'invalid-config',
          ...(place && { file: relativePath(root, place.path), line: place.line }),
          message: `bundle.${key}${where}: ${names} ${verb} no function`,
        };
      }),
  );
}

import { posix } from 'node:path';
import { groupBy } from '../../lib/group.js';
import type { Declaration } from '../../model/function.js';

interface WithName {
  readonly name?: string;
  readonly declaredIn: Declaration;
  readonly link?: string;
}

/** What people call a block that is the only one of its module. */
const GENERIC = /^(function|lambda|lambda_function|fn|this|main|default)$/;

/**
 * A name that says nothing, in several modules of a project, tells nobody which function is meant: then it is the name that the function is
 * given, and else the folder of its module. `statedName` knows the former by the link.
 */
export function withTellingNames<Type extends WithName>(
  all: readonly Type[],
  others: readonly WithName[],
  statedName: (link: string) => string | undefined,
): Type[] {
  const byName = groupBy([...all, ...others], ({ name }) => name);
  const statedOf = ({ link }: WithName): string | undefined => (link === undefined ? undefined : statedName(link));
  const stated = groupBy(all, statedOf);
  return all.map((each) => {
    const { name, declaredIn } = each;
    const folder = posix.dirname(declaredIn.file);
    const isShared = byName.get(name)?.some((other) => posix.dirname(other.declaredIn.file) !== folder);
    if (name === undefined || !GENERIC.test(name) || !isShared) return each;
    const own = statedOf(each);
    const isTelling = own !== undefined && stated.get(own)?.length === 1;
    return { ...each, name: isTelling ? own : folder === '.' ? name : folder };
  });
}

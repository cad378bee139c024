import { declaredId } from '../derived/declared-id.js';
import type { Declaration } from '../model/function.js';
import { byDeclaration, compareText } from './by-declaration.js';

/** Gives each function or declaration its id, numbered where a file declares a name twice, and sorts by it. */
export function withIds<Type extends { readonly name: string; readonly declaredIn: Declaration }>(
  found: readonly Type[],
): (Type & { readonly id: string })[] {
  const counts = new Map<string, number>();
  const inOrder = [...found].sort(byDeclaration);
  const functions = inOrder.map((each) => {
    const base = declaredId(each.declaredIn, each.name);
    const count = (counts.get(base) ?? 0) + 1;
    counts.set(base, count);
    return { id: count === 1 ? base : `${base}-${count}`, ...each };
  });
  return functions.sort((left, right) => compareText(left.id, right.id));
}

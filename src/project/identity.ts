import { declaredId } from '../derived/declared-id.js';
import type { LambdaFunction } from '../model/function.js';
import type { FoundFunction } from './resolve.js';

/** Gives each function its id, numbered where a file declares a name twice, and sorts by it. */
export function withIds(found: readonly FoundFunction[]): LambdaFunction[] {
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

/** By file, then line, then name; the same on every machine. */
export function byDeclaration(left: Identified, right: Identified): number {
  return (
    compareText(left.declaredIn.file, right.declaredIn.file) ||
    left.declaredIn.line - right.declaredIn.line ||
    compareText(left.name ?? '', right.name ?? '')
  );
}

interface Identified {
  readonly name?: string;
  readonly declaredIn: { readonly file: string; readonly line: number };
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

import { ts } from 'ts-morph';
import { groupBy } from '../../lib/group.js';

/** Something that may be called or made, with the place where it is written. */
type Callable<Value> = readonly [node: ts.Node, value: Value];

const CALLED = /(?<!\bfunction\s+)\b(\w+)\s*\(|\bextends\s+(?:\w+\.)*(\w+)/g;

/**
 * Those that call come before those that they call, as far as names tell. First of all come those whose name is called nowhere in the texts.
 * Whoever enters them in this order enters most of them once, with what they are given.
 */
export function orderByCalls<Value>(candidates: readonly Callable<Value>[], texts: string): Callable<Value>[] {
  const called = namesCalledIn(texts);
  const isCalled = ([node]: Callable<Value>) => Number(called.has(nameOf(node)));
  const sorted = [...candidates].sort((left, right) => isCalled(left) - isCalled(right));
  const byName = groupBy(sorted, ([node]) => nameOf(node));
  const visited = new Set<Callable<Value>>();
  const done: Callable<Value>[] = [];
  const visit = (candidate: Callable<Value>) => {
    if (visited.has(candidate)) return;
    visited.add(candidate);
    for (const name of [...namesCalledIn(candidate[0].getText())].reverse()) byName.get(name)?.forEach(visit);
    done.push(candidate);
  };
  for (const each of sorted.toReversed()) visit(each);
  return done.reverse();
}

function namesCalledIn(text: string): Set<string> {
  return new Set([...text.matchAll(CALLED)].map(([, name, base]) => name ?? base ?? ''));
}

function nameOf(node: ts.Node): string {
  const named = ts.isVariableDeclaration(node.parent) ? node.parent.name : (node as ts.NamedDeclaration).name;
  return named && ts.isIdentifier(named) ? named.text : '';
}

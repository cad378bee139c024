import { ts } from 'ts-morph';
import { findAncestor, isClassNode } from '../../ast/nodes.js';
import { oncePer } from '../../lib/memoise.js';
import { type Evaluation, NONE } from './evaluation.js';
import { type Denoted, sameValue } from './value.js';

/** Answers keep fewer. */
const ENOUGH = 2000;

/** What is put under a name on something after it was made: `store.get = …`, `Store.prototype.get = …`, `Object.assign(store, more)`. */
export function assignedMember(
  e: Evaluation,
  holder: Denoted,
  name: string,
  file: ts.SourceFile | undefined,
): readonly Denoted[] {
  const set: Denoted[] = [];
  for (const { object, value } of e.assigned.toMember(name, file)) {
    if (holds(e, object, holder)) set.push(...e.of(value));
    if (set.length > ENOUGH) return set;
  }
  return [...set, ...copiedMember(e, holder, name, file)];
}

function holds(e: Evaluation, object: ts.Expression, holder: Denoted): boolean {
  // In callbacks, `this` is mostly that of the class around them.
  if (object.kind === ts.SyntaxKind.ThisKeyword && holder.kind === 'instance')
    return findAncestor(object, isClassNode) === holder.node;
  const values = e.of(object);
  if ('node' in holder && holder.node && !nodesOf(values).has(holder.node)) return false;
  return values.some((value) => sameValue(value, holder));
}

/** Asked for each pair of what is assigned and what may have it. */
const nodesOf = oncePer(
  (values: readonly Denoted[]) =>
    new Set<ts.Node>(values.flatMap((value) => ('node' in value && value.node ? [value.node] : []))),
);

/** `Object.assign(holder, others)`, `inherits(Holder, Other)`, in the file of the holder. */
function copiedMember(
  e: Evaluation,
  holder: Denoted,
  name: string,
  file: ts.SourceFile | undefined,
): readonly Denoted[] {
  const copies = file ? (e.graph.modules.get(file.fileName)?.facts.copies ?? []) : [];
  return copies.flatMap(({ target, sources, isOfPrototypes }) => {
    const into = e.of(target);
    const targets = isOfPrototypes ? prototypesOf(e, into) : into;
    if (!targets.some((value) => sameValue(value, holder))) return NONE;
    const given = sources.flatMap((source) => e.of(source));
    const others = (isOfPrototypes ? prototypesOf(e, given) : given).filter((value) => !sameValue(value, holder));
    return e.membersOf(others, name);
  });
}

function prototypesOf(e: Evaluation, values: readonly Denoted[]): readonly Denoted[] {
  return e.membersOf(values, 'prototype');
}

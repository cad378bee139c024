import { declaredId } from '../derived/declared-id.js';
import type { Declaration, LambdaFunction, UnresolvedFunction } from '../model/function.js';
import { byDeclaration, compareText } from './by-declaration.js';
import type { Linked, UnresolvedDeclaration } from './declared.js';
import type { MergedFunction } from './dedupe.js';
import type { FoundFunction } from './resolve.js';

type NamedDeclaration = Linked & { readonly name: string; readonly declaredIn: Declaration };

/** Every function and declaration with its id. */
export interface Identities {
  /** Sorted by their ids. */
  readonly functions: readonly LambdaFunction[];
  readonly unresolved: readonly UnresolvedFunction[];
  /** Ids of declarations, by what links call them. */
  readonly idOf: (link: string) => string | undefined;
  readonly declarations: readonly IdentifiedDeclaration[];
}

export interface IdentifiedDeclaration {
  readonly id: string;
  readonly declared: FoundFunction | UnresolvedDeclaration;
  /** The function that it is, or that stands for it. */
  readonly functionId?: string;
}

/**
 * Gives each function and each further declaration its id, numbered where a file declares a name twice: functions first, so that
 * theirs do not depend on what was not found.
 */
export function identify(found: readonly MergedFunction[], unresolved: readonly UnresolvedDeclaration[]): Identities {
  const nextId = createIds();
  const links = new Map<string, string>();
  const declarations: IdentifiedDeclaration[] = [];
  const add = (declared: NamedDeclaration & (FoundFunction | UnresolvedDeclaration), functionId?: string): string => {
    const id = functionId ?? nextId(declared);
    const link = linkOf(declared);
    if (!links.has(link)) links.set(link, id);
    return id;
  };
  const functions = [...found].sort(byDeclaration).map((each) => ({ id: nextId(each), each }));
  for (const { id, each } of functions) {
    add(each, id);
    declarations.push({ id, declared: each, functionId: id });
  }
  const repeated = new Map<FoundFunction, string>();
  for (const { id: functionId, each } of functions) {
    for (const other of each.repeated ?? []) {
      if (repeated.has(other)) continue;
      const id = add(other);
      repeated.set(other, id);
      declarations.push({ id, declared: other, functionId });
    }
  }
  const open = [...unresolved].sort(byDeclaration).map((each) => {
    const { name } = each;
    const id = name === undefined ? undefined : add({ ...each, name });
    if (id !== undefined) declarations.push({ id, declared: each });
    return withoutReading(each, id);
  });
  return {
    functions: functions
      .map(({ id, each }) => toFunction(id, each, repeated))
      .sort((left, right) => compareText(left.id, right.id)),
    unresolved: open,
    idOf: (link) => links.get(link),
    declarations,
  };
}

function linkOf({ link, name, declaredIn }: NamedDeclaration): string {
  return link ?? declaredId(declaredIn, name);
}

function createIds(): (declared: NamedDeclaration) => string {
  const counts = new Map<string, number>();
  return ({ declaredIn, name }) => {
    const base = declaredId(declaredIn, name);
    const count = (counts.get(base) ?? 0) + 1;
    counts.set(base, count);
    return count === 1 ? base : `${base}-${count}`;
  };
}

function toFunction(
  id: string,
  { repeated, settings: _, leavesCodeOpen: __, link: ___, ...fn }: MergedFunction,
  idOfRepeated: ReadonlyMap<FoundFunction, string>,
): LambdaFunction {
  const alsoDeclaredIn = repeated?.map((each) => ({ ...each.declaredIn, id: idOfRepeated.get(each) }));
  return { id, ...fn, ...(alsoDeclaredIn && { alsoDeclaredIn }) };
}

function withoutReading(
  { constructPath: _, settings: __, leavesCodeOpen: ___, link: ____, ...each }: UnresolvedDeclaration,
  id: string | undefined,
): UnresolvedFunction {
  return id === undefined ? each : { declarationId: id, ...each };
}

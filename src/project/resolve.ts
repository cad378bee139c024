import { declaredId } from '../derived/declared-id.js';
import { handlerKey } from '../derived/handler-key.js';
import { groupBy } from '../lib/group.js';
import type { LambdaFunction, Unfound } from '../model/function.js';
import type { DeclaredFunction, UnresolvedDeclaration } from './declared.js';
import { defaultFetch } from './engines.js';
import { findHandler, type HandlerSearch } from './handler-file.js';
import { findLikelySource } from './likely-source.js';
import { codeTargetOf } from './redirected-handler.js';
import type { Workspace } from './workspace.js';

/** A function whose id is not final: numbering of equal names comes last. */
export type FoundFunction = Omit<LambdaFunction, 'id'> &
  Pick<DeclaredFunction, 'settings' | 'leavesCodeOpen' | 'link' | 'isEdgeByPlugin'>;

/** Looks for the sources of declarations, by their names where they lead nowhere. */
export function resolveAll(
  workspace: Workspace,
  declared: readonly DeclaredFunction[],
): readonly (FoundFunction | UnresolvedDeclaration)[] {
  const results = declared.map((each) => ({ declared: each, result: resolveDeclared(workspace, each) }));
  const exact = groupBy(
    results.flatMap(({ result }) => (isFound(result) && !result.foundBy ? [result] : [])),
    ({ handler }) => handlerKey(handler),
  );
  return results.map(({ declared: of, result }) => {
    // What another function of the same file is made of is no guess.
    const isTaken =
      isFound(result) &&
      result.foundBy === 'name' &&
      exact
        .get(handlerKey(result.handler))
        ?.some(({ name, declaredIn }) => name !== of.name && declaredIn.file === of.declaredIn.file);
    return isTaken ? resolveDeclared(workspace, of, false) : result;
  });
}

export function isFound(result: FoundFunction | UnresolvedDeclaration): result is FoundFunction {
  return 'handler' in result;
}

function resolveDeclared(
  workspace: Workspace,
  declared: DeclaredFunction,
  mayGuess = true,
): FoundFunction | UnresolvedDeclaration {
  const { target: _, doubt, leavesCodeOpen, ...facts } = declared;
  const open = leavesCodeOpen && { leavesCodeOpen };
  const handler = findCode(workspace, declared);
  // A guess must fit exactly.
  if ('reason' in handler || (doubt !== undefined && handler.substitution !== undefined)) {
    const unfound = doubt ?? (handler as Unfound);
    const likely = mayGuess ? likelyHandler(workspace, declared, unfound) : undefined;
    if (likely) return { ...facts, handler: likely, foundBy: 'name', ...open };
    const { name, declaredIn, settings, link } = declared;
    const { reason, cause } = unfound;
    return { name, declaredIn, settings, link, leavesCodeOpen, reason, cause };
  }
  const { substitution, isByName, runtime, engine, ...place } = handler;
  if (substitution !== undefined) tellSubstitution(workspace, declared, substitution);
  return {
    ...withRuntime(facts, runtime),
    handler: place,
    ...(engine && { engine }),
    ...(isByName && { foundBy: 'name' }),
    ...open,
  };
}

/** What runs the code may name its exports in a way of its own. */
function findCode(workspace: Workspace, declared: DeclaredFunction): HandlerSearch {
  const target = codeTargetOf(declared);
  const found = findHandler(workspace, target);
  const isLost = 'reason' in found || found.substitution !== undefined;
  if (!isLost || declared.engine !== 'bun' || target.kind !== 'handler-string') return found;
  const others = defaultFetch(target.handler).map((handler) => findHandler(workspace, { ...target, handler }));
  return others.find((each) => !('reason' in each) && each.substitution === undefined) ?? found;
}

/** An image brings its runtime; of what is stated beside it, nothing is one. */
function withRuntime<Facts extends Pick<FoundFunction, 'runtime' | 'settings'>>(
  facts: Facts,
  image: { readonly name: string; readonly file: string; readonly line: number } | undefined,
): Facts {
  if (image === undefined) return facts;
  const { name, file, line } = image;
  const runtime = { value: name, from: 'stated' as const, writtenAt: { file, line } };
  return { ...facts, runtime: name, ...(facts.settings && { settings: { ...facts.settings, runtime } }) };
}

function likelyHandler(
  workspace: Workspace,
  declared: DeclaredFunction,
  { cause }: Unfound,
): LambdaFunction['handler'] | undefined {
  const likely = findLikelySource(workspace, { ...declared, target: codeTargetOf(declared) }, cause);
  return likely && { file: workspace.relative(likely.file), export: likely.export, line: likely.found.line };
}

function tellSubstitution(workspace: Workspace, { name, declaredIn }: DeclaredFunction, substitution: string): void {
  const { file, line, column } = declaredIn;
  workspace.problems.push({
    kind: 'unresolved-handler',
    function: { id: declaredId(declaredIn, name), name },
    file,
    line,
    column,
    message: `${substitution}, which is analysed instead`,
  });
}

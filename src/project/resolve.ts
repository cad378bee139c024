import { declaredId } from '../derived/declared-id.js';
import type { LambdaFunction } from '../model/function.js';
import type { DeclaredFunction, UnresolvedDeclaration } from './declared.js';
import { findHandler } from './handler-file.js';
import { codeTargetOf } from './redirected-handler.js';
import type { Workspace } from './workspace.js';

/** A function whose id is not final: numbering of equal names comes last. */
export type FoundFunction = Omit<LambdaFunction, 'id'> & Pick<DeclaredFunction, 'settings' | 'leavesCodeOpen'>;

/** Looks for the source of a declaration. */
export function resolveDeclared(
  workspace: Workspace,
  declared: DeclaredFunction,
): FoundFunction | UnresolvedDeclaration {
  const { target: _, doubt, leavesCodeOpen, ...facts } = declared;
  const handler = findHandler(workspace, codeTargetOf(declared));
  const { name, declaredIn, settings } = declared;
  if ('reason' in handler) return { name, declaredIn, settings, leavesCodeOpen, ...(doubt ?? handler) };
  // A guess must fit exactly.
  if (doubt !== undefined && handler.substitution !== undefined)
    return { name, declaredIn, settings, leavesCodeOpen, ...doubt };
  const { substitution, ...place } = handler;
  if (substitution !== undefined) {
    const { file, line, column } = declared.declaredIn;
    workspace.problems.push({
      kind: 'unresolved-handler',
      function: { id: declaredId(declaredIn, name), name },
      file,
      line,
      column,
      message: `${substitution}, which is analysed instead`,
    });
  }
  return { ...facts, handler: place, ...(leavesCodeOpen && { leavesCodeOpen }) };
}

import { ts } from 'ts-morph';
import { isInside, ownerOf } from '../../ast/nodes.js';
import { referencesOf, statementOf } from '../../ast/references.js';
import { lookupName } from '../../ast/scope.js';
import type { Edit } from '../../model/finding.js';
import { replace } from '../editing/edits.js';
import { freeName } from '../editing/names.js';
import { reindentedRange } from '../editing/reindent.js';
import { insertionBefore, removals, type Span, topLevelStatement } from '../editing/statements.js';
import { indentAt, styleOf } from '../editing/style.js';
import { goneSpan, movingSpan } from './comments.js';
import type { Needs } from './init-known.js';
import { inlinedText } from './inline.js';
import { clientName, sharedName } from './names.js';
import { isSameCode, type SharedExpression } from './shared.js';

/**
 * Moves what makes the client to module scope, in front of the code that made it; with it the constants that only it needs,
 * and the wrappers that only it is in.
 */
export function hoistEdits(
  shared: SharedExpression,
  { constants }: Needs,
  wrappers: readonly ts.VariableDeclaration[],
  isReusable: (made: ts.Expression) => boolean,
): Edit[] {
  const { node, declaration } = shared;
  const existing = existingConstant(shared, isReusable);
  if (existing) return useInstead(shared, existing);
  const moved = movedAlong(constants, node);
  const inlined = new Set([...constants].filter((each) => !moved.has(each)));
  const name = nameFor(shared);
  const isRenamed = declaration !== undefined && name !== declaration.name.text;
  const followers = isRenamed ? [] : wrappers.filter((each) => isFreeAround(each));
  const gone = [...moved, ...(declaration ? [declaration] : []), ...followers].map(ownStatement);
  const spanOf = (statement: ts.Statement): Span => movingSpan(statement, gone);
  const line = (each: ts.VariableDeclaration, values: Needs['constants'], newName?: string): string =>
    lineOf(each, spanOf(ownStatement(each)), values, newName);
  const lines = [
    ...[...moved].map((each) => line(each, inlined)),
    declaration ? line(declaration, inlined, name) : assignment(shared, inlined, name),
    ...followers.map((each) => line(each, new Set())),
  ];
  const { newline } = styleOf(node.getSourceFile());
  const edits = [insertionBefore(topLevelStatement(node), lines.join(newline), newline), ...removals(gone, spanOf)];
  if (!declaration) edits.push(replace(node, name));
  else if (isRenamed) edits.push(...renames(declaration, name));
  return edits;
}

/** The file has the same client at module scope already. */
function useInstead({ node, declaration }: SharedExpression, name: string): Edit[] {
  if (!declaration) return [replace(node, name)];
  const uses = name === declaration.name.text ? [] : renames(declaration, name);
  return [...removals([ownStatement(declaration)], goneSpan), ...uses];
}

/** `const s3 = new S3Client({})` of the top level, made with the same words, and there before it is needed. */
function existingConstant(
  { node, declaration }: SharedExpression,
  isReusable: (made: ts.Expression) => boolean,
): string | undefined {
  const before = topLevelStatement(node);
  const from = declaration ? scopeAround(declaration) : node;
  for (const statement of node.getSourceFile().statements) {
    if (statement === before) return undefined;
    if (!ts.isVariableStatement(statement) || !(statement.declarationList.flags & ts.NodeFlags.Const)) continue;
    for (const each of statement.declarationList.declarations) {
      if (!ts.isIdentifier(each.name) || !each.initializer || !isSameCode(each.initializer, node)) continue;
      if (lookupName(each.name.text, from)?.node === each && isReusable(each.initializer)) return each.name.text;
    }
  }
  return undefined;
}

/** As the code calls it, when nothing else of the file could be meant by that name. */
function nameFor(shared: SharedExpression): string {
  const { node, declaration } = shared;
  const name = clientName(shared);
  if (!declaration) return freeName(name, node.getSourceFile());
  return isFreeAround(declaration) ? name : freeName(sharedName(name), node.getSourceFile());
}

/** Without this declaration, its name would mean nothing: neither another variable nor something of the language. */
function isFreeAround(declaration: ts.VariableDeclaration): boolean {
  const name = declaration.name.getText();
  return lookupName(name, scopeAround(declaration)) === undefined && !isNamedFreely(declaration, name);
}

/** Where a name is looked up when the declaration's own scope does not know it. */
function scopeAround(declaration: ts.VariableDeclaration): ts.Node {
  const isBlockScoped = (declaration.parent.flags & ts.NodeFlags.BlockScoped) !== 0;
  const scope = isBlockScoped ? declaration.parent.parent.parent : ownerOf(declaration);
  return scope.parent;
}

function isNamedFreely(declaration: ts.VariableDeclaration, name: string): boolean {
  let isFree = false;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name && isFreeUse(node)) isFree = true;
    if (!isFree) ts.forEachChild(node, visit);
  };
  visit(declaration.getSourceFile());
  return isFree;
}

function isFreeUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if ((parent as ts.NamedDeclaration).name === node) return false;
  if (ts.isBindingElement(parent) && parent.propertyName === node) return false;
  return lookupName(node.text, node) === undefined;
}

/** The constants that nothing else needs, or that must not be made twice; in the order of the code. */
function movedAlong(constants: Needs['constants'], node: ts.Expression): ReadonlySet<ts.VariableDeclaration> {
  const isMoving = (name: ts.Identifier): boolean =>
    isInside(name, node) || [...constants].some((each) => isInside(name, each) && canMove(each));
  const canMove = (each: ts.VariableDeclaration): boolean => {
    const isObject = !!each.initializer && ts.isNewExpression(each.initializer);
    return !!statementOf(each) && isFreeAround(each) && (isObject || referencesOf(each).every(isMoving));
  };
  return new Set([...constants].filter(canMove).sort((a, b) => a.pos - b.pos));
}

function assignment({ node }: SharedExpression, inlined: Needs['constants'], name: string): string {
  return `const ${name} = ${textOf(node, inlined)}${styleOf(node.getSourceFile()).semicolon}`;
}

/** Of a variable that moves: it is declared by itself. */
function ownStatement(declaration: ts.VariableDeclaration): ts.VariableStatement {
  return statementOf(declaration)!;
}

/** The statement as it stands at module scope, with the comments that move along and those inside of it. */
function lineOf(
  declaration: ts.VariableDeclaration,
  { start, end }: Span,
  inlined: Needs['constants'],
  newName?: string,
): string {
  const file = declaration.getSourceFile();
  const statement = ownStatement(declaration);
  const { name } = declaration;
  const value = declaration.initializer!;
  const indent = indentAt(statement);
  const between = (from: number, to: number): string => reindentedRange(file, from, to, indent, '');
  const comments = between(start, statement.getStart(file));
  const head = between(name.pos, name.getStart(file)) + (newName ?? name.getText());
  const code = `const${head}${between(name.end, value.getStart(file))}${textOf(value, inlined)}`;
  return comments + code + file.text.slice(value.end, end);
}

/** With the indentation of the top level. */
function textOf(node: ts.Expression, inlined: Needs['constants']): string {
  const file = node.getSourceFile();
  const text = reindentedRange(file, node.getStart(file), node.end, indentAt(node), '');
  return inlined.size > 0 ? inlinedText(node, inlined) : text;
}

function renames(declaration: ts.VariableDeclaration, name: string): Edit[] {
  return referencesOf(declaration).map((each) =>
    replace(each, ts.isShorthandPropertyAssignment(each.parent) ? `${each.text}: ${name}` : name),
  );
}

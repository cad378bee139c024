import { ts } from 'ts-morph';
import type { NamedExport } from '../../sources/exports.js';
import { ownExports } from '../find-export.js';

/** An export with what it stands for in the same file. */
export interface ExportedValue {
  readonly name: string;
  readonly node: ts.Node;
  /** The function or expression behind the name, when it is in this file. */
  readonly value?: ts.Node;
  readonly type?: ts.TypeNode;
}

/** The exports of a file, each followed to the declaration it names. */
export function listExportedValues(source: ts.SourceFile): ExportedValue[] {
  const locals = listLocals(source);
  return [...ownExports(source)].map(([name, exported]) => ({ name, node: exported.at, ...follow(exported, locals) }));
}

interface DeclaredValue {
  readonly value?: ts.Node;
  readonly type?: ts.TypeNode;
}

type Locals = ReadonlyMap<string, DeclaredValue>;

function listLocals(source: ts.SourceFile): Locals {
  const locals = new Map<string, DeclaredValue>();
  for (const statement of source.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name) locals.set(statement.name.text, { value: statement });
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer, type } of statement.declarationList.declarations) {
      if (ts.isIdentifier(name)) locals.set(name.text, { value: initializer, type });
    }
  }
  return locals;
}

function follow(exported: NamedExport, locals: Locals): DeclaredValue {
  if (exported.kind === 'from') return {};
  if (exported.kind === 'name') return locals.get(exported.name) ?? {};
  if (exported.kind === 'expression') return followExpression(exported.node, locals);
  const { node } = exported;
  if (ts.isVariableDeclaration(node)) return { value: node.initializer, type: node.type };
  return ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) ? { value: node } : {};
}

function followExpression(node: ts.Expression, locals: Locals): DeclaredValue {
  if (ts.isIdentifier(node)) return locals.get(node.text) ?? {};
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken
    ? followExpression(node.right, locals)
    : { value: node };
}

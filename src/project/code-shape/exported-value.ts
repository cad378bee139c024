import { ts } from 'ts-morph';
import { exportsOf } from '../find-export.js';

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
  return source.statements.flatMap(exportsOf).map(([name, node]) => ({ name, node, ...follow(node, locals) }));
}

interface Declared {
  readonly value?: ts.Node;
  readonly type?: ts.TypeNode;
}

type Locals = ReadonlyMap<string, Declared>;

function listLocals(source: ts.SourceFile): Locals {
  const locals = new Map<string, Declared>();
  for (const statement of source.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name) locals.set(statement.name.text, { value: statement });
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer, type } of statement.declarationList.declarations) {
      if (ts.isIdentifier(name)) locals.set(name.text, { value: initializer, type });
    }
  }
  return locals;
}

function follow(node: ts.Node, locals: Locals): Declared {
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) return { value: node };
  if (ts.isExportSpecifier(node))
    return node.parent.parent.moduleSpecifier ? {} : (locals.get((node.propertyName ?? node.name).text) ?? {});
  if (ts.isShorthandPropertyAssignment(node)) return locals.get(node.name.text) ?? {};
  if (ts.isPropertyAssignment(node)) return followExpression(node.initializer, locals);
  if (ts.isBinaryExpression(node)) return followExpression(node.right, locals);
  if (ts.isExportAssignment(node)) return followExpression(node.expression, locals);
  return ts.isIdentifier(node) ? (locals.get(node.text) ?? {}) : {};
}

function followExpression(node: ts.Expression, locals: Locals): Declared {
  if (ts.isIdentifier(node)) return locals.get(node.text) ?? {};
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken
    ? followExpression(node.right, locals)
    : { value: node };
}

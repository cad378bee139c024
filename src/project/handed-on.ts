import { ts } from 'ts-morph';
import { findAncestor, unwrap } from '../ast/nodes.js';
import { lookupName } from '../ast/scope.js';
import { exportsOf } from '../sources/exports.js';
import { ownExports } from './find-export.js';
import { resolveModule } from './module-path.js';
import type { Workspace } from './workspace.js';

/** An export of a file; absolute. */
export interface ExportPlace {
  readonly file: string;
  readonly name: string;
}

/**
 * The exports that one hands on, or wraps: `export { handler } from './handler'`, `export *`, and `export const handler = inner`, where `inner`
 * is imported.
 */
export function handedOn(workspace: Workspace, first: ExportPlace): ExportPlace[] {
  const found = [first];
  const seen = new Set([keyOf(first)]);
  for (const place of found) {
    for (const next of behind(workspace, place)) {
      if (seen.has(keyOf(next))) continue;
      seen.add(keyOf(next));
      found.push(next);
    }
  }
  return found.slice(1);
}

export const keyOf = ({ file, name }: ExportPlace): string => `${file}#${name}`;

function behind(workspace: Workspace, { file, name }: ExportPlace): ExportPlace[] {
  const source = workspace.parse(file);
  if (source === undefined) return [];
  const imported = (specifier: string, of: string): ExportPlace[] => {
    const path = of === '*' ? undefined : resolveModule(workspace, file, specifier);
    return path === undefined ? [] : [{ file: path, name: of }];
  };
  const own = ownExports(source).get(name);
  if (!own) return exportsOf(source).stars.flatMap((specifier) => imported(specifier, name));
  if (own.kind === 'from') return imported(own.specifier, own.name);
  if (own.kind === 'name') return [{ file, name: own.name }, ...ofName(own.name, source, imported)];
  const value =
    own.kind === 'expression' ? own.node : ts.isVariableDeclaration(own.node) ? own.node.initializer : undefined;
  return value ? ofValue(value, imported) : [];
}

type Follow = (specifier: string, name: string) => ExportPlace[];

function ofName(name: string, from: ts.Node, imported: Follow, depth = 5): ExportPlace[] {
  const declared = lookupName(name, from)?.node;
  if (!declared || depth === 0) return [];
  if (ts.isVariableDeclaration(declared))
    return declared.initializer ? ofValue(declared.initializer, imported, depth - 1) : [];
  const module = findAncestor(declared, ts.isImportDeclaration)?.moduleSpecifier;
  if (!module || !ts.isStringLiteral(module)) return [];
  if (ts.isImportSpecifier(declared)) return imported(module.text, (declared.propertyName ?? declared.name).text);
  return ts.isImportClause(declared) ? imported(module.text, 'default') : [];
}

/** The name itself, a member of a namespace, or what a wrapper is given. */
function ofValue(node: ts.Expression, imported: Follow, depth = 5): ExportPlace[] {
  const value = unwrap(node);
  if (depth === 0) return [];
  if (ts.isIdentifier(value)) return ofName(value.text, value, imported, depth - 1);
  if (ts.isPropertyAccessExpression(value)) return ofMember(value, imported, depth);
  if (!ts.isCallExpression(value)) return [];
  const chain = ts.isPropertyAccessExpression(value.expression) ? [value.expression.expression] : [];
  const given = value.arguments.filter((each) => ts.isIdentifier(each) || ts.isPropertyAccessExpression(each));
  return [...given, ...chain.filter(ts.isCallExpression)].flatMap((each) => ofValue(each, imported, depth - 1));
}

/** `handlers.list`, where all of a file is imported as `handlers`. */
function ofMember({ expression, name }: ts.PropertyAccessExpression, imported: Follow, depth: number): ExportPlace[] {
  const declared = depth > 0 && ts.isIdentifier(expression) ? lookupName(expression.text, expression)?.node : undefined;
  const module = declared && ts.isNamespaceImport(declared) && findAncestor(declared, ts.isImportDeclaration);
  return module && ts.isStringLiteral(module.moduleSpecifier) ? imported(module.moduleSpecifier.text, name.text) : [];
}

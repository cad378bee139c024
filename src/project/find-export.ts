import { ts } from 'ts-morph';
import { resolveModule } from './module-path.js';
import type { Workspace } from './workspace.js';

export interface FoundExport {
  /** 1-based line in the asked file. */
  readonly line: number;
}

/** Longer chains of re-exports than this are cycles or generated code. */
const MAX_REEXPORTS = 20;

/** Where a file exports a name, ES module or CommonJS; of a dotted name the first part counts. */
export function findExport(workspace: Workspace, file: string, name: string): FoundExport | undefined {
  const source = workspace.parse(file);
  const [first = name] = name.split('.');
  const node = source && findNode(workspace, source, first, 0);
  return node && source && { line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1 };
}

/** The names that a file exports itself, for messages. */
export function listExports(workspace: Workspace, file: string): string[] {
  const source = workspace.parse(file);
  return source === undefined
    ? []
    : source.statements.flatMap((statement) => exportsOf(statement).map(([name]) => name));
}

function findNode(workspace: Workspace, source: ts.SourceFile, name: string, depth: number): ts.Node | undefined {
  for (const statement of source.statements) {
    for (const [exported, node] of exportsOf(statement)) if (exported === name) return node;
  }
  if (depth > MAX_REEXPORTS) return undefined;
  return (
    source.statements.find((statement) => reexportsOf(statement).some((target) => leadsTo(target))) ??
    findNested(source, name)
  );

  function leadsTo(specifier: string): boolean {
    const path = resolveModule(workspace, source.fileName, specifier);
    // What a package exports we cannot see; it may well be the name.
    if (path === undefined) return !specifier.startsWith('.');
    const target = workspace.parse(path);
    return target !== undefined && target !== source && findNode(workspace, target, name, depth + 1) !== undefined;
  }
}

/** CommonJS may export inside a condition or a function. */
function findNested(source: ts.SourceFile, name: string): ts.Node | undefined {
  if (!source.text.includes('exports')) return undefined;
  const visit = (node: ts.Node): ts.Node | undefined => {
    const found = ts.isExpressionStatement(node)
      ? commonJsExports(node).find(([exported]) => exported === name)?.[1]
      : undefined;
    return found ?? ts.forEachChild(node, visit);
  };
  return ts.forEachChild(source, visit);
}

/** Modules whose every export a statement passes on. */
function reexportsOf(statement: ts.Statement): string[] {
  if (ts.isExportDeclaration(statement) && !statement.exportClause && statement.moduleSpecifier) {
    return [(statement.moduleSpecifier as ts.StringLiteral).text];
  }
  const assigned = getModuleExportsValue(statement);
  if (assigned === undefined) return [];
  const spreads = ts.isObjectLiteralExpression(assigned)
    ? assigned.properties.filter(ts.isSpreadAssignment).map((each) => each.expression)
    : [assigned];
  return spreads.flatMap((each) => getRequired(each) ?? []);
}

type NamedNode = readonly [string, ts.Node];

/** Names that a statement exports, each with the node to show for it. */
export function exportsOf(statement: ts.Statement): NamedNode[] {
  if (ts.isExportDeclaration(statement)) return namedReexports(statement);
  if (ts.isExportAssignment(statement))
    return [['default', statement], ...propertiesOf(statement.isExportEquals ? statement.expression : undefined)];
  if (ts.isExpressionStatement(statement)) return commonJsExports(statement);
  if (!hasExportModifier(statement)) return [];
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap((each) => boundNames(each.name));
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
    const isDefault = statement.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword);
    return [[isDefault ? 'default' : (statement.name?.text ?? 'default'), statement]];
  }
  return ts.isImportEqualsDeclaration(statement) ? [[statement.name.text, statement]] : [];
}

function namedReexports(statement: ts.ExportDeclaration): NamedNode[] {
  const clause = statement.exportClause;
  if (clause === undefined || statement.isTypeOnly) return [];
  return ts.isNamespaceExport(clause)
    ? [[clause.name.text, statement]]
    : clause.elements.map((each) => [each.name.text, each]);
}

function boundNames(name: ts.BindingName): NamedNode[] {
  if (ts.isIdentifier(name)) return [[name.text, name]];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []));
}

/** `exports.x =`, `module.exports.x =`, `module.exports = { x }`, chained assignments included. */
function commonJsExports(statement: ts.ExpressionStatement): NamedNode[] {
  const names: NamedNode[] = [];
  let current: ts.Expression = statement.expression;
  while (ts.isBinaryExpression(current) && current.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    const name = getExportsMember(current.left);
    if (name !== undefined) names.push([name, current]);
    if (isModuleExports(current.left)) names.push(...propertiesOf(current.right));
    current = current.right;
  }
  return names;
}

function propertiesOf(value: ts.Expression | undefined): NamedNode[] {
  if (!value || !ts.isObjectLiteralExpression(value)) return [];
  return value.properties.flatMap((property): NamedNode[] => {
    const name = property.name;
    return name && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? [[name.text, property]] : [];
  });
}

function getModuleExportsValue(statement: ts.Statement): ts.Expression | undefined {
  if (!ts.isExpressionStatement(statement)) return undefined;
  const { expression } = statement;
  if (!ts.isBinaryExpression(expression) || !isModuleExports(expression.left)) return undefined;
  return isModuleExports(expression.right) ? undefined : expression.right;
}

function getRequired(node: ts.Expression): string | undefined {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || node.expression.text !== 'require')
    return undefined;
  const [argument] = node.arguments;
  return argument && ts.isStringLiteral(argument) ? argument.text : undefined;
}

/** `x` of `exports.x`, `exports['x']` and `module.exports.x`. */
function getExportsMember(node: ts.Expression): string | undefined {
  if (ts.isPropertyAccessExpression(node) && isExportsObject(node.expression)) {
    return isModuleExports(node) ? undefined : node.name.text;
  }
  const isIndexed = ts.isElementAccessExpression(node) && isExportsObject(node.expression);
  return isIndexed && ts.isStringLiteral(node.argumentExpression) ? node.argumentExpression.text : undefined;
}

function isExportsObject(node: ts.Expression): boolean {
  return (ts.isIdentifier(node) && node.text === 'exports') || isModuleExports(node);
}

function isModuleExports(node: ts.Expression): boolean {
  if (ts.isIdentifier(node)) return node.text === 'exports';
  return (
    ts.isPropertyAccessExpression(node) &&
    node.name.text === 'exports' &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'module'
  );
}

function hasExportModifier(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement)?.some((each) => each.kind === ts.SyntaxKind.ExportKeyword) ?? false)
  );
}

import { ts } from 'ts-morph';

/** Anything with parameters and a body of its own. */
export type FunctionNode =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.ConstructorDeclaration
  | ts.GetAccessorDeclaration
  | ts.SetAccessorDeclaration;

/** What runs as a unit: a function's body, the initialiser of an instance property, or a module's top level. */
export type Owner = FunctionNode | ts.PropertyDeclaration | ts.SourceFile;

export type ClassNode = ts.ClassDeclaration | ts.ClassExpression;

/** Calls of every form that can enter a function. */
export type CallNode = ts.CallExpression | ts.NewExpression;

export type LoopNode = ts.ForStatement | ts.ForOfStatement | ts.ForInStatement | ts.WhileStatement | ts.DoStatement;

// Sets of kinds, as these questions are asked of every node of every walk.
const FUNCTION_KINDS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.FunctionExpression,
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.MethodDeclaration,
  ts.SyntaxKind.Constructor,
  ts.SyntaxKind.GetAccessor,
  ts.SyntaxKind.SetAccessor,
]);

const LOOP_KINDS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.ForStatement,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.ForInStatement,
  ts.SyntaxKind.WhileStatement,
  ts.SyntaxKind.DoStatement,
]);

export function isFunctionNode(node: ts.Node): node is FunctionNode {
  return FUNCTION_KINDS.has(node.kind);
}

export function isLoop(node: ts.Node): node is LoopNode {
  return LOOP_KINDS.has(node.kind);
}

export function isClassNode(node: ts.Node): node is ClassNode {
  return ts.isClassDeclaration(node) || ts.isClassExpression(node);
}

/** An initialiser that runs with the constructor, once for each object. */
export function isInstanceInitializer(node: ts.Node): node is ts.PropertyDeclaration {
  return ts.isPropertyDeclaration(node) && !!node.initializer && !hasModifier(node, ts.SyntaxKind.StaticKeyword);
}

/** The unit whose code `node` belongs to; for a function node, the one around it. */
export function ownerOf(node: ts.Node): Owner {
  // A decorator runs with the code around the class, not with the method that it stands at.
  let isDecoration = false;
  for (let at = node; ; at = at.parent) {
    if (ts.isSourceFile(at)) return at;
    if (ts.isDecorator(at)) isDecoration = true;
    else if (isClassNode(at)) isDecoration = false;
    else if (at === node || isDecoration) continue;
    else if (isFunctionNode(at) || isInstanceInitializer(at)) return at;
  }
}

/** `Base` of `class X extends Base`. */
export function baseExpression(node: ClassNode): ts.Expression | undefined {
  return node.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)?.types[0]?.expression;
}

/** In a `catch` block of its own function. */
export function isInCatch(node: ts.Node): boolean {
  const owner = ownerOf(node);
  for (let at = node.parent; at !== owner; at = at.parent) if (ts.isCatchClause(at)) return true;
  return false;
}

export function findAncestor<T extends ts.Node>(
  node: ts.Node,
  test: (candidate: ts.Node) => candidate is T,
  within?: ts.Node,
): T | undefined {
  for (let at = node.parent; at && at !== within; at = at.parent) if (test(at)) return at;
  return undefined;
}

export function isInside(node: ts.Node, container: ts.Node): boolean {
  for (let at: ts.Node | undefined = node; at; at = at.parent) if (at === container) return true;
  return false;
}

/** Strips what does not change the value: parentheses, casts, `!`, `satisfies`. */
export function unwrap(node: ts.Expression): ts.Expression {
  let at = node;
  while (
    ts.isParenthesizedExpression(at) ||
    ts.isAsExpression(at) ||
    ts.isNonNullExpression(at) ||
    ts.isSatisfiesExpression(at) ||
    ts.isTypeAssertionExpression(at)
  ) {
    at = at.expression;
  }
  return at;
}

/** The widest expression that `node` is the value of: through parentheses, casts and `!`. */
export function outermost(node: ts.Node): ts.Node {
  let at = node;
  while (
    ts.isParenthesizedExpression(at.parent) ||
    ts.isAsExpression(at.parent) ||
    ts.isNonNullExpression(at.parent) ||
    ts.isSatisfiesExpression(at.parent)
  ) {
    at = at.parent;
  }
  return at;
}

/** Visits `node` and everything below it, without entering nested functions unless told to. Returning `true` stops the walk. */
export function walk(node: ts.Node, visit: (node: ts.Node) => unknown, into: 'own' | 'nested' = 'own'): boolean {
  if (visit(node) === true) return true;
  return (
    ts.forEachChild(node, (child) => {
      if (into === 'own' && isFunctionNode(child))
        return visit(child) === true || walkComputedName(child, visit) || undefined;
      return walk(child, visit, into) || undefined;
    }) ?? false
  );
}

function walkComputedName(node: FunctionNode, visit: (node: ts.Node) => unknown): boolean {
  return node.name && ts.isComputedPropertyName(node.name) ? walk(node.name, visit) : false;
}

export function some(node: ts.Node, test: (node: ts.Node) => boolean, into: 'own' | 'nested' = 'own'): boolean {
  return walk(node, (each) => test(each), into);
}

export function collect<T extends ts.Node>(
  node: ts.Node,
  test: (node: ts.Node) => node is T,
  into: 'own' | 'nested' = 'own',
): T[] {
  const found: T[] = [];
  walk(node, (each) => void (test(each) && found.push(each)), into);
  return found;
}

/** The name of a property, method or binding where it is written in the code: `a`, `'a'`, `['a']`. */
export function nameText(name: ts.PropertyName | ts.BindingName | ts.MemberName | undefined): string | undefined {
  if (!name) return undefined;
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) return name.text;
  if (ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) return name.text;
  if (ts.isComputedPropertyName(name) && ts.isStringLiteralLike(name.expression)) return name.expression.text;
  return undefined;
}

/** `a.b` and `a[b]`. */
export function isMemberAccess(node: ts.Node): node is ts.PropertyAccessExpression | ts.ElementAccessExpression {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
}

/** `b` of `a.b`, `a?.b` and `a['b']`. */
export function memberName(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    return node.argumentExpression.text;
  }
  return undefined;
}

/** The name of what a call calls: `f` of `f()`, `b` of `a.b()`. */
export function calleeName(call: CallNode): string | undefined {
  const callee = unwrap(call.expression);
  return ts.isIdentifier(callee) ? callee.text : memberName(callee);
}

/** A name for people: the function's own, or that of the variable, property or export that holds it. */
export function functionName(node: Owner): string {
  if (ts.isSourceFile(node)) return 'module scope';
  if (ts.isPropertyDeclaration(node)) return `new ${nameText(node.parent.name) ?? 'class'}`;
  if (ts.isConstructorDeclaration(node)) return `new ${nameText(node.parent.name) ?? 'class'}`;
  const own = nameText(node.name);
  if (own && ts.isClassLike(node.parent) && node.parent.name) return `${node.parent.name.text}.${own}`;
  if (own) return own;
  const holder = outermost(node).parent;
  if (ts.isVariableDeclaration(holder) || ts.isPropertyAssignment(holder) || ts.isPropertyDeclaration(holder)) {
    return nameText(holder.name) ?? 'anonymous function';
  }
  if (ts.isBinaryExpression(holder)) return memberName(holder.left) ?? holder.left.getText();
  if (ts.isCallExpression(holder)) return nameOfWrapped(holder) ?? `callback of ${calleeName(holder) ?? 'a call'}`;
  return ts.isExportAssignment(holder) ? 'default export' : 'anonymous function';
}

/** `export const main = wrap(async () => …)` is called `main`. */
function nameOfWrapped(call: ts.CallExpression): string | undefined {
  const holder = outermost(call).parent;
  const isArray =
    ts.isVariableDeclaration(holder) && /^(map|filter|flatMap|reduce|find|forEach)$/.test(calleeName(call) ?? '');
  return ts.isVariableDeclaration(holder) && !isArray ? nameText(holder.name) : undefined;
}

/** `a = …`, `a += …`, `a ??= …` */
export function isAssigning(node: ts.Node): node is ts.BinaryExpression {
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** `i++`, `--i` */
export function isStepping(node: ts.Node): node is ts.PrefixUnaryExpression | ts.PostfixUnaryExpression {
  if (ts.isPostfixUnaryExpression(node)) return true;
  if (!ts.isPrefixUnaryExpression(node)) return false;
  return node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
}

/** `'use strict'` */
export function isDirective(statement: ts.Statement): boolean {
  return ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);
}

export function isStatementList(
  node: ts.Node,
): node is ts.Block | ts.SourceFile | ts.CaseOrDefaultClause | ts.ModuleBlock {
  return ts.isBlock(node) || ts.isSourceFile(node) || ts.isCaseOrDefaultClause(node) || ts.isModuleBlock(node);
}

export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false);
}

/** The statement that brings a name in. */
export function importDeclarationOf(
  node: ts.ImportSpecifier | ts.ImportClause | ts.NamespaceImport,
): ts.ImportDeclaration {
  return findAncestor(node, ts.isImportDeclaration)!;
}

/** The property's value in an object literal, shorthand included. */
export function propertyValue(object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  for (const property of object.properties) {
    if (nameText(property.name) !== name) continue;
    if (ts.isPropertyAssignment(property)) return property.initializer;
    if (ts.isShorthandPropertyAssignment(property)) return property.name;
  }
  return undefined;
}

export function isAssignment(node: ts.Node): node is ts.BinaryExpression {
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  return (
    kind === ts.SyntaxKind.EqualsToken ||
    kind === ts.SyntaxKind.QuestionQuestionEqualsToken ||
    kind === ts.SyntaxKind.BarBarEqualsToken
  );
}

import { ts } from 'ts-morph';
import { hasModifier, isFunctionNode, walk } from './nodes.js';

/** A declared name. `node` is what declares it: a variable declaration, binding element, parameter, import clause or specifier, function, class, enum … */
export interface Binding {
  readonly name: string;
  readonly node: ts.Declaration;
  /** The node whose block the name lives in. */
  readonly scope: ts.Node;
}

const scopes = new WeakMap<ts.Node, Map<string, Binding>>();

/** The declaration that an identifier refers to, by lexical scope; `undefined` for globals. */
export function lookup(identifier: ts.Identifier): Binding | undefined {
  return lookupName(identifier.text, identifier);
}

export function lookupName(name: string, from: ts.Node): Binding | undefined {
  for (let at: ts.Node | undefined = from; at; at = at.parent) {
    if (!isScope(at)) continue;
    const binding = bindingsOf(at).get(name);
    if (binding) return binding;
  }
  return undefined;
}

/** True for names of the module's top level, imports included. */
export function isModuleBinding(binding: Binding): boolean {
  return ts.isSourceFile(binding.scope);
}

/** The same, and for names of namespaces there: what they hold is made while the module loads. */
export function isMadeAtLoad({ scope }: Binding): boolean {
  return ts.isSourceFile(scope) || ts.isModuleBlock(scope);
}

/** All names that a file refers to as values or types, except the declaring identifiers themselves. */
export function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent)) {
    return parent.name !== node;
  }
  if (ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent)) return false;
  if (ts.isImportEqualsDeclaration(parent)) return parent.name !== node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent)) return parent.initializer === node;
  if (ts.isExportSpecifier(parent)) return (parent.propertyName ?? parent.name) === node;
  if (ts.isFunctionDeclaration(parent) || ts.isClassDeclaration(parent)) return parent.name !== node;
  return true;
}

const SCOPE_KINDS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.SourceFile,
  ts.SyntaxKind.Block,
  ts.SyntaxKind.ForStatement,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.ForInStatement,
  ts.SyntaxKind.CatchClause,
  ts.SyntaxKind.CaseBlock,
  ts.SyntaxKind.ModuleBlock,
  ts.SyntaxKind.ClassExpression,
]);

function isScope(node: ts.Node): boolean {
  return SCOPE_KINDS.has(node.kind) || isFunctionNode(node);
}

function bindingsOf(scope: ts.Node): Map<string, Binding> {
  const known = scopes.get(scope);
  if (known) return known;
  const names = new Map<string, Binding>();
  scopes.set(scope, names);
  const declare = (name: ts.BindingName | undefined, node: ts.Declaration): void => {
    if (!name) return;
    // A namespace adds to a class, a function or a namespace of its name, and does not take its place.
    if (ts.isIdentifier(name) && ts.isModuleDeclaration(node) && names.has(name.text)) return;
    if (ts.isIdentifier(name)) names.set(name.text, { name: name.text, node, scope });
    else for (const element of name.elements) if (ts.isBindingElement(element)) declare(element.name, element);
  };
  if (isFunctionNode(scope)) declareFunction(scope, declare);
  else if (ts.isCatchClause(scope)) {
    const { variableDeclaration: caught } = scope;
    if (caught) declare(caught.name, caught);
  } else if (ts.isForStatement(scope) || ts.isForOfStatement(scope) || ts.isForInStatement(scope)) {
    const { initializer } = scope;
    if (initializer && ts.isVariableDeclarationList(initializer)) declareList(initializer, declare);
  } else if (ts.isClassExpression(scope)) declare(scope.name, scope);
  else declareStatements(scope as ts.Block | ts.SourceFile | ts.CaseBlock, declare);
  if (ts.isSourceFile(scope)) declareHoisted(scope, declare, names);
  return names;
}

type Declare = (name: ts.BindingName | undefined, node: ts.Declaration) => void;

function declareFunction(scope: ts.FunctionLikeDeclaration, declare: Declare): void {
  if (ts.isFunctionExpression(scope)) declare(scope.name, scope);
  if (scope.body) declareHoisted(scope.body, declare);
  for (const parameter of scope.parameters) declare(parameter.name, parameter);
}

/** `var` belongs to the function or module, however deep it stands. */
function declareHoisted(body: ts.Node, declare: Declare, taken?: ReadonlyMap<string, Binding>): void {
  walk(body, (node) => {
    if (!ts.isVariableDeclarationList(node) || node.flags & ts.NodeFlags.BlockScoped) return;
    for (const declaration of node.declarations) {
      if (taken && ts.isIdentifier(declaration.name) && taken.has(declaration.name.text)) continue;
      declare(declaration.name, declaration);
    }
  });
}

function declareList(list: ts.VariableDeclarationList, declare: Declare): void {
  for (const declaration of list.declarations) declare(declaration.name, declaration);
}

function declareStatements(scope: ts.Block | ts.SourceFile | ts.CaseBlock, declare: Declare): void {
  const statements = ts.isCaseBlock(scope)
    ? scope.clauses.flatMap((clause) => [...clause.statements])
    : scope.statements;
  for (const statement of statements) declareStatement(statement, declare);
}

function declareStatement(statement: ts.Statement, declare: Declare): void {
  if (ts.isVariableStatement(statement)) declareList(statement.declarationList, declare);
  else if (ts.isFunctionDeclaration(statement)) {
    // An overload without a body must not hide the implementation.
    if (statement.body) declare(statement.name, statement);
  } else if (ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement)) declare(statement.name, statement);
  else if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
    declare(statement.name, statement);
  else if (ts.isImportEqualsDeclaration(statement)) declare(statement.name, statement);
  else if (isNamespace(statement)) declare(statement.name, statement);
  else if (ts.isImportDeclaration(statement)) declareImports(statement, declare);
}

/** `namespace Orders { … }`, but not what only describes a module: `declare module 'x'`. */
export function isNamespace(node: ts.Node): node is ts.NamespaceDeclaration {
  return ts.isModuleDeclaration(node) && ts.isIdentifier(node.name) && !hasModifier(node, ts.SyntaxKind.DeclareKeyword);
}

function declareImports(statement: ts.ImportDeclaration, declare: Declare): void {
  const clause = statement.importClause;
  if (!clause) return;
  declare(clause.name, clause);
  const bindings = clause.namedBindings;
  if (!bindings) return;
  if (ts.isNamespaceImport(bindings)) declare(bindings.name, bindings);
  else for (const specifier of bindings.elements) declare(specifier.name, specifier);
}

/** Names that some scope of a file declares more than once, although each may be declared once only. */
export function repeatedNames(file: ts.SourceFile): string[] {
  const repeated: string[] = [];
  walk(
    file,
    (node) => {
      const statements = statementsOf(node);
      if (statements) repeated.push(...repeatedIn(statements));
    },
    'nested',
  );
  return repeated;
}

function statementsOf(node: ts.Node): readonly ts.Statement[] | undefined {
  if (ts.isSourceFile(node) || ts.isBlock(node) || ts.isModuleBlock(node)) return node.statements;
  return ts.isCaseBlock(node) ? node.clauses.flatMap(({ statements }) => [...statements]) : undefined;
}

function repeatedIn(statements: readonly ts.Statement[]): string[] {
  const seen = new Set<string>();
  const repeated: string[] = [];
  const declare: Declare = (name, node) => {
    if (!name) return;
    if (!ts.isIdentifier(name)) {
      for (const element of name.elements) if (ts.isBindingElement(element)) declare(element.name, element);
      return;
    }
    if (!isUnique(node)) return;
    if (seen.has(name.text)) repeated.push(name.text);
    seen.add(name.text);
  };
  for (const statement of statements) declareStatement(statement, declare);
  return repeated;
}

function isUnique(node: ts.Declaration): boolean {
  const list = ts.findAncestor(node, (each) => ts.isVariableDeclarationList(each) || ts.isStatement(each));
  if (list && ts.isVariableDeclarationList(list)) return (list.flags & ts.NodeFlags.BlockScoped) !== 0;
  return (
    ts.isImportClause(node) || ts.isImportSpecifier(node) || ts.isNamespaceImport(node) || ts.isClassDeclaration(node)
  );
}

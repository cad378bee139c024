import { ts } from 'ts-morph';
import {
  type CallNode,
  type ClassNode,
  type FunctionNode,
  isAssignment,
  isClassNode,
  isFunctionNode,
  isInstanceInitializer,
  isLoop,
  type LoopNode,
  type Owner,
} from '../../ast/nodes.js';
import { isRequireCall } from '../../ast/requires.js';
import { isReference } from '../../ast/scope.js';
import { type FolderLoad, folderLoadOf } from './folder-loads.js';
import { type MemberCopy, memberCopiesOf } from './member-copies.js';

/** A module named by a file: `import`, `export … from`, `require()`, `import x = require()` or `import()`. */
export interface ModuleReference {
  readonly specifier: string;
  /** The string literal. */
  readonly node: ts.StringLiteralLike;
  readonly kind: 'import' | 'export' | 'require' | 'dynamic';
  /** Gone after compilation: `import type`, or an import that only types use. */
  readonly typeOnly: boolean;
}

/** What one function body, or one module's top level, contains; nested functions have facts of their own. */
export interface OwnerFacts {
  readonly owner: Owner;
  readonly calls: readonly CallNode[];
  readonly awaits: readonly ts.AwaitExpression[];
  readonly loops: readonly LoopNode[];
  readonly functions: readonly FunctionNode[];
  /** What it returns; an arrow's expression body counts. */
  readonly returns: readonly ts.Expression[];
  /** Tagged templates: queries such as sql`…`. */
  readonly templates: readonly ts.TaggedTemplateExpression[];
  /** Of classes here and their members. */
  readonly decorators: readonly ts.Decorator[];
}

type HeldProperty = ts.PropertyAssignment | ts.ShorthandPropertyAssignment;

export interface FileFacts {
  readonly file: ts.SourceFile;
  readonly references: readonly ModuleReference[];
  readonly owners: ReadonlyMap<Owner, OwnerFacts>;
  readonly classes: readonly ClassNode[];
  /** Names that its code refers to, types left out. */
  readonly names: ReadonlySet<string>;
  /** `a = …`, `a.b = …`, `a ??= …`, `a ||= …`, in source order. */
  readonly assignments: readonly ts.BinaryExpression[];
  /** `all.push(…)`, `all.unshift(…)`, `all.add(…)`, `all.set(…)` */
  readonly additions: readonly ts.CallExpression[];
  readonly folderLoads: readonly FolderLoad[];
  readonly copies: readonly MemberCopy[];
  /** `a: b` and `b` of object literals. */
  readonly properties: readonly HeldProperty[];
}

interface MutableOwner {
  owner: Owner;
  calls: CallNode[];
  awaits: ts.AwaitExpression[];
  loops: LoopNode[];
  functions: FunctionNode[];
  returns: ts.Expression[];
  templates: ts.TaggedTemplateExpression[];
  decorators: ts.Decorator[];
}

/** What is gathered of a whole file. */
interface Gathered {
  readonly classes: ClassNode[];
  readonly assignments: ts.BinaryExpression[];
  readonly additions: ts.CallExpression[];
  readonly folderLoads: FolderLoad[];
  readonly copies: MemberCopy[];
  readonly properties: HeldProperty[];
  readonly names: Set<string>;
  readonly literals: { node: ts.StringLiteralLike; kind: ModuleReference['kind']; of: ts.Node }[];
}

/** One walk over the file, types left out. */
export function collectFileFacts(file: ts.SourceFile): FileFacts {
  const owners = new Map<Owner, MutableOwner>();
  const gathered: Gathered = {
    classes: [],
    assignments: [],
    additions: [],
    folderLoads: [],
    copies: [],
    properties: [],
    names: new Set(),
    literals: [],
  };
  const open = (owner: Owner): MutableOwner => {
    const lists = { calls: [], awaits: [], loops: [], functions: [], returns: [], templates: [], decorators: [] };
    const facts: MutableOwner = { owner, ...lists };
    owners.set(owner, facts);
    return facts;
  };
  /** What decorates a member runs with the code `around` its class. */
  const visit = (node: ts.Node, facts: MutableOwner, around: MutableOwner): void => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    record(node, facts, gathered);
    let inside = facts;
    if (isFunctionNode(node)) {
      facts.functions.push(node);
      inside = open(node);
      if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) inside.returns.push(node.body);
    } else if (isInstanceInitializer(node)) inside = open(node);
    const outside = isClassNode(node) ? facts : around;
    ts.forEachChild(node, (child) => visit(child, ts.isDecorator(child) ? outside : inside, outside));
  };
  const top = open(file);
  visit(file, top, top);
  const { names, literals, ...facts } = gathered;
  const isTypeScript = /\.[mc]?tsx?$/.test(file.fileName);
  const references = literals.map(({ node, kind, of }) => {
    return { specifier: node.text, node, kind, typeOnly: isTypeOnly(of) || (isTypeScript && isElided(of, names)) };
  });
  return { file, references, owners, names, ...facts };
}

function record(node: ts.Node, facts: MutableOwner, gathered: Gathered): void {
  if (ts.isIdentifier(node)) {
    if (isReference(node)) gathered.names.add(node.text);
  } else if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    facts.calls.push(node);
    recordCall(node, gathered);
  } else if (ts.isAwaitExpression(node)) facts.awaits.push(node);
  else if (ts.isReturnStatement(node)) node.expression && facts.returns.push(node.expression);
  else if (isLoop(node)) facts.loops.push(node);
  else if (isClassNode(node)) {
    gathered.classes.push(node);
    for (const name of injectedTypes(node)) gathered.names.add(name);
  } else if (ts.isBinaryExpression(node)) {
    if (isAssignment(node)) gathered.assignments.push(node);
  } else if (ts.isTaggedTemplateExpression(node)) facts.templates.push(node);
  else if (ts.isDecorator(node)) facts.decorators.push(node);
  else if (ts.isShorthandPropertyAssignment(node) || ts.isPropertyAssignment(node)) gathered.properties.push(node);
  else {
    const literal = declaredImport(node);
    if (literal) gathered.literals.push(literal);
  }
}

function recordCall(node: CallNode, { additions, literals, folderLoads, copies }: Gathered): void {
  if (isAddition(node)) additions.push(node);
  const literal = importedBy(node);
  const load = literal ? undefined : folderLoadOf(node);
  if (literal) literals.push(literal);
  if (load) folderLoads.push(load);
  copies.push(...memberCopiesOf(node));
}

/** With metadata for injection, the compiler keeps the imports of what a decorated class is constructed with. */
function injectedTypes(node: ClassNode): string[] {
  if ((ts.getDecorators(node) ?? []).length === 0) return [];
  const own = node.members.find(ts.isConstructorDeclaration);
  return (own?.parameters ?? []).flatMap(({ type }) =>
    type && ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) ? [type.typeName.text] : [],
  );
}

function isAddition(node: CallNode): node is ts.CallExpression {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    /^(push|unshift|add|set)$/.test(node.expression.name.text)
  );
}

function importedBy(node: CallNode) {
  const [argument] = node.arguments ?? [];
  if (!ts.isCallExpression(node) || !argument || !ts.isStringLiteralLike(argument)) return undefined;
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return { node: argument, kind: 'dynamic' as const, of: node };
  return isRequireCall(node) ? { node: argument, kind: 'require' as const, of: node } : undefined;
}

function declaredImport(node: ts.Node) {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    return { node: node.moduleSpecifier, kind: 'import' as const, of: node };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    return { node: node.moduleSpecifier, kind: 'export' as const, of: node };
  }
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
    const { expression } = node.moduleReference;
    if (ts.isStringLiteral(expression)) return { node: expression, kind: 'require' as const, of: node };
  }
  return undefined;
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node)) {
    const clause = node.importClause;
    if (!clause) return false;
    if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
    const { namedBindings } = clause;
    if (clause.name || !namedBindings || !ts.isNamedImports(namedBindings)) return false;
    return namedBindings.elements.length > 0 && namedBindings.elements.every((element) => element.isTypeOnly);
  }
  if (ts.isExportDeclaration(node) || ts.isImportEqualsDeclaration(node)) return node.isTypeOnly;
  return false;
}

/** The TypeScript compiler leaves out an import whose names are used nowhere, or as types only. */
function isElided(node: ts.Node, names: ReadonlySet<string>): boolean {
  if (ts.isImportEqualsDeclaration(node)) {
    const isExported = node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword);
    return !isExported && !names.has(node.name.text);
  }
  if (!ts.isImportDeclaration(node) || !node.importClause) return false;
  const { name, namedBindings } = node.importClause;
  if (name && names.has(name.text)) return false;
  if (!namedBindings) return true;
  if (ts.isNamespaceImport(namedBindings)) return !names.has(namedBindings.name.text);
  return !namedBindings.elements.some((element) => !element.isTypeOnly && names.has(element.name.text));
}

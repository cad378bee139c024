import { ts } from 'ts-morph';
import { hasModifier, isAssigning, some } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import type { Program } from '../../lambda/program.js';
import { hasCommentInside } from '../editing/trivia.js';

/** An import that can move. */
export interface MovableImport {
  readonly statement: ts.ImportDeclaration | ts.VariableStatement;
  /** `await import('x')`; otherwise `require('x')`, which needs no waiting. */
  readonly isAwaited: boolean;
  /** `const { Workbook } = await import('exceljs')`, for the names that are needed, without its end. */
  declare(names: ReadonlySet<string>): string;
}

/** `undefined` where moving it would change more than the time: settings of the compiler, comments inside, assignments. */
export function movableImportOf(literal: ts.Node, program: Program): MovableImport | undefined {
  const { parent } = literal;
  if (ts.isImportDeclaration(parent)) return importLoad(parent, program);
  for (let at = parent; at && !ts.isSourceFile(at); at = at.parent) {
    if (ts.isVariableStatement(at)) return requireLoad(at);
  }
  return undefined;
}

function importLoad(statement: ts.ImportDeclaration, program: Program): MovableImport | undefined {
  const { importClause, attributes, moduleSpecifier } = statement;
  if (!importClause || attributes || hasCommentInside(statement) || isUnderDirective(statement)) return undefined;
  if (!staysModule(statement)) return undefined;
  const { name, namedBindings } = importClause;
  if (!isSupported(statement.getSourceFile(), name !== undefined, program)) return undefined;
  const whole = namedBindings && ts.isNamespaceImport(namedBindings) ? namedBindings : undefined;
  if (whole && name) return undefined;
  const named = namedBindings && ts.isNamedImports(namedBindings) ? namedBindings.elements : [];
  const declare = (names: ReadonlySet<string>): string => {
    const parts = name && names.has(name.text) ? [`default: ${name.text}`] : [];
    for (const each of named) if (names.has(each.name.text)) parts.push(bindingText(each));
    return `const ${whole ? whole.name.text : `{ ${parts.join(', ')} }`} = await import(${moduleSpecifier.getText()})`;
  };
  return { statement, isAwaited: true, declare };
}

/** Modules of 2015 are older than import(); and where Node's own rules hold for CommonJS, `default` means something else in it. */
function isSupported({ fileName }: ts.SourceFile, isDefault: boolean, program: Program): boolean {
  if (!/\.[mc]?tsx?$/.test(fileName)) return true;
  const { module, target } = program.tsconfigOf(fileName).options;
  const isModern = target === undefined || target < ts.ScriptTarget.ES2015 || target >= ts.ScriptTarget.ES2020;
  if (module === undefined) return isModern;
  const isNode = module >= ts.ModuleKind.Node16 && module <= ts.ModuleKind.NodeNext;
  const isEsm = /\.mtsx?$/.test(fileName) || (!/\.ctsx?$/.test(fileName) && program.packageOf(fileName).isEsm);
  return module !== ts.ModuleKind.ES2015 && !(isNode && isDefault && !isEsm);
}

/** TypeScript shares the top level of a file without import and export with all other such files. */
function staysModule(statement: ts.ImportDeclaration): boolean {
  const { fileName, statements } = statement.getSourceFile();
  if (!/\.[mc]?tsx?$/.test(fileName)) return true;
  return statements.some(
    (each) =>
      each !== statement &&
      (ts.isImportDeclaration(each) ||
        ts.isExportDeclaration(each) ||
        ts.isExportAssignment(each) ||
        hasModifier(each, ts.SyntaxKind.ExportKeyword)),
  );
}

function bindingText({ name, propertyName }: ts.ImportSpecifier): string {
  return propertyName ? `${propertyName.getText()}: ${name.text}` : name.text;
}

function requireLoad(statement: ts.VariableStatement): MovableImport | undefined {
  const [declaration, ...others] = statement.declarationList.declarations;
  if (!declaration?.initializer || others.length > 0 || declaration.type) return undefined;
  if (hasCommentInside(statement) || isUnderDirective(statement) || isReassigned(declaration)) return undefined;
  const { name, initializer } = declaration;
  const declare = (names: ReadonlySet<string>): string => {
    const elements = ts.isObjectBindingPattern(name)
      ? name.elements.filter((each) => names.has(each.name.getText())).map((each) => each.getText())
      : [];
    const pattern = ts.isObjectBindingPattern(name) ? `{ ${elements.join(', ')} }` : name.getText();
    return `const ${pattern} = ${initializer.getText()}`;
  };
  return { statement, isAwaited: false, declare };
}

function isReassigned(declaration: ts.VariableDeclaration): boolean {
  const isTarget = (node: ts.Node): boolean => {
    if (!isAssigning(node) || !ts.isIdentifier(node.left)) return false;
    const target = lookup(node.left)?.node;
    return target === declaration || target?.parent.parent === declaration;
  };
  return some(declaration.getSourceFile(), isTarget, 'nested');
}

/** `// @ts-expect-error`, `// eslint-disable-next-line`: they speak of what would stand elsewhere. */
function isUnderDirective(statement: ts.Statement): boolean {
  const { text } = statement.getSourceFile();
  const comments = ts.getLeadingCommentRanges(text, statement.pos) ?? [];
  return comments.some(({ pos, end }) => /@ts-|disable-next-line|biome-ignore|istanbul|c8 /.test(text.slice(pos, end)));
}

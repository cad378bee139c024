import { ts } from 'ts-morph';
import type { SourceFile } from './source-files.js';

const GLOBAL = /^(process|console|globalThis|global|fetch|WebSocket|EventSource|XMLHttpRequest|createRequire)$/;
/** Whose members tell what is used. */
const WITH_MEMBERS = /^(process|console)$/;

/**
 * What a file touches of the outside: the modules it imports, and of the globals `process.exit`, `console.log`, `fetch`; `process.*` where it
 * takes the whole object. Any mention of `globalThis` may be all of them. `createRequire` stands for imports that no list has.
 */
export function outsideUses({ path, text, imports }: SourceFile): readonly string[] {
  const uses = [...imports];
  if (!new RegExp(GLOBAL.source.slice(1, -1)).test(text)) return uses;
  const { file, isOwn } = bind(path, text);
  const visit = (node: ts.Node) => {
    if (ts.isIdentifier(node) && GLOBAL.test(node.text) && isReference(node) && !isOwn(node)) {
      uses.push(...usesOf(node));
    }
    if (ts.isImportSpecifier(node) && (node.propertyName ?? node.name).text === 'createRequire') {
      uses.push('createRequire');
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return uses;
}

interface BoundFile {
  readonly file: ts.SourceFile;
  /** Is the name one that the file declares? */
  readonly isOwn: (name: ts.Identifier) => boolean;
}

/** Asks the compiler what names stand for, which knows nothing but this file. */
function bind(path: string, text: string): BoundFile {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const host: ts.CompilerHost = {
    getSourceFile: (name) => (name === path ? file : undefined),
    fileExists: (name) => name === path,
    readFile: () => undefined,
    writeFile: () => {},
    getDefaultLibFileName: () => '',
    getCurrentDirectory: () => '',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    resolveModuleNameLiterals: (names) => names.map(() => ({ resolvedModule: undefined })),
  };
  const options = { noLib: true, noResolve: true, types: [], target: ts.ScriptTarget.Latest };
  const checker = ts.createProgram([path], options, host).getTypeChecker();
  const symbolOf = (name: ts.Identifier): ts.Symbol | undefined => {
    const { parent } = name;
    if (ts.isShorthandPropertyAssignment(parent)) return checker.getShorthandAssignmentValueSymbol(parent);
    if (ts.isExportSpecifier(parent)) return checker.getExportSpecifierLocalTargetSymbol(parent);
    return checker.getSymbolAtLocation(name);
  };
  const isHere = (declaration: ts.Declaration): boolean =>
    declaration.getSourceFile() === file && !ts.isExportSpecifier(declaration) && !isAmbient(declaration);
  return { file, isOwn: (name) => (symbolOf(name)?.declarations ?? []).some(isHere) };
}

/** `declare const fetch`: says that something of the outside is there. */
function isAmbient(declaration: ts.Declaration): boolean {
  return (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Ambient) !== 0;
}

/** Stands for a value, and is not the name of a member, of what is declared or of a type. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isExportSpecifier(parent)) return isExportOfOwn(parent) && (parent.propertyName ?? parent.name) === node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isJsxAttribute(parent) || ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  // What a class extends is a value, though the compiler counts it among types.
  const isBase = ts.isExpressionWithTypeArguments(parent) && ts.isHeritageClause(parent.parent);
  if (isBase) return parent.parent.token === ts.SyntaxKind.ExtendsKeyword && ts.isClassLike(parent.parent.parent);
  if (ts.isPartOfTypeNode(node) || ts.isTypeQueryNode(parent) || ts.isQualifiedName(parent)) return false;
  return !('name' in parent && parent.name === node) && !('propertyName' in parent && parent.propertyName === node);
}

function isExportOfOwn({ parent }: ts.ExportSpecifier): boolean {
  return parent.parent.moduleSpecifier === undefined;
}

function usesOf(node: ts.Identifier): readonly string[] {
  const name = node.text;
  return WITH_MEMBERS.test(name) ? membersOf(node).map((member) => `${name}.${member}`) : [name];
}

/** What is taken of an object where it stands; `*` where that cannot be said. */
function membersOf(object: ts.Node): readonly string[] {
  const { parent } = object;
  if (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent) || ts.isAsExpression(parent)) {
    return membersOf(parent);
  }
  if (ts.isPropertyAccessExpression(parent) && parent.expression === object) return [parent.name.text];
  if (ts.isElementAccessExpression(parent) && parent.expression === object) {
    return [ts.isStringLiteralLike(parent.argumentExpression) ? parent.argumentExpression.text : '*'];
  }
  if (ts.isVariableDeclaration(parent) && parent.initializer === object && ts.isObjectBindingPattern(parent.name)) {
    return parent.name.elements.map((each) => (each.dotDotDotToken ? '*' : (each.propertyName ?? each.name).getText()));
  }
  return ['*'];
}

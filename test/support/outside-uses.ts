import { ts } from 'ts-morph';
import type { SourceFile } from './source-files.js';

const GLOBAL = /^(process|console|fetch|WebSocket|createRequire)$/;
/** Whose use alone says all. */
const WITHOUT_MEMBERS = /^(fetch|WebSocket|createRequire)$/;
const GLOBAL_OBJECT = /^(globalThis|global)$/;

/**
 * What a file touches of the outside: the modules it imports, and of the globals `process.exit`, `console.log`, `fetch`; `process.*` where it
 * takes the whole object. `createRequire` stands for imports that no list has.
 */
export function outsideUses({ path, text, imports }: SourceFile): readonly string[] {
  const uses = [...imports];
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node) => {
    if (ts.isIdentifier(node) && GLOBAL.test(node.text) && isRead(node) && !isOwn(node)) uses.push(...usesOf(node));
    if (ts.isExpression(node) && isGlobalObject(node)) uses.push(...usesByName(node));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return uses;
}

/** Names a variable, parameter or function of the file. What is taken out of an object is none: that may be `globalThis`. */
function isOwn(node: ts.Identifier): boolean {
  for (let at: ts.Node | undefined = node.parent; at; at = at.parent) {
    if (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) return false;
    if (declarationsOf(at).some(({ name }) => name && ts.isIdentifier(name) && name.text === node.text)) return true;
  }
  return false;
}

/** What may be named from a function, a block or a file on, down to all that is in it. */
function declarationsOf(scope: ts.Node): readonly { readonly name?: ts.Node | undefined }[] {
  if (ts.isFunctionLike(scope)) return scope.parameters;
  if (!ts.isBlock(scope) && !ts.isSourceFile(scope)) return [];
  return scope.statements.flatMap((each): readonly { readonly name?: ts.Node | undefined }[] => {
    if (ts.isVariableStatement(each)) return each.declarationList.declarations;
    return ts.isFunctionDeclaration(each) ? [each] : [];
  });
}

/** `fetch` of `globalThis['fetch']`; `globalThis.*` where another name is given to all of it, or nobody can say what is taken. */
function usesByName(node: ts.Expression): readonly string[] {
  const { parent } = node;
  if (ts.isElementAccessExpression(parent) && parent.expression === node) return membersOf(node).flatMap(usesOfMember);
  const isRenamed = ts.isVariableDeclaration(parent) && parent.initializer === node && ts.isIdentifier(parent.name);
  return isRenamed ? ['globalThis.*'] : [];
}

function usesOfMember(name: string): readonly string[] {
  if (name === '*') return ['globalThis.*'];
  if (!GLOBAL.test(name)) return [];
  return WITHOUT_MEMBERS.test(name) ? [name] : [`${name}.*`];
}

/** Not the name of something else: of a property, a parameter, a method or a type. */
function isRead(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node || isGlobalObject(parent.expression);
  if (ts.isTypeNode(parent) || ts.isQualifiedName(parent)) return false;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isImportSpecifier(parent)) return node.text === 'createRequire';
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  return !('name' in parent && parent.name === node) && !('propertyName' in parent && parent.propertyName === node);
}

function isGlobalObject(node: ts.Expression): boolean {
  return ts.isIdentifier(node) && GLOBAL_OBJECT.test(node.text);
}

function usesOf(node: ts.Identifier): readonly string[] {
  const name = node.text;
  if (WITHOUT_MEMBERS.test(name)) return [name];
  const whole = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node ? node.parent : node;
  return membersOf(whole).map((member) => `${name}.${member}`);
}

/** What is taken of an object where it stands; `*` where that cannot be said. */
function membersOf(object: ts.Node): readonly string[] {
  const { parent } = object;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === object) return [parent.name.text];
  if (ts.isElementAccessExpression(parent) && parent.expression === object) {
    return [ts.isStringLiteralLike(parent.argumentExpression) ? parent.argumentExpression.text : '*'];
  }
  if (ts.isVariableDeclaration(parent) && parent.initializer === object && ts.isObjectBindingPattern(parent.name)) {
    return parent.name.elements.map((each) => (each.dotDotDotToken ? '*' : (each.propertyName ?? each.name).getText()));
  }
  return ['*'];
}

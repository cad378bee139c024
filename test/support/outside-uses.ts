import { ts } from 'ts-morph';
import type { SourceFile } from './source-files.js';

const GLOBAL = /^(process|console|fetch|createRequire)$/;
const GLOBAL_OBJECT = /^(globalThis|global)$/;

/**
 * What a file touches of the outside: the modules it imports, and of the globals `process.exit`, `console.log`, `fetch`; `process.*` where it
 * takes the whole object. `createRequire` stands for imports that no list has.
 */
export function outsideUses({ path, text, imports }: SourceFile): readonly string[] {
  const uses = [...imports];
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const own = namesOf(file);
  const visit = (node: ts.Node) => {
    if (ts.isIdentifier(node) && GLOBAL.test(node.text) && isRead(node) && !own.has(node.text))
      uses.push(...usesOf(node));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return uses;
}

/** Of its own variables, parameters and functions. What is taken out of an object is none: that may be `globalThis`. */
function namesOf(file: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node) => {
    const isOwn = ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isFunctionDeclaration(node);
    if (isOwn && node.name && ts.isIdentifier(node.name)) names.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
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
  if (name === 'fetch' || name === 'createRequire') return [name];
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

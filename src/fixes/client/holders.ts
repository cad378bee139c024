import { ts } from 'ts-morph';
import {
  findAncestor,
  hasModifier,
  isAssigning,
  isClassNode,
  isFunctionNode,
  memberName,
  nameText,
  outermost,
} from '../../ast/nodes.js';
import { referencesOf } from '../../ast/references.js';
import type { FunctionNode, Program } from '../../lambda/program.js';
import { escapeRegExp } from '../../lib/escape-reg-exp.js';
import type { SharedExpression } from './shared.js';

/** Clients are handed on through few places; one that everybody uses ends there. */
const MOST_PLACES = 100;

/**
 * Names by which tests reach the client: `client` of `this.client = new Client()`, of a field and of `{ client }`, and
 * `createClient` of a function that gives it, with those under which its callers keep it.
 */
export function clientNamesOf({ node, declaration }: SharedExpression, program: Program): readonly string[] {
  const places: ts.Expression[] = declaration ? [...referencesOf(declaration)] : [node];
  const names = new Set<string>();
  const seen = new Set<ts.Node>();
  for (const place of places) {
    const at = widest(place);
    if (seen.has(at) || seen.size > MOST_PLACES) continue;
    seen.add(at);
    for (const name of [...namesAt(at), ...givenBy(at)]) names.add(name);
    places.push(...placesAfter(at, program));
  }
  return [...names];
}

/** Through what has the same value, or may have it: `client ?? new Client()`, `await createClient()`. */
export function widest(place: ts.Expression): ts.Expression {
  const at = outermost(place) as ts.Expression;
  const { parent } = at;
  const isChoice =
    ts.isAwaitExpression(parent) ||
    (ts.isConditionalExpression(parent) && parent.condition !== at) ||
    (ts.isBinaryExpression(parent) && (isEither(parent) || isLast(parent, at)));
  return isChoice ? widest(parent) : at;
}

function isEither({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken;
}

/** `isReady && client`, `(prepare(), client)` */
function isLast({ operatorToken: { kind }, right }: ts.BinaryExpression, at: ts.Expression): boolean {
  return right === at && (kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.CommaToken);
}

function namesAt(at: ts.Expression): readonly string[] {
  const { parent } = at;
  if (isAssigning(parent)) return present(parent.right === at ? memberName(parent.left) : undefined);
  const isMember =
    ts.isPropertyDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isShorthandPropertyAssignment(parent);
  if (isMember) return present(nameText(parent.name));
  if (isField(parent)) return present(nameText(parent.name));
  const giver = giverOf(at);
  return giver ? namesOf(giver) : [];
}

/** Methods and getters of the class that give the field: `getClient` of `getClient() { return this.client; }`. */
function givenBy(at: ts.Expression): readonly string[] {
  const { parent } = at;
  const field = ts.isPropertyDeclaration(parent) ? nameText(parent.name) : fieldSetBy(parent);
  const holder = findAncestor(parent, isClassNode);
  if (field === undefined || !holder) return [];
  return holder.members.flatMap((member) => (givesField(member, field) ? present(nameText(member.name)) : []));
}

/** `client` of `this.client = …` */
function fieldSetBy(node: ts.Node): string | undefined {
  if (isField(node)) return nameText(node.name);
  const target = isAssigning(node) ? node.left : undefined;
  return target && ts.isPropertyAccessExpression(target) && target.expression.kind === ts.SyntaxKind.ThisKeyword
    ? target.name.text
    : undefined;
}

function givesField(member: ts.ClassElement, field: string): boolean {
  if (!ts.isMethodDeclaration(member) && !ts.isGetAccessorDeclaration(member)) return false;
  return new RegExp(`\\breturn\\s*\\(?\\s*this\\.${escapeRegExp(field)}(?![\\w$])`).test(member.body?.getText() ?? '');
}

function present(name: string | undefined): readonly string[] {
  return name === undefined ? [] : [name];
}

/** `constructor(private client = new Client())` */
function isField(node: ts.Node): node is ts.ParameterDeclaration {
  return ts.isParameter(node) && ts.isParameterPropertyDeclaration(node, node.parent);
}

/** The function that gives the client to its callers. */
function giverOf(at: ts.Expression): FunctionNode | undefined {
  const { parent } = at;
  if (ts.isArrowFunction(parent) && parent.body === at) return parent;
  return ts.isReturnStatement(parent) ? findAncestor(parent, isFunctionNode) : undefined;
}

/** Its own name, that of what holds it, and `default` where other files give it the name. */
function namesOf(giver: FunctionNode): readonly string[] {
  const holder = outermost(giver).parent;
  const isHeld =
    ts.isVariableDeclaration(holder) || ts.isPropertyAssignment(holder) || ts.isPropertyDeclaration(holder);
  const name = nameText(giver.name) ?? (isHeld ? nameText(holder.name) : undefined);
  const isDefault = hasModifier(giver, ts.SyntaxKind.DefaultKeyword) || isExported(holder, name, giver.getSourceFile());
  return [...present(name), ...(isDefault ? ['default'] : [])];
}

/** `export default () => …`, `export default createClient` */
function isExported(holder: ts.Node, name: string | undefined, { statements }: ts.SourceFile): boolean {
  if (ts.isExportAssignment(holder)) return true;
  const isOne = ({ expression }: ts.ExportAssignment): boolean =>
    ts.isIdentifier(expression) && expression.text === name;
  return statements.some((each) => ts.isExportAssignment(each) && isOne(each));
}

/** Where the client goes on: variables and parameters that have it, and calls of the function that gives it. */
function placesAfter(at: ts.Expression, program: Program): readonly ts.Expression[] {
  const { parent } = at;
  if ((ts.isVariableDeclaration(parent) || ts.isParameter(parent)) && parent.initializer === at)
    return referencesOf(parent);
  const giver = giverOf(at);
  return giver ? program.values.callSitesOf(giver) : [];
}

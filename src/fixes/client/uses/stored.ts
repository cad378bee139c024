import { ts } from 'ts-morph';
import {
  type ClassNode,
  collect,
  type FunctionNode,
  findAncestor,
  hasModifier,
  isAssigning,
  isClassNode,
  isFunctionNode,
  isMemberAccess,
  memberName,
  nameText,
  unwrap,
} from '../../../ast/nodes.js';
import { referencesOf } from '../../../ast/references.js';
import { isReference, lookup } from '../../../ast/scope.js';
import { isRequest } from '../../../lambda/catalogue/client-uses.js';
import { exposuresOf } from '../../../lambda/objects/writes.js';
import type { Program } from '../../../lambda/program.js';
import { bareName } from '../../../lambda/replacements/sources.js';
import { thingOf } from '../../../lambda/values/thing.js';
import { type Denoted, rootOf } from '../../../lambda/values/value.js';
import {
  type CarrierSearch,
  type ClientCarrier,
  firstDoubt,
  follow,
  HOLDER,
  LISTED,
  UNNAMED,
  UNSEEN,
  type UsesDoubt,
} from './carriers.js';
import { instancesOf } from './instances.js';
import { type MemberRead, readsOfMember } from './member-reads.js';

/** Follows what is kept under a name, in a member or by a function that gives it. Says where it is lost from view. */
export function ofStored(carrier: ClientCarrier, search: CarrierSearch): UsesDoubt {
  const { node } = carrier;
  const { parent } = node;
  if (isNamed(parent)) return intoName(parent, carrier, search);
  if (isAssigning(parent)) return ofAssignment(parent, carrier, search);
  if (ts.isPropertyDeclaration(parent)) return intoMemberOf(parent, nameText(parent.name), carrier, search);
  if (ts.isPropertyAssignment(parent) || ts.isShorthandPropertyAssignment(parent))
    return intoLiteral(parent, carrier, search);
  if (ts.isSpreadAssignment(parent) && carrier.is === 'holder') {
    follow(parent.parent, carrier, search);
    return undefined;
  }
  if (ts.isReturnStatement(parent)) return given(findAncestor(parent, isFunctionNode), carrier, search);
  if (ts.isArrowFunction(parent)) return given(parent, carrier, search);
  if (ts.isExportSpecifier(parent)) return readAs(parent.name.text, carrier, search);
  if (ts.isExportAssignment(parent)) return readAs('default', carrier, search);
  if (ts.isArrayLiteralExpression(parent)) return LISTED;
  return UNSEEN;
}

type Named = ts.VariableDeclaration | ts.BindingElement | ts.ParameterDeclaration;

function isNamed(node: ts.Node): node is Named {
  return ts.isVariableDeclaration(node) || ts.isBindingElement(node) || ts.isParameter(node);
}

/** `const client = …`, a parameter that gets it, `const { get } = …` */
export function intoName(declaration: Named, carrier: ClientCarrier, search: CarrierSearch): UsesDoubt {
  const { name } = declaration;
  if (ts.isArrayBindingPattern(name)) return LISTED;
  if (ts.isObjectBindingPattern(name)) return firstDoubt(name.elements, (each) => intoElement(each, carrier, search));
  followNamed(declaration, carrier, search);
  if (isExported(declaration)) return readAs(name.text, carrier, search);
  const isField = ts.isParameter(declaration) && ts.isParameterPropertyDeclaration(declaration, declaration.parent);
  return isField ? intoMemberOf(declaration, name.text, carrier, search) : undefined;
}

function followNamed(declaration: ts.Declaration, carrier: Omit<ClientCarrier, 'node'>, search: CarrierSearch): void {
  for (const each of referencesOf(declaration)) follow(each, carrier, search);
}

/** Members of a holder are looked for by their names. */
function intoElement(element: ts.BindingElement, carrier: ClientCarrier, search: CarrierSearch): UsesDoubt {
  const name = nameText(element.propertyName ?? (element.name as ts.Identifier));
  if (carrier.is === 'holder' && carrier.calls === 0) {
    if (element.dotDotDotToken) followNamed(element, carrier, search);
    return name === undefined ? UNSEEN : undefined;
  }
  const isPlain = !element.dotDotDotToken && name !== undefined && isRequest(search.client.module, name);
  return isPlain && carrier.calls === 0 ? undefined : `other code takes ${name ?? 'members'} out of it`;
}

function isExported(declaration: ts.Node): boolean {
  const statement = ts.findAncestor(declaration, ts.isVariableStatement);
  return !!statement && ts.isSourceFile(statement.parent) && hasModifier(statement, ts.SyntaxKind.ExportKeyword);
}

function ofAssignment(node: ts.BinaryExpression, carrier: ClientCarrier, search: CarrierSearch): UsesDoubt {
  // Its value is what was assigned, or was there before.
  if (node.right === carrier.node || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken)
    follow(node, carrier, search);
  return node.right === carrier.node ? intoTarget(unwrap(node.left), carrier, search) : undefined;
}

function intoTarget(target: ts.Expression, carrier: ClientCarrier, search: CarrierSearch): UsesDoubt {
  if (ts.isIdentifier(target)) {
    const declaration = lookup(target)?.node;
    if (!declaration) return intoGlobal(target.text, carrier, search);
    if (!isNamed(declaration)) return UNSEEN;
    return intoName(declaration, carrier, search);
  }
  if (/^(module\.)?exports$/.test(target.getText())) return readAs('default', carrier, search);
  const name = memberName(target);
  if (name === undefined) return UNNAMED;
  const holder = unwrap((target as ts.PropertyAccessExpression).expression);
  return intoMemberOf(holder, name, carrier, search);
}

/** `client = …` of a name that nobody declares: every file sees it. */
function intoGlobal(name: string, carrier: ClientCarrier, search: CarrierSearch): UsesDoubt {
  for (const { file } of search.program.modules.values()) {
    if (!file.text.includes(name)) continue;
    const isIt = (node: ts.Node): node is ts.Identifier =>
      ts.isIdentifier(node) && node.text === name && isReference(node) && !lookup(node);
    for (const each of collect(file, isIt, 'nested')) follow(each, carrier, search);
  }
  return readAs(name, carrier, search);
}

/** `this.client = …`, `context.client = …`, a field, an export. */
function intoMemberOf(
  holder: ts.Node,
  name: string | undefined,
  carrier: ClientCarrier,
  search: CarrierSearch,
): UsesDoubt {
  if (name === undefined) return UNNAMED;
  return ofHolder(holder, search) ?? readAs(name, carrier, search);
}

function ofHolder(holder: ts.Node, search: CarrierSearch): UsesDoubt {
  if (/^(module\.)?exports$/.test(holder.getText())) return undefined;
  if (ts.isExpression(holder) && holder.kind !== ts.SyntaxKind.ThisKeyword) {
    followOwner(holder, search);
    return undefined;
  }
  const home = findAncestor(
    holder,
    (each): each is ClassNode | ts.ObjectLiteralExpression => isClassNode(each) || ts.isObjectLiteralExpression(each),
  );
  if (home && ts.isObjectLiteralExpression(home)) follow(home, HOLDER, search);
  return home && isClassNode(home) ? ofInstances(home, search) : undefined;
}

/** `context` of `context.s3`; where it is a parameter, whatever callers give for it. */
function followOwner(holder: ts.Expression, search: CarrierSearch): void {
  const declaration = rootDeclaration(holder);
  if (!declaration) return;
  followNamed(declaration, HOLDER, search);
  if (!ts.isParameter(declaration) || !isFunctionNode(declaration.parent)) return;
  const index = declaration.parent.parameters.indexOf(declaration);
  for (const { arguments: list } of search.program.values.callSitesOf(declaration.parent)) {
    const argument = list?.[index];
    if (!argument) continue;
    follow(argument, HOLDER, search);
    if (ts.isIdentifier(unwrap(argument))) followOwner(unwrap(argument), search);
  }
}

/** Of `context` of `context.deps.s3`. */
function rootDeclaration(node: ts.Expression): ts.Declaration | undefined {
  let root = node;
  while (isMemberAccess(root)) root = unwrap(root.expression);
  return ts.isIdentifier(root) ? lookup(root)?.node : undefined;
}

/** Objects of the class have it: nobody may go through them who is not known. */
function ofInstances(home: ClassNode, search: CarrierSearch): UsesDoubt {
  const isOfHome = (node: ts.Node): node is ts.Expression =>
    node.kind === ts.SyntaxKind.ThisKeyword && findAncestor(node, isClassNode) === home;
  for (const each of collect(home, isOfHome, 'nested')) follow(each, HOLDER, search);
  for (const each of instancesOf(home, search.program)) follow(each, HOLDER, search);
  const [handed] = exposuresOf(home, search.program).filter(
    (each) => each.isHandedOver && ts.isCallExpression(each.node),
  );
  return handed && `${(handed.node as ts.CallExpression).expression.getText()}() receives the object that contains it`;
}

/** `{ client }`, `{ s3: client }` */
function intoLiteral(
  property: ts.PropertyAssignment | ts.ShorthandPropertyAssignment,
  carrier: ClientCarrier,
  search: CarrierSearch,
): UsesDoubt {
  const name = nameText(property.name);
  search.origins.add(property.parent);
  follow(property.parent, HOLDER, search);
  if (carrier.calls === 0 && isOption(property.parent, search.program)) return undefined;
  return name === undefined ? UNNAMED : readAs(name, carrier, search);
}

/** `{ httpOptions: { agent } }` in its place: goes to a function of a package, which is asked for apart. */
function isOption(literal: ts.ObjectLiteralExpression, program: Program): boolean {
  let at: ts.Node = literal;
  while (ts.isPropertyAssignment(at.parent) || ts.isObjectLiteralExpression(at.parent)) at = at.parent;
  const { parent } = at;
  const isArgument = (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression !== at;
  return isArgument && program.calls.targetsOf(parent).length === 0;
}

/** The function gives it to whoever calls it. */
function given(fn: FunctionNode | undefined, carrier: ClientCarrier, search: CarrierSearch): UsesDoubt {
  if (!fn || ts.isConstructorDeclaration(fn) || ts.isSetAccessor(fn) || fn.asteriskToken) return UNSEEN;
  search.origins.add(fn);
  if (ts.isGetAccessor(fn)) return readAs(nameText(fn.name), carrier, search);
  const giving = { ...carrier, calls: carrier.calls + 1 };
  if (ts.isMethodDeclaration(fn)) {
    if (ts.isObjectLiteralExpression(fn.parent)) follow(fn.parent, HOLDER, search);
    return readAs(nameText(fn.name), giving, search);
  }
  if (!ts.isFunctionDeclaration(fn)) {
    follow(fn, giving, search);
    return undefined;
  }
  followNamed(fn, giving, search);
  if (!hasModifier(fn, ts.SyntaxKind.ExportKeyword)) return undefined;
  return readAs(hasModifier(fn, ts.SyntaxKind.DefaultKeyword) ? 'default' : fn.name?.text, giving, search);
}

/** Whoever takes a member of that name out of something that may be what holds it. */
function readAs(name: string | undefined, carrier: ClientCarrier, search: CarrierSearch): UsesDoubt {
  if (name === undefined) return UNNAMED;
  const { program } = search;
  const home = carrier.node.getSourceFile().fileName;
  if (!isFirst(`${home} ${name} ${carrier.is} ${carrier.calls}`, search)) return undefined;
  return firstDoubt(readsOfMember(name, program), (read) => {
    const isNear = isTogether(home, read.getSourceFile().fileName, program);
    return isNear && mayBeIt(read, search) ? ofRead(read, carrier, search) : undefined;
  });
}

function isFirst(name: string, { names }: CarrierSearch): boolean {
  if (names.has(name)) return false;
  names.add(name);
  return true;
}

function ofRead(read: MemberRead, carrier: ClientCarrier, search: CarrierSearch): UsesDoubt {
  if (ts.isBindingElement(read)) return intoName(read, carrier, search);
  // Given on under another name; under the same one it is looked for already.
  if (ts.isExportSpecifier(read)) return read.propertyName && readAs(read.name.text, carrier, search);
  if (ts.isImportSpecifier(read) || ts.isImportClause(read)) followNamed(read, carrier, search);
  else follow(read, carrier, search);
  return undefined;
}

/** Some function has both files. */
function isTogether(one: string, other: string, program: Program): boolean {
  if (one === other) return true;
  const functions = program.functionsLoading(other);
  return program.functionsLoading(one).some((fn) => functions.includes(fn));
}

/** Nothing tells what it is, or it is what is looked for. */
function mayBeIt(read: MemberRead, search: CarrierSearch): boolean {
  const name = ts.isExpression(read) ? read : read.name;
  if (!name || !ts.isExpression(name)) return true;
  const values = search.program.values.of(name);
  return values.length === 0 || values.some((value) => isIt(value, search)) || isOfAnyCaller(read, search.program);
}

/** `ctx.s3` of a parameter, for which a caller gives what is not known. */
function isOfAnyCaller(read: MemberRead, program: Program): boolean {
  const parameter = ts.isExpression(read) ? rootDeclaration(read) : ts.findAncestor(read, ts.isParameter);
  if (!parameter || !ts.isParameter(parameter) || !isFunctionNode(parameter.parent)) return false;
  const index = parameter.parent.parameters.indexOf(parameter);
  return program.values.callSitesOf(parameter.parent).some(({ arguments: list }) => {
    const argument = list?.[index];
    return !!argument && program.values.of(argument).length === 0;
  });
}

function isIt(value: Denoted, { client, origins }: CarrierSearch): boolean {
  const thing = thingOf(value);
  if (thing !== undefined && typeof thing !== 'string') return origins.has(thing);
  // Only a type says what it is.
  const module = rootOf(value)?.external.module;
  return value.kind === 'made' && module !== undefined && bareName(module) === bareName(client.module);
}

import { ts } from 'ts-morph';
import { isAssigning, isInside, isStepping, memberName, nameText, ownerOf, unwrap, walk } from '../../ast/nodes.js';
import { type Binding, isModuleBinding, isReference, lookup } from '../../ast/scope.js';
import { readByCalls, variableRead } from '../../lambda/environment/variables-read.js';
import { placesSetBy } from '../../lambda/order/dependence.js';
import type { Program } from '../../lambda/program.js';
import { topLevelStatement } from '../editing/statements.js';
import { stateDoubt } from './stateful.js';
import { doubtAbout, type UnknownAtLoad } from './steady-values.js';

/** What the code of an expression needs, as far as moving it to module scope goes. */
export interface Needs {
  /** Local constants whose value is known at init all the same. */
  readonly constants: ReadonlySet<ts.VariableDeclaration>;
  /** Something is only there while a request is served, or its time is not known; the first reason found. */
  readonly unknownAtLoad?: UnknownAtLoad;
  /** Variables of the environment that it reads. */
  readonly variables: ReadonlySet<string>;
  /** Why its value may be another one later, in words that go on from a fix's title. */
  readonly doubts: ReadonlySet<string>;
}

export interface InitQuestion {
  readonly program: Program;
  /** The statement in front of which the code would stand. */
  readonly before: ts.Statement;
  /** It may fail where it stands: fine where it is evaluated as before, but not at init. */
  readonly mayThrow: boolean;
  /** Calls that are known to do nothing else than to make their value. */
  readonly isSteadyHere?: (call: ts.CallExpression | ts.NewExpression) => boolean;
}

/** Names of the language that mean the same at init as later. */
const STEADY = new Set(
  'process undefined NaN Infinity Error TypeError RangeError Number String Boolean parseInt parseFloat JSON Object Array Buffer URL console RegExp BigInt encodeURIComponent __dirname __filename'.split(
    ' ',
  ),
);

export function isSteadyName(name: string): boolean {
  return STEADY.has(name);
}

/** `globalThis.process`; anything else there may belong to a request. */
function isGlobalProcess(name: ts.Identifier): boolean {
  return name.text === 'globalThis' && memberName(name.parent) === 'process';
}

/** Looks at everything that the expression names. */
export function needsOf(expression: ts.Expression, question: InitQuestion): Needs {
  const { before, program, mayThrow, isSteadyHere = () => false } = question;
  const constants = new Set<ts.VariableDeclaration>();
  const doubts = new Set<string>();
  const variables = new Set<string>();
  let unknownAtLoad: Needs['unknownAtLoad'];
  const note = (reason: UnknownAtLoad, why?: string): void => {
    if (unknownAtLoad === undefined || reason === 'request') unknownAtLoad = reason;
    if (why !== undefined) doubts.add(why);
  };
  const visit = (node: ts.Node, within: ts.Node): boolean => {
    const variable = variableRead(node, program);
    if (variable !== undefined) variables.add(variable);
    if (isBound(node)) note('request');
    else if (ts.isCallExpression(node) && !isSteadyCall(node) && !isSteadyHere(node))
      note('call', `what ${node.expression.getText()}() returns may change`);
    else if (ts.isNewExpression(node) && isStrictCall(node) && !isSteadyHere(node)) note('call');
    else if (ts.isNewExpression(node) && !isSteadyHere(node)) ofMade(node);
    else if (!mayThrow && isStrictOption(node)) note('call');
    else if (ts.isIdentifier(node) && isReference(node) && !ts.findAncestor(node, ts.isTypeNode)) ofName(node, within);
    return false;
  };
  const ofMade = (node: ts.NewExpression): void => {
    const why = stateDoubt(node, program);
    if (why !== undefined) note('call', why);
  };
  const ofName = (name: ts.Identifier, within: ts.Node): void => {
    const doubt = doubtAbout(name, before.getSourceFile(), program);
    if (doubt) note(doubt.unknownAtLoad, doubt.why);
    const binding = lookup(name);
    if (!binding) {
      if (!isSteadyName(name.text) && !isGlobalProcess(name)) note('call', `${name.text} may be missing, or change`);
    } else if (isModuleBinding(binding)) {
      const reason = ofModuleName(binding, name, before);
      if (reason) note(reason);
    } else if (!isInside(binding.node, within)) ofLocal(binding.node);
  };
  const ofLocal = (node: ts.Declaration): void => {
    const initializer = plainConstant(node);
    if (!initializer) note('request');
    if (!initializer || constants.has(node as ts.VariableDeclaration)) return;
    constants.add(node as ts.VariableDeclaration);
    walk(initializer, (each) => visit(each, initializer), 'nested');
  };
  walk(expression, (each) => visit(each, expression), 'nested');
  for (const each of [expression, ...constants]) for (const name of readByCalls(each, program)) variables.add(name);
  return { constants, unknownAtLoad, variables, doubts };
}

/** An option that the constructor checks: an endpoint must be a URL, a region must not be empty. */
function isStrictOption(node: ts.Node): boolean {
  if (!ts.isPropertyAssignment(node) && !ts.isShorthandPropertyAssignment(node)) return false;
  const value = ts.isPropertyAssignment(node) ? unwrap(node.initializer) : undefined;
  if (value && ts.isStringLiteralLike(value) && value.text !== '') return false;
  const name = nameText(node.name) ?? '';
  if (/^(endpoint|maxTotalSockets|scheduling)$/.test(name)) return !value || !ts.isNumericLiteral(value);
  return name === 'region' && !!value && walk(value, (each) => ts.isStringLiteralLike(each) && each.text === '');
}

/** Belongs to the function or object that it stands in. */
function isBound(node: ts.Node): boolean {
  return (
    node.kind === ts.SyntaxKind.ThisKeyword ||
    node.kind === ts.SyntaxKind.SuperKeyword ||
    ts.isAwaitExpression(node) ||
    ts.isYieldExpression(node) ||
    (ts.isIdentifier(node) && node.text === 'arguments')
  );
}

/** Takes nothing but its arguments, and cannot fail. */
export function isSteadyCall(call: ts.CallExpression): boolean {
  const callee = unwrap(call.expression);
  if (ts.isPropertyAccessExpression(callee) && ts.isStringLiteralLike(callee.expression)) return true;
  return /^(Number|String|Boolean|parseInt|parseFloat|JSON\.stringify|Object\.(keys|values|entries|freeze)|require|encodeURIComponent)$/.test(
    callee.getText(),
  );
}

/** Takes nothing but its arguments, and fails when they are not what it expects. */
export function isStrictCall(call: ts.CallExpression | ts.NewExpression): boolean {
  const callee = call.expression.getText();
  if (ts.isNewExpression(call)) return /^(URL|RegExp|Date|Map|Set)$/.test(callee) && (call.arguments ?? []).length > 0;
  return (
    /^(JSON\.parse|Buffer\.from|BigInt|decodeURIComponent)$/.test(callee) ||
    /^['"`\w.[\]!()]+\.(toString|trim|toLowerCase|toUpperCase|split|replace|slice|concat)$/.test(callee)
  );
}

function ofModuleName({ node }: Binding, name: ts.Identifier, before: ts.Statement): Needs['unknownAtLoad'] {
  if (ts.isParameter(node)) return 'request';
  const isVariable = ts.isVariableDeclaration(node) || ts.isBindingElement(node);
  if (isVariable && isChanged(node, before)) return 'request';
  const isHoisted = ts.isFunctionDeclaration(node) || isImport(node);
  // Not yet there while the module is loaded.
  return isHoisted || topLevelStatement(node).pos < before.pos || name.getSourceFile() !== node.getSourceFile()
    ? undefined
    : 'order';
}

function isImport(node: ts.Node): boolean {
  return (
    ts.isImportClause(node) ||
    ts.isImportSpecifier(node) ||
    ts.isNamespaceImport(node) ||
    ts.isImportEqualsDeclaration(node)
  );
}

/** Given a new value, or filled, while a request is served or further down. */
function isChanged(node: ts.VariableDeclaration | ts.BindingElement, before: ts.Statement): boolean {
  const list = ts.findAncestor(node, ts.isVariableDeclarationList);
  const isConstant = !!list && (list.flags & ts.NodeFlags.Const) !== 0;
  if (isConstant && node.parent && ts.isVariableDeclaration(node) && isPrimitive(node.initializer)) return false;
  return walk(
    node.getSourceFile(),
    (each) =>
      ((isSetting(each) && placesSetBy(each).has(node)) || handsOver(each, node)) &&
      (each.pos > before.pos || !ts.isSourceFile(ownerOf(each))),
    'nested',
  );
}

/** The smallest nodes that change something. */
function isSetting(node: ts.Node): boolean {
  if (ts.isCallExpression(node)) return ts.isPropertyAccessExpression(node.expression);
  if (isAssigning(node) || isStepping(node)) return true;
  return ts.isDeleteExpression(node) || ts.isForOfStatement(node) || ts.isForInStatement(node);
}

/** Gives the object itself to a function, which may change it. Constructors and what prints or copies do not. */
function handsOver(node: ts.Node, declaration: ts.VariableDeclaration | ts.BindingElement): boolean {
  // What is done to a client is asked elsewhere.
  if (declaration.initializer && ts.isNewExpression(declaration.initializer)) return false;
  if (
    !ts.isCallExpression(node) ||
    /^(console|logger|log|JSON|Object\.(freeze|keys|values|entries))\b/.test(node.expression.getText())
  )
    return false;
  return node.arguments.some((argument) => ts.isIdentifier(argument) && lookup(argument)?.node === declaration);
}

function isPrimitive(node: ts.Expression | undefined): boolean {
  return !!node && (ts.isLiteralExpression(node) || ts.isTemplateExpression(node));
}

/** What `const region = process.env.AWS_REGION` is set to once and for all, so that a copy of it is as good. */
function plainConstant(node: ts.Declaration): ts.Expression | undefined {
  if (!ts.isVariableDeclaration(node) || !ts.isIdentifier(node.name) || !node.initializer) return undefined;
  if ((node.parent.flags & ts.NodeFlags.Const) === 0) return undefined;
  const isSteady = !isObject(node.initializer) || !isChanged(node, node.getSourceFile().statements[0]!);
  return isSteady ? node.initializer : undefined;
}

function isObject(node: ts.Expression): boolean {
  return ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node) || ts.isNewExpression(node);
}

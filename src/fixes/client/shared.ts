import { ts } from 'ts-morph';
import { isOnlySometimes } from '../../ast/always-reached.js';
import { calleeName, collect, isAssigning, outermost, unwrap } from '../../ast/nodes.js';
import { referencesOf, statementOf } from '../../ast/references.js';
import { isReference, lookup } from '../../ast/scope.js';
import { type ClientConstruction, clientsBeside } from '../../lambda/aws-requests/clients.js';
import { receivingOf } from '../../lambda/catalogue/client-uses.js';
import type { Program } from '../../lambda/program.js';

/** The expression that is to be evaluated once. */
export interface SharedExpression {
  readonly node: ts.Expression;
  /** The local constant that it is the value of, when the whole declaration can move. */
  readonly declaration?: ts.VariableDeclaration & { readonly name: ts.Identifier };
  /** It goes through a function of which we cannot tell that once is enough: a tracer, a helper. */
  readonly isWrappedByUnknown: boolean;
  readonly construction: ClientConstruction;
}

/** The construction, with the calls that it is handed to on the spot: `from(new Client())`, `capture(new Client())`. */
export function sharedExpression(construction: ClientConstruction, program: Program): SharedExpression {
  let node = outermost(construction.node) as ts.Expression;
  let isWrappedByUnknown = false;
  for (let call = wrapperAround(node); call; call = wrapperAround(node)) {
    if (!isClientWrapper(call, program) && !isCapture(call, construction, program)) isWrappedByUnknown = true;
    node = outermost(call) as ts.Expression;
  }
  return { node, declaration: declarationOf(node), isWrappedByUnknown, construction };
}

/** A call that takes the client as its first argument and gives the client to be used: its value is kept under a name. */
function wrapperAround(node: ts.Expression): ts.CallExpression | undefined {
  const call = node.parent;
  if (!ts.isCallExpression(call) || call.arguments[0] !== node || call.arguments.length > 1) return undefined;
  const holder = outermost(call).parent;
  const isKept = ts.isVariableDeclaration(holder) || ts.isReturnStatement(holder) || ts.isPropertyDeclaration(holder);
  const isAssigned = ts.isBinaryExpression(holder) && holder.right === outermost(call);
  return isKept || isAssigned || wrapperAround(outermost(call) as ts.Expression) ? call : undefined;
}

export function isClientWrapper(call: ts.CallExpression, program: Program): boolean {
  return clientsBeside(call, program).some(({ node, kind }) => node === call && kind.isWrapper === true);
}

/** `tracer.captureAWSv3Client(new Client())`: gives the client itself, and asks for the segment with each request. */
export function isCapture(
  call: ts.CallExpression | ts.NewExpression,
  { kind, module }: ClientConstruction,
  program: Program,
): boolean {
  if (!ts.isCallExpression(call) || calleeName(call) !== 'captureAWSv3Client' || isOnlySometimes(call)) return false;
  const receivings = program.values
    .of(call.expression)
    .map((each) => receivingOf(each, { family: kind.family, module }, call.arguments.length));
  return receivings.length > 0 && receivings.every((each) => each === 'traces');
}

function declarationOf(node: ts.Expression): SharedExpression['declaration'] {
  const declaration = node.parent;
  if (!ts.isVariableDeclaration(declaration) || !ts.isIdentifier(declaration.name)) return undefined;
  const isAlone = statementOf(declaration) !== undefined;
  return isAlone && isSetOnce(declaration) ? (declaration as SharedExpression['declaration']) : undefined;
}

export function isSetOnce(declaration: ts.VariableDeclaration): boolean {
  return referencesOf(declaration).every((name) => !isTarget(name));
}

function isTarget(name: ts.Identifier): boolean {
  const { parent } = name;
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) return true;
  return isAssigning(parent) && parent.left === name;
}

/** The same words, each of which means the same: a name may be another one's further in. */
export function isSameCode(a: ts.Expression, b: ts.Expression): boolean {
  if (squeezed(unwrap(a)) !== squeezed(unwrap(b))) return false;
  const others = declarationsIn(b);
  return declarationsIn(a).every((each, index) => each === others[index]);
}

function declarationsIn(node: ts.Expression): readonly (ts.Declaration | undefined)[] {
  const names = collect(node, ts.isIdentifier, 'nested').filter(isReference);
  return names.map((name) => lookup(name)?.node);
}

function squeezed(node: ts.Node): string {
  return node
    .getText()
    .replace(/\s+/g, '')
    .replace(/,([)\]}])/g, '$1');
}

import { ts } from 'ts-morph';
import {
  baseExpression,
  type CallNode,
  type ClassNode,
  type FunctionNode,
  isAssigning,
  isFunctionNode,
  isInside,
  isInstanceInitializer,
  memberName,
  ownerOf,
  unwrap,
  walk,
} from '../../ast/nodes.js';
import { isReference, lookup } from '../../ast/scope.js';
import { isCertainRead } from '../../lambda/effects/effect.js';
import type { Program } from '../../lambda/program.js';
import { rootOf } from '../../lambda/values/value.js';
import { gettersAt, isAsync, isOfSdk } from './failing.js';
import {
  isClock,
  isDataClass,
  isHarmlessFunction,
  isLogOrConversion,
  isMethodOfData,
  isReadingBody,
} from './harmless.js';
import { overridingMethods } from './overriding.js';
import { changesOnlyOwn, isFillingOwn } from './own-places.js';

/** What may stand in the code, and which functions and classes of ours are looked at already. */
interface QuietSearch {
  readonly program: Program;
  /** Requests that read are quiet, too; otherwise what is waited for is left out. */
  readonly mayRead: boolean;
  readonly seen: ReadonlySet<FunctionNode | ClassNode>;
}

/**
 * Certainly does nothing that other code could notice, asks no clock, and raises no error on purpose: it may run earlier or later than it
 * did. What it waits for is left out.
 */
export function isQuiet(node: ts.Node, program: Program): boolean {
  return isQuietCode(node, { program, mayRead: false, seen: new Set() });
}

/**
 * To wait for the expression certainly does nothing but read, over any number of functions. Nothing is kept from one call to another, so
 * that calls may be under way at once.
 */
export function onlyReads(expression: ts.Expression, program: Program): boolean {
  return isQuietCode(expression, { program, mayRead: true, seen: new Set() });
}

function isQuietCode(node: ts.Node, search: QuietSearch): boolean {
  const { program, mayRead } = search;
  const isLoud = (each: ts.Node): boolean => {
    if (ts.isCallExpression(each)) return !isQuietCall(each, search) && !(mayRead && isReading(each, search));
    if (ts.isNewExpression(each)) return !isQuietMaking(each, search);
    if (ts.isTaggedTemplateExpression(each) || ts.isThrowStatement(each) || ts.isYieldExpression(each)) return true;
    if (gettersAt(each, program).some((getter) => !isQuietFunction(getter, search))) return true;
    return !changesOnlyOwn(each) && !isKeptAtOnce(each, program);
  };
  const visit = (each: ts.Node): boolean => {
    if (isFunctionNode(each) || ts.isTypeNode(each) || (!mayRead && ts.isAwaitExpression(each))) return false;
    return isLoud(each) || (ts.forEachChild(each, (child) => visit(child) || undefined) ?? false);
  };
  return !visit(node);
}

/** An object that is made on first use and kept is the same in any order, unless another call comes in between, or it is made of what the call is given. */
function isKeptAtOnce(node: ts.Node, program: Program): boolean {
  const owner = ownerOf(node);
  if (!isFunctionNode(owner) || isAsync(owner) || !isAssigning(node)) return false;
  const isOfCall = (each: ts.Node): boolean => {
    const binding = ts.isIdentifier(each) && isReference(each) ? lookup(each) : undefined;
    return each.kind === ts.SyntaxKind.ThisKeyword || (!!binding && isInside(binding.node, owner));
  };
  // Of `client ??= new Client()` only what stands right is behind the question.
  return program.reach.isMemoised(node.right) && !walk(node.right, isOfCall, 'nested');
}

function isQuietCall(call: ts.CallExpression, search: QuietSearch): boolean {
  const { program, mayRead } = search;
  const callee = unwrap(call.expression);
  if (!hasQuietFunctions(call, search)) return false;
  if (isLogOrConversion(callee) || (mayRead && isClock(callee))) return true;
  if (callee.getText() === 'Object.assign') return ts.isObjectLiteralExpression(unwrap(call.arguments[0] ?? call));
  const targets = [...program.calls.targetsOf(call), ...overridingMethods(call, program)];
  if (targets.length > 0) return targets.every((target) => isQuietFunction(target, search));
  if (isFillingOwn(call)) return true;
  const roots = program.values.of(callee).map(rootOf);
  const name = memberName(callee) ?? '';
  const isOfData = isMethodOfData(call, name, program);
  if (!roots.some(Boolean)) return isOfData;
  return roots.every((root) => {
    if (!root || isHarmlessFunction(root)) return true;
    // One client is made `from` another; what sends is asked for apart.
    return isOfSdk(root.external.module) && (name === 'from' || isOfData);
  });
}

/** The call, which is none of ours, sends a request that reads, or follows one up. */
function isReading(call: ts.CallExpression, search: QuietSearch): boolean {
  const { program } = search;
  const name = memberName(unwrap(call.expression)) ?? '';
  if (!hasQuietFunctions(call, search) || program.calls.targetsOf(call).length > 0) return false;
  if (
    FOLLOW_UP.test(name) ||
    isReadingBody(call, name) ||
    /^Promise\.(all|allSettled|resolve)$/.test(call.expression.getText())
  )
    return true;
  return isCertainRead(program.effects.of(call));
}

/** Each of them is looked at by itself, as is the call that is followed up. */
const FOLLOW_UP = /^(promise|then|catch|finally)$/;

function hasQuietFunctions(call: ts.CallExpression, search: QuietSearch): boolean {
  return call.arguments
    .flatMap((each) => functionsIn(each, search.program))
    .every((each) => isQuietFunction(each, search));
}

/** What a call may run that it is given: `list.map(toRow)`. */
function functionsIn(argument: ts.Expression, program: Program): readonly FunctionNode[] {
  const node = unwrap(argument);
  if (isFunctionNode(node)) return [node];
  return program.values.of(node).flatMap((value) => (value.kind === 'function' ? [value.node] : []));
}

/** One that is async starts something that goes on by itself, and a decorator may put anything around it. */
function isQuietFunction(node: FunctionNode, search: QuietSearch): boolean {
  if (search.seen.has(node)) return true;
  if ((isAsync(node) && !search.mayRead) || node.asteriskToken || !node.body || isDecorated(node)) return false;
  const within = { ...search, seen: new Set([...search.seen, node]) };
  return [...node.parameters, node.body].every((each) => isQuietCode(each, within));
}

function isDecorated(node: FunctionNode): boolean {
  return ts.canHaveDecorators(node) && (ts.getDecorators(node)?.length ?? 0) > 0;
}

/** Its fields and its constructor, and those of the classes around it. */
function isQuietClass(node: ClassNode, search: QuietSearch): boolean {
  if (search.seen.has(node)) return true;
  const within = { ...search, seen: new Set([...search.seen, node]) };
  const isQuietMember = (member: ts.ClassElement): boolean => {
    if (ts.isConstructorDeclaration(member)) return isQuietFunction(member, within);
    return !isInstanceInitializer(member) || !member.initializer || isQuietCode(member.initializer, within);
  };
  const base = baseExpression(node);
  const bases = base ? search.program.values.of(base) : [];
  const isBaseKnown = !base || bases.length > 0;
  return (
    isBaseKnown &&
    node.members.every(isQuietMember) &&
    bases.every((each) => each.kind === 'class' && isQuietClass(each.node, within))
  );
}

/** Clients and commands of the SDK, and what the language has for data. `new Date()` asks the clock. */
function isQuietMaking(node: ts.NewExpression, search: QuietSearch): boolean {
  const { program, mayRead } = search;
  const { expression } = node;
  if (ts.isIdentifier(expression) && !lookup(expression))
    return (
      isDataClass(expression.text) || (expression.text === 'Date' && (mayRead || (node.arguments ?? []).length > 0))
    );
  const values = program.values.of(expression);
  const classes = values.flatMap((value) => (value.kind === 'class' ? [value.node] : []));
  if (classes.length > 0) return classes.every((each) => isQuietClass(each, search));
  const targets = program.calls.targetsOf(node as CallNode);
  if (targets.length > 0) return targets.every((target) => isQuietFunction(target, search));
  const roots = values.map(rootOf);
  return roots.length > 0 && roots.every((root) => isOfSdk(root?.external.module));
}

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
import { rootOf } from '../../lambda/value.js';
import { gettersAt, isAsync } from './failing.js';
import { overridingMethods } from './overriding.js';
import { changesOnlyOwn, isFillingOwn } from './own-places.js';

/** What may stand in the code, and which functions of ours are looked at already. */
interface Search {
  readonly program: Program;
  /** Requests that read are quiet, too; otherwise what is waited for is left out. */
  readonly mayRead: boolean;
  readonly seen: ReadonlySet<FunctionNode>;
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

function isQuietCode(node: ts.Node, search: Search): boolean {
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

const LOG =
  /^(this\.)?([\w.]*\.)?(console|\w*log|\w*logger)\.(log|info|debug|warn|error|trace|verbose|silly|critical|fatal|notice)$/i;
const CLOCK = /^(Date|performance)\.now$/;
const CONVERSION =
  /^(String|Number|Boolean|parseInt|parseFloat|isNaN|isFinite|encodeURI(Component)?|decodeURI(Component)?|structuredClone|JSON\.\w+|Math\.\w+|Number\.\w+|String\.\w+|Array\.\w+|Object\.(keys|values|entries|fromEntries|freeze|hasOwn)|Buffer\.(from|concat)|(crypto\.)?randomUUID|atob|btoa|URL\.canParse)$/;
/** Methods of texts, lists and numbers, and those that read an answer that is there. `find` is one of them where it is given a function. */
const METHOD =
  /^(toString|trim\w*|toLowerCase|toUpperCase|split|slice|substring|substr|map|filter|flatMap|flat|join|concat|includes|indexOf|lastIndexOf|startsWith|endsWith|replace|replaceAll|match|matchAll|padStart|padEnd|charAt|charCodeAt|at|some|every|reduce|findIndex|findLast|toFixed|toISOString|toJSON|getTime|localeCompare|repeat|normalize|toSorted|toReversed|hasOwnProperty|json|text|transformToString|transformToByteArray)$/;
const PACKAGES =
  /^(@aws-sdk\/util-.*|lodash.*|ramda|date-fns.*|uuid|ulid|nanoid|qs|(node:)?(path|url|querystring|crypto))$/;

/** Of lodash and its like: `_.merge(options, user)`, `set(options, 'table', name)`. */
const CHANGES_ARGUMENT =
  /\b(merge\w*|defaults\w*|assign\w*|extend\w*|set\w*|unset|update\w*|pull\w*|remove|fill|reverse|default|mixin|lodash)$/i;

/** `items.map(toRow)`, `text.replace(a, b)`, `answer.json()`: not what others call so, `response.json(user)`, `registry.replace(one)`. */
function isMethodOfData(call: ts.CallExpression, name: string, program: Program): boolean {
  const [first, ...others] = call.arguments;
  // A function of a package, which may do anything.
  if (call.arguments.some((each) => isForeignFunction(each, program))) return false;
  if (name === 'find') return !!first && isFunctionNode(unwrap(first));
  if (/^(json|text|transformTo\w+)$/.test(name)) return isReadingBody(call, name);
  if (/^replace(All)?$/.test(name) && others.length === 0) return false;
  return METHOD.test(name);
}

function isForeignFunction(node: ts.Expression, program: Program): boolean {
  return program.values.of(node).some((value) => value.kind === 'external' && !PACKAGES.test(value.module));
}

/** Makes clients and commands, also one client `from` another; what sends is asked for apart. */
const SDK = /^(@aws-sdk|@smithy)\/|^aws-sdk(\/|$)/;

function isQuietCall(call: ts.CallExpression, search: Search): boolean {
  const { program, mayRead } = search;
  const callee = unwrap(call.expression);
  const text = callee.getText();
  if (!hasQuietFunctions(call, search)) return false;
  if (mayRead && CLOCK.test(text)) return true;
  if (LOG.test(text) || (CONVERSION.test(text) && isGlobalOrSimple(callee))) return true;
  if (text === 'Object.assign') return ts.isObjectLiteralExpression(unwrap(call.arguments[0] ?? call));
  const targets = [...program.calls.targetsOf(call), ...overridingMethods(call, program)];
  if (targets.length > 0) return targets.every((target) => isQuietFunction(target, search));
  if (isFillingOwn(call)) return true;
  const roots = program.values.of(callee).map(rootOf);
  const name = memberName(callee) ?? '';
  const isOfData = isMethodOfData(call, name, program);
  if (roots.some(Boolean))
    return roots.every((root) => {
      const module = root?.external.module ?? '';
      const isChanging = CHANGES_ARGUMENT.test(root?.chain.at(-1) ?? root?.external.path.at(-1) ?? module);
      return !root || (PACKAGES.test(module) && !isChanging) || (SDK.test(module) && (name === 'from' || isOfData));
    });
  return isOfData;
}

/** The call, which is none of ours, sends a request that reads, or follows one up. */
function isReading(call: ts.CallExpression, search: Search): boolean {
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

/** `answer.json()`; `response.json(user)` of a router answers. */
function isReadingBody({ arguments: [first] }: ts.CallExpression, name: string): boolean {
  return /^(json|text|arrayBuffer|transformTo\w+)$/.test(name) && (!first || ts.isStringLiteralLike(first));
}

function hasQuietFunctions(call: ts.CallExpression, search: Search): boolean {
  return call.arguments
    .flatMap((each) => functionsIn(each, search.program))
    .every((each) => isQuietFunction(each, search));
}

function isGlobalOrSimple(callee: ts.Expression): boolean {
  const base = memberName(callee) === undefined ? callee : unwrap((callee as ts.PropertyAccessExpression).expression);
  return !ts.isIdentifier(base) || !lookup(base) || base.text === 'crypto' || base.text === 'randomUUID';
}

/** What a call may run that it is given: `list.map(toRow)`. */
function functionsIn(argument: ts.Expression, program: Program): readonly FunctionNode[] {
  const node = unwrap(argument);
  if (isFunctionNode(node)) return [node];
  return program.values.of(node).flatMap((value) => (value.kind === 'function' ? [value.node] : []));
}

/** One that is async starts something that goes on by itself, and a decorator may put anything around it. */
function isQuietFunction(node: FunctionNode, search: Search): boolean {
  if (search.seen.has(node)) return true;
  if ((isAsync(node) && !search.mayRead) || node.asteriskToken || !node.body || isDecorated(node)) return false;
  const within = { ...search, seen: new Set([...search.seen, node]) };
  return [...node.parameters, node.body].every((each) => isQuietCode(each, within));
}

function isDecorated(node: FunctionNode): boolean {
  return ts.canHaveDecorators(node) && (ts.getDecorators(node)?.length ?? 0) > 0;
}

/** Its fields and its constructor, and those of the classes around it. */
function isQuietClass(node: ClassNode, search: Search): boolean {
  const { program, seen } = search;
  const base = baseExpression(node);
  const bases = base ? program.values.of(base) : [];
  if (base && (bases.length === 0 || bases.some(({ kind }) => kind !== 'class'))) return false;
  const isQuietMember = (member: ts.ClassElement): boolean => {
    if (ts.isConstructorDeclaration(member)) return seen.has(member) || isQuietFunction(member, search);
    if (!isInstanceInitializer(member)) return true;
    return !member.initializer || isQuietCode(member.initializer, search);
  };
  return (
    node.members.every(isQuietMember) &&
    bases.every((each) => each.kind === 'class' && each.node !== node && isQuietClass(each.node, search))
  );
}

const CLASSES =
  /^(Map|Set|WeakMap|Error|\w+Error|URL|URLSearchParams|RegExp|Array|Object|Headers|FormData|AbortController|Text(En|De)coder|Uint8Array|Request)$/;

/** Clients and commands of the SDK, and what the language has for data. `new Date()` asks the clock. */
function isQuietMaking(node: ts.NewExpression, search: Search): boolean {
  const { program, mayRead } = search;
  const { expression } = node;
  if (ts.isIdentifier(expression) && !lookup(expression))
    return (
      CLASSES.test(expression.text) || (expression.text === 'Date' && (mayRead || (node.arguments ?? []).length > 0))
    );
  const values = program.values.of(expression);
  const classes = values.flatMap((value) => (value.kind === 'class' ? [value.node] : []));
  if (classes.length > 0) return classes.every((each) => isQuietClass(each, search));
  const targets = program.calls.targetsOf(node as CallNode);
  if (targets.length > 0) return targets.every((target) => isQuietFunction(target, search));
  const roots = values.map(rootOf);
  return roots.length > 0 && roots.every((root) => SDK.test(root?.external.module ?? ''));
}

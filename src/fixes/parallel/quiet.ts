import { ts } from 'ts-morph';
import { type CallNode, type FunctionNode, isFunctionNode, memberName, unwrap } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import type { Program } from '../../lambda/program.js';
import { rootOf } from '../../lambda/value.js';
import { isAsync } from './failing.js';
import { changesOnlyOwn, isFillingOwn } from './own-places.js';

/**
 * Certainly does nothing that other code could notice, asks no clock, and raises no error on purpose: it may run earlier or later than it
 * did. What it waits for is left out.
 */
export function isQuiet(node: ts.Node, program: Program, seen: ReadonlySet<FunctionNode> = new Set()): boolean {
  const isLoud = (each: ts.Node): boolean => {
    if (ts.isCallExpression(each)) return !isQuietCall(each, program, seen);
    if (ts.isNewExpression(each)) return !isQuietMaking(each, program, seen);
    if (ts.isTaggedTemplateExpression(each) || ts.isThrowStatement(each) || ts.isYieldExpression(each)) return true;
    return !changesOnlyOwn(each);
  };
  const visit = (each: ts.Node): boolean => {
    if (ts.isAwaitExpression(each) || isFunctionNode(each) || ts.isTypeNode(each)) return false;
    return isLoud(each) || (ts.forEachChild(each, (child) => visit(child) || undefined) ?? false);
  };
  return !visit(node);
}

const LOG =
  /^(this\.)?([\w.]*\.)?(console|\w*log|\w*logger)\.(log|info|debug|warn|error|trace|verbose|silly|critical|fatal|notice)$/i;
const CONVERSION =
  /^(String|Number|Boolean|parseInt|parseFloat|isNaN|isFinite|encodeURI(Component)?|decodeURI(Component)?|structuredClone|JSON\.\w+|Math\.\w+|Number\.\w+|String\.\w+|Array\.\w+|Object\.(keys|values|entries|fromEntries|freeze|hasOwn)|Buffer\.(from|concat)|(crypto\.)?randomUUID|atob|btoa|URL\.canParse)$/;
/** Methods of texts, lists and numbers, and those that read an answer that is there. `find` is one of them where it is given a function. */
const METHOD =
  /^(toString|trim\w*|toLowerCase|toUpperCase|split|slice|substring|substr|map|filter|flatMap|flat|join|concat|includes|indexOf|lastIndexOf|startsWith|endsWith|replace|replaceAll|match|matchAll|padStart|padEnd|charAt|charCodeAt|at|some|every|reduce|findIndex|findLast|toFixed|toISOString|toJSON|getTime|localeCompare|repeat|normalize|toSorted|toReversed|hasOwnProperty|json|text|transformToString|transformToByteArray)$/;
const PACKAGES =
  /^(@aws-sdk\/util-.*|lodash.*|ramda|date-fns.*|uuid|ulid|nanoid|qs|(node:)?(path|url|querystring|crypto))$/;

function isQuietCall(call: ts.CallExpression, program: Program, seen: ReadonlySet<FunctionNode>): boolean {
  const callee = unwrap(call.expression);
  const text = callee.getText();
  const functions = call.arguments.flatMap((each) => functionsIn(each, program));
  if (!functions.every((each) => isQuietFunction(each, program, seen))) return false;
  if (LOG.test(text) || (CONVERSION.test(text) && isGlobalOrSimple(callee))) return true;
  if (text === 'Object.assign') return ts.isObjectLiteralExpression(unwrap(call.arguments[0] ?? call));
  if (isFillingOwn(call)) return true;
  const targets = program.calls.targetsOf(call);
  if (targets.length > 0) return targets.every((target) => isQuietFunction(target, program, seen));
  const roots = program.values.of(callee).map(rootOf);
  if (roots.some(Boolean)) return roots.every((root) => !root || PACKAGES.test(root.external.module));
  const name = memberName(callee) ?? '';
  return METHOD.test(name) || (name === 'find' && isFunctionNode(unwrap(call.arguments[0] ?? call)));
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

/** One that is async starts something that goes on by itself. */
function isQuietFunction(node: FunctionNode, program: Program, seen: ReadonlySet<FunctionNode>): boolean {
  if (seen.has(node)) return true;
  if (isAsync(node) || node.asteriskToken || !node.body) return false;
  const within = new Set([...seen, node]);
  return [...node.parameters, node.body].every((each) => isQuiet(each, program, within));
}

const CLASSES =
  /^(Map|Set|WeakMap|Error|\w+Error|URL|URLSearchParams|RegExp|Array|Object|Headers|FormData|AbortController|Text(En|De)coder|Uint8Array|Request)$/;

/** Clients and commands of the SDK, and what the language has for data. `new Date()` asks the clock. */
function isQuietMaking(node: ts.NewExpression, program: Program, seen: ReadonlySet<FunctionNode>): boolean {
  const { expression } = node;
  if (ts.isIdentifier(expression) && !lookup(expression))
    return CLASSES.test(expression.text) || (expression.text === 'Date' && (node.arguments ?? []).length > 0);
  const targets = program.calls.targetsOf(node as CallNode);
  if (targets.length > 0) return targets.every((target) => isQuietFunction(target, program, seen));
  const roots = program.values.of(expression).map(rootOf);
  return (
    roots.length > 0 && roots.every((root) => /^(@aws-sdk|@smithy)\/|^aws-sdk(\/|$)/.test(root?.external.module ?? ''))
  );
}

import { ts } from 'ts-morph';
import { isAssigning, isStepping, memberName, ownerOf, unwrap, walk } from '../ast/nodes.js';
import type { Program } from './program.js';
import { rootOf, type Value } from './value.js';

/** A member that a node sets, takes away or adds; without a name where it may be any. */
export interface Change {
  readonly object: ts.Expression;
  readonly name?: string;
  /** By a method of lists and maps: `push`, `set`. Things that packages make have methods of the same names. */
  readonly isFilled?: boolean;
}

const FILLING = /^(push|pop|shift|unshift|set|add|append|splice|sort|reverse|fill|copyWithin|delete|clear)$/;
const STATIC = /^(Object|Reflect)\.(assign|defineProperty|defineProperties|setPrototypeOf|set|deleteProperty)$/;

/** What a node by itself changes in an object: assignments, steps, `delete`, and the calls of the language that fill. */
export function changedBy(node: ts.Node): readonly Change[] {
  if (isAssigning(node)) return targetsIn(node.left);
  if (isStepping(node)) return targetsIn(node.operand);
  if (ts.isDeleteExpression(node)) return targetsIn(node.expression);
  if ((ts.isForOfStatement(node) || ts.isForInStatement(node)) && ts.isExpression(node.initializer))
    return targetsIn(node.initializer);
  if (!ts.isCallExpression(node)) return [];
  const [first, second] = node.arguments;
  if (first && STATIC.test(node.expression.getText())) {
    const name = second && ts.isStringLiteralLike(second) ? second.text : undefined;
    return [{ object: unwrap(first), ...(name !== undefined && { name }) }];
  }
  const isFilling = FILLING.test(memberName(node.expression) ?? '');
  return isFilling
    ? [{ object: unwrap((node.expression as ts.PropertyAccessExpression).expression), isFilled: true }]
    : [];
}

function targetsIn(node: ts.Expression): readonly Change[] {
  const target = unwrap(node);
  if (ts.isArrayLiteralExpression(target)) return target.elements.flatMap(targetsIn);
  if (ts.isObjectLiteralExpression(target))
    return target.properties.flatMap((each) => (ts.isPropertyAssignment(each) ? targetsIn(each.initializer) : []));
  if (isAssigning(target)) return targetsIn(target.left);
  if (!ts.isPropertyAccessExpression(target) && !ts.isElementAccessExpression(target)) return [];
  const name = memberName(target);
  return [{ object: unwrap(target.expression), ...(name !== undefined && { name }) }];
}

/** What can be told apart: an object literal, a class, a module, or what one call or `new` made. */
export type Thing = ts.Node | string;

export function thingOf(value: Value): Thing | undefined {
  if (value.kind === 'object' || value.kind === 'array' || value.kind === 'class' || value.kind === 'instance')
    return value.node;
  if (value.kind === 'module') return value.path;
  if (value.kind === 'external') return value.module;
  if (value.kind === 'made') return value.node;
  // What is set in a client's `config` is set in the client.
  return value.kind === 'member' ? thingOf(value.of) : undefined;
}

/** A place where a thing is changed, or where others get it who may change it. */
export interface Exposure {
  readonly node: ts.Node;
  /** Of the member; any where it is not known. */
  readonly name?: string;
  /** By a function that we cannot see into. */
  readonly isHandedOver: boolean;
}

const known = new WeakMap<Program, ReadonlyMap<Thing, readonly Exposure[]>>();

/** Everything that changes a thing after it was made. All modules are looked through once a run, when somebody first asks. */
export function exposuresOf(thing: Thing, program: Program): readonly Exposure[] {
  const all = known.get(program) ?? collectExposures(program);
  known.set(program, all);
  return all.get(thing) ?? [];
}

function collectExposures(program: Program): ReadonlyMap<Thing, readonly Exposure[]> {
  const all = new Map<Thing, Exposure[]>();
  const add = (object: ts.Expression, exposure: Exposure, isFilled = false): void => {
    for (const value of program.values.of(object)) {
      const thing = thingOf(value);
      if (thing === undefined || (isFilled && rootOf(value))) continue;
      const list = all.get(thing);
      if (list) list.push(exposure);
      else all.set(thing, [exposure]);
    }
  };
  for (const { file } of program.modules.values()) {
    walk(
      file,
      (node) => {
        for (const { object, name, isFilled } of changedBy(node))
          add(object, { node, isHandedOver: false, ...(name !== undefined && { name }) }, isFilled);
        if (isKeeping(node)) add(node, { node: node.parent, isHandedOver: true });
        if (ts.isCallExpression(node) && isForeign(node, program))
          for (const argument of node.arguments) if (isName(argument)) add(argument, { node, isHandedOver: true });
      },
      'nested',
    );
  }
  return all;
}

/**
 * The thing is put where others may come across it under no name that we know: into a list or an object, a member of something, a class that is
 * made, an iterator, a template that is called.
 */
function isKeeping(node: ts.Node): node is ts.Expression {
  const { parent } = node;
  if (!parent || !ts.isIdentifier(node)) return false;
  if (ts.isArrayLiteralExpression(parent)) return !isForSdk(parent);
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node && !isForSdk(parent.parent);
  if (ts.isShorthandPropertyAssignment(parent)) return !isForSdk(parent.parent);
  if (ts.isYieldExpression(parent)) return true;
  if (ts.isTemplateSpan(parent)) return ts.isTaggedTemplateExpression(parent.parent.parent);
  if (ts.isNewExpression(parent)) return parent.expression !== node && isCollection(parent);
  return ts.isBinaryExpression(parent) && parent.right === node && isAssigning(parent) && isMember(parent.left);
}

const EXPORTS = /^(module\.)?exports\b/;

/** What of the language hands a thing out again. */
function isCollection({ expression }: ts.NewExpression): boolean {
  return /^(Map|Set|WeakMap|WeakSet|WeakRef|Proxy)$/.test(expression.getText());
}

/** `module.exports = { options }` is an export, whose importers are looked at. */
function isMember(node: ts.Expression): boolean {
  const target = unwrap(node);
  return memberName(target) !== undefined && !EXPORTS.test(target.getText());
}

/** Options of a client or a command, which only reads them; an export, whose importers are looked at. */
function isForSdk(literal: ts.Node): boolean {
  let at = literal;
  while (
    ts.isObjectLiteralExpression(at.parent) ||
    ts.isPropertyAssignment(at.parent) ||
    ts.isArrayLiteralExpression(at.parent)
  )
    at = at.parent;
  const { parent } = at;
  if (ts.isNewExpression(parent)) return !isCollection(parent);
  if (ts.isExportAssignment(parent)) return true;
  return ts.isBinaryExpression(parent) && EXPORTS.test(parent.left.getText());
}

function isName(node: ts.Expression): boolean {
  const at = unwrap(node);
  return ts.isIdentifier(at) || ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at);
}

const HARMLESS =
  /^(console|logger|log|JSON|Promise|Array|String|Number|Boolean|Symbol|Math|Buffer|structuredClone|require|super)\b|^Object\.(freeze|keys|values|entries|fromEntries|is)$/;

/** A function that is neither of ours, whose code tells what it does, nor known to leave its arguments alone. */
function isForeign(call: ts.CallExpression, program: Program): boolean {
  if (HARMLESS.test(call.expression.getText()) || program.calls.targetsOf(call).length > 0) return false;
  const callee = program.values.of(call.expression);
  return !callee.some((value) => /^(@aws-sdk|@smithy)\/|^aws-sdk(\/|$)/.test(rootOf(value)?.external.module ?? ''));
}

/** Changed while its own module was being loaded, and so before anybody else could look at it. */
export function isWhileMade({ node }: Exposure, thing: Thing): boolean {
  const home = typeof thing === 'string' ? thing : thing.getSourceFile().fileName;
  return ts.isSourceFile(ownerOf(node)) && node.getSourceFile().fileName === home;
}

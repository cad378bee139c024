import { ts } from 'ts-morph';
import { bind, withDefault } from './bindings.js';
import { callBuiltin } from './builtins.js';
import { onEach, onEachLink } from './candidates.js';
import { callSuperFrom, instantiate } from './classes.js';
import type { Evaluator } from './evaluator.js';
import { join } from './join.js';
import { joinLists } from './limits.js';
import { toItems } from './lists.js';
import { getMember, getSuperMember } from './members.js';
import { importFrom } from './modules.js';
import { execute, hoist } from './statements.js';
import {
  ClassValue,
  FunctionValue,
  LibraryMember,
  LibraryObject,
  LibraryValue,
  ObjectValue,
  Scope,
  Unknown,
  type Value,
} from './values.js';
import { override } from './write-behind.js';

/** Calls nested deeper than this are a recursion. */
const MAX_DEPTH = 60;

export function evaluateCall(evaluator: Evaluator, node: ts.CallExpression, scope: Scope): Value {
  const args = evaluateArguments(evaluator, node.arguments, scope);
  const callee = node.expression;
  if (callee.kind === ts.SyntaxKind.SuperKeyword) return void callSuperFrom(scope, args);
  const [first] = args;
  if (ts.isIdentifier(callee) && callee.text === 'require' && typeof first === 'string')
    return importFrom(evaluator, scope.file, first, '*');
  if (callee.kind === ts.SyntaxKind.ImportKeyword && typeof first === 'string')
    return importFrom(evaluator, scope.file, first, '*');
  if (ts.isPropertyAccessExpression(callee)) return callMethod(evaluator, callee, args, node, scope);
  const value = evaluator.evaluate(callee, scope);
  if (!ts.isOptionalChain(node)) return call(evaluator, value, args, node);
  return onEachLink(evaluator, node, value, (each) => call(evaluator, each, args, node));
}

function callMethod(
  evaluator: Evaluator,
  callee: ts.PropertyAccessExpression,
  args: readonly Value[],
  node: ts.CallExpression,
  scope: Scope,
): Value {
  const method = callee.name.text;
  if (callee.expression.kind === ts.SyntaxKind.SuperKeyword) {
    const home = ts.findAncestor(callee, ts.isClassLike);
    return home ? call(evaluator, getSuperMember(evaluator, home, scope.thisValue, method), args, node) : undefined;
  }
  const owner = evaluator.evaluate(callee.expression, scope);
  if (owner instanceof Unknown && /^(set|add)Default/.test(method))
    evaluator.openCalls.push({ method, args, node, frames: [...evaluator.frames] });
  return onEachLink(evaluator, callee, owner, (each) => {
    const builtin = callBuiltin(evaluator, each, method, args, node);
    if (builtin) return builtin.value;
    const member = getMember(evaluator, each, method);
    // `object.method?.()`
    const isMissing = node.questionDotToken !== undefined && (member === undefined || member === null);
    return isMissing ? undefined : call(evaluator, member, args, node);
  });
}

export function evaluateNew(evaluator: Evaluator, node: ts.NewExpression, scope: Scope): Value {
  const args = evaluateArguments(evaluator, node.arguments ?? [], scope);
  return onEach(evaluator, evaluator.evaluate(node.expression, scope), (type) => make(evaluator, type, args, node));
}

function make(evaluator: Evaluator, type: Value, args: readonly Value[], node: ts.NewExpression): Value {
  if (type instanceof ClassValue)
    return evaluator.frames.length > MAX_DEPTH
      ? new Unknown('it is created recursively')
      : instantiate(evaluator, type, args, node);
  if (!(type instanceof LibraryValue)) return callBack(evaluator, args, new Unknown('its class is not known'));
  const builtin = callBuiltin(evaluator, type, 'new', args, node);
  if (builtin) return builtin.value;
  const object = new LibraryObject(type, args, node, [...evaluator.frames]);
  evaluator.created.push(object);
  return object;
}

/** Calls a value. What is not ours gets its callbacks called once, so that what they make is seen. */
export function call(evaluator: Evaluator, callee: Value, args: readonly Value[], node: ts.Node): Value {
  if (callee instanceof FunctionValue) {
    if (evaluator.frames.length > MAX_DEPTH) return new Unknown('it is called recursively');
    evaluator.frames.push({ node, args });
    const value = callFunction(evaluator, callee, args);
    evaluator.frames.pop();
    return value;
  }
  if (callee instanceof LibraryValue) return callLibrary(evaluator, callee, args, node);
  if (callee instanceof LibraryMember) {
    evaluator.calls.push({ owner: callee.owner, method: callee.name, args, node });
    override(evaluator, callee, args, node);
    return callBack(evaluator, args, new LibraryMember(callee.owner, callee.name, args));
  }
  if (callee instanceof Unknown && callee.candidates.some(isCallable))
    return onEach(evaluator, callee, (each) => call(evaluator, each, args, node));
  const reason = callee instanceof Unknown ? callee.reason : 'it is the result of a call that is not static';
  return callBack(evaluator, args, new Unknown(reason));
}

function callLibrary(evaluator: Evaluator, callee: LibraryValue, args: readonly Value[], node: ts.Node): Value {
  const owner = new LibraryValue(callee.module, callee.path.slice(0, -1));
  const builtin = callBuiltin(evaluator, owner, callee.name, args, node);
  if (builtin) return builtin.value;
  const object = new LibraryObject(callee, args, node, [...evaluator.frames]);
  evaluator.created.push(object);
  return callBack(evaluator, args, object);
}

function isCallable(value: Value): boolean {
  return value instanceof FunctionValue || value instanceof LibraryValue || value instanceof LibraryMember;
}

/** A function that somebody else is given is called by them, or not. */
function callBack(evaluator: Evaluator, args: readonly Value[], result: Value): Value {
  for (const each of args) {
    const functions = each instanceof ObjectValue ? [...each.properties.values()] : [each];
    for (const value of functions) {
      if (value instanceof FunctionValue && isToEnter(evaluator, value))
        evaluator.journal.alternatives([() => undefined, () => call(evaluator, value, [], value.node)], true);
    }
  }
  return result;
}

/** Rounds of a loop hand over a function each, all written at one place; of more than these the last are left out. */
const MAX_CLOSURES = 100;

/** What our code calls itself is not called back as well, nor what a function hands over that is called back at the moment. */
function isToEnter({ entered, calledBack, frames }: Evaluator, value: FunctionValue): boolean {
  const before = calledBack.get(value.node) ?? new Set();
  const isAgain = before.size > 0 && before.size < MAX_CLOSURES && !before.has(value);
  if (entered.has(value.node) && !isAgain) return false;
  if (frames.some(({ node }) => node === value.node)) return false;
  calledBack.set(value.node, before.add(value));
  return true;
}

/** Runs a function's body with the arguments bound; a parameter without an argument is unknown unless it has a default. */
export function callFunction(evaluator: Evaluator, callee: FunctionValue, args: readonly Value[]): Value {
  const { node } = callee;
  evaluator.entered.add(node);
  const self = ts.isArrowFunction(node) ? undefined : { value: callee.thisValue };
  const scope = new Scope(callee.scope.file, callee.scope, callee.thisValue === undefined ? undefined : self);
  node.parameters.forEach((parameter, index) => {
    const given = parameter.dotDotDotToken ? args.slice(index) : index < args.length ? args[index] : missing(parameter);
    bind(evaluator, parameter.name, withDefault(evaluator, given, parameter.initializer, scope), scope);
  });
  const { body } = node;
  if (body === undefined) return undefined;
  if (!ts.isBlock(body)) return evaluator.evaluate(body, scope);
  hoist(evaluator, body.statements, scope);
  const { isReached, endings } = evaluator.journal.meet(['return', 'break', 'continue'], () =>
    execute(evaluator, body.statements, scope),
  );
  if (endings.length === 0) return undefined;
  return join(isReached ? [...endings, undefined] : endings, { policy: 'last' });
}

function missing(parameter: ts.ParameterDeclaration): Value {
  if (parameter.questionToken || parameter.initializer) return undefined;
  return new Unknown(`it depends on the parameter ${parameter.name.getText()}`);
}

function evaluateArguments(evaluator: Evaluator, nodes: readonly ts.Expression[], scope: Scope): Value[] {
  const given = nodes.map((node): readonly Value[] => {
    const value = evaluator.evaluate(ts.isSpreadElement(node) ? node.expression : node, scope);
    return ts.isSpreadElement(node) ? toItems(value) : [value];
  });
  return joinLists(given);
}

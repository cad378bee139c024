import { ts } from 'ts-morph';
import {
  type CallNode,
  type FunctionNode,
  findAncestor,
  isAssigning,
  isClassNode,
  isFunctionNode,
  isMemberAccess,
  isStatementList,
  memberName,
  type Owner,
  ownerOf,
  some,
  unwrap,
  walk,
} from '../../ast/nodes.js';
import { type Binding, isModuleBinding, lookup } from '../../ast/scope.js';

/** Asks whether a function ever runs while serving, and whether objects of a class live longer than one invocation. */
export interface Lifetimes {
  runsPerInvocation(owner: Owner): boolean;
  isPerInvocation(node: ts.ClassLikeDeclaration): boolean;
  targetsOf(call: CallNode): readonly FunctionNode[];
  /** Answers so far: the same edges are followed again and again. */
  readonly memoised: Map<ts.Node, boolean>;
}

/**
 * True when `node` runs once for an execution environment although its function runs often: it fills something that
 * outlives the invocation, and a test of that something stands in front of it.
 */
export function isMemoised(node: ts.Node, lifetimes: Lifetimes): boolean {
  const known = lifetimes.memoised.get(node) ?? isBehindGuard(node, lifetimes);
  lifetimes.memoised.set(node, known);
  return known;
}

function isBehindGuard(node: ts.Node, lifetimes: Lifetimes): boolean {
  const owner = ownerOf(node);
  if (ts.isSourceFile(owner)) return false;
  for (let at: ts.Node = node; at !== owner; at = at.parent) {
    if (isGuarded(at, node, lifetimes)) return true;
  }
  return false;
}

function isGuarded(at: ts.Node, node: ts.Node, lifetimes: Lifetimes): boolean {
  const { parent } = at;
  if (ts.isBinaryExpression(parent) && parent.right === at) return isGuardedByOperator(parent, lifetimes);
  if (ts.isConditionalExpression(parent) && parent.condition !== at) {
    return storesIn(parent.condition, at, lifetimes);
  }
  if (ts.isIfStatement(parent) && parent.expression !== at) {
    return storesIn(parent.expression, at, lifetimes) || isConnectedCheck(parent.expression, lifetimes);
  }
  if (isStatementList(parent)) return followsEarlyReturn(at as ts.Statement, parent, node, lifetimes);
  return false;
}

/** `client ??= new X()`, `client = client || new X()`, `client || (client = new X())`. */
function isGuardedByOperator(binary: ts.BinaryExpression, lifetimes: Lifetimes): boolean {
  const { kind } = binary.operatorToken;
  if (kind === ts.SyntaxKind.QuestionQuestionEqualsToken || kind === ts.SyntaxKind.BarBarEqualsToken) {
    return isLongLived(binary.left, lifetimes);
  }
  if (kind !== ts.SyntaxKind.QuestionQuestionToken && kind !== ts.SyntaxKind.BarBarToken) return false;
  if (storesIn(binary.left, binary.right, lifetimes) || isStoredNext(binary, lifetimes)) return true;
  const assignment = findAncestor(binary, ts.isBinaryExpression);
  return (
    assignment?.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    isLongLived(assignment.left, lifetimes) &&
    storageKey(assignment.left) === storageKey(binary.left)
  );
}

/** `const client = cache.get(key) ?? new X(); cache.set(key, client);` */
function isStoredNext(binary: ts.BinaryExpression, lifetimes: Lifetimes): boolean {
  const statement = findAncestor(binary, ts.isVariableStatement);
  const list = statement?.parent;
  if (!list || !isStatementList(list)) return false;
  const later = list.statements.slice(list.statements.indexOf(statement) + 1);
  return later.some((each) => isStoredBy(binary, statement, each) && storesIn(binary.left, each, lifetimes));
}

/** Does the guarded code store into something that the condition looks at, or that the looked-at value came from? */
function storesIn(condition: ts.Expression, guarded: ts.Node, lifetimes: Lifetimes): boolean {
  const tested = placesTested(condition, lifetimes);
  if (tested.length === 0) return false;
  const isStore = (each: ts.Node): boolean => {
    const target = storedInto(each);
    const key = target && storageKey(target);
    if (!key || !tested.some((other) => other === key || other.startsWith(`${key}.`))) return false;
    return isLongLived(target, lifetimes);
  };
  // `if (!pool) await createPool();`: the function that is called may do the storing.
  return some(
    guarded,
    (each) => isStore(each) || (ts.isCallExpression(each) && storesInside(each, isStore, lifetimes)),
  );
}

/** Long-lived places that a condition looks at, and caches that a looked-at value came from. */
function placesTested(condition: ts.Expression, lifetimes: Lifetimes): string[] {
  const tested: string[] = [];
  walk(condition, (each) => {
    if (!ts.isExpression(each)) return;
    const key = storageKey(each);
    if (key && isLongLived(each, lifetimes)) tested.push(key);
    const source = cacheBehind(each);
    if (source) tested.push(source);
  });
  return tested;
}

function storesInside(call: ts.CallExpression, isStore: (node: ts.Node) => boolean, lifetimes: Lifetimes): boolean {
  const file = call.getSourceFile();
  return lifetimes
    .targetsOf(call)
    .some((target) => target.getSourceFile() === file && !!target.body && some(target.body, isStore));
}

/** `mongoose.connection.readyState !== 1`, `!this.client.isReady`: the state of something long-lived. */
function isConnectedCheck(condition: ts.Expression, lifetimes: Lifetimes): boolean {
  return some(condition, (each) => {
    if (!ts.isPropertyAccessExpression(each)) return false;
    return (
      /^(is)?(readyState|ready|connected|initialized|isInitialized|open|isReady|isConnected|isOpen|status)$/i.test(
        each.name.text,
      ) && isLongLived(each.expression, lifetimes)
    );
  });
}

/** `if (cached) return cached;` … `cached = new X()`. */
function followsEarlyReturn(
  statement: ts.Statement,
  list: ts.Block | ts.SourceFile | ts.CaseOrDefaultClause | ts.ModuleBlock,
  node: ts.Node,
  lifetimes: Lifetimes,
): boolean {
  const index = list.statements.indexOf(statement);
  return list.statements
    .slice(0, index)
    .flatMap(checksIn)
    .some((earlier) => {
      if (!leaves(earlier.thenStatement)) return false;
      return list.statements
        .slice(index)
        .some(
          (later) =>
            (isStoredBy(node, statement, later) || isKeptItself(statement, lifetimes)) &&
            storesIn(earlier.expression, later, lifetimes),
        );
    });
}

/** A check, also one in a `try`, as around the ping of a kept connection. */
function checksIn(statement: ts.Statement): ts.IfStatement[] {
  if (ts.isTryStatement(statement)) return statement.tryBlock.statements.filter(ts.isIfStatement);
  return ts.isIfStatement(statement) ? [statement] : [];
}

/** The value made in `statement` is what `later` keeps: the same statement, or a name that it declares. */
function isStoredBy(node: ts.Node, statement: ts.Statement, later: ts.Statement): boolean {
  if (statement === later) return true;
  const declaration = findAncestor(node, ts.isVariableDeclaration, statement);
  if (!declaration || !ts.isIdentifier(declaration.name)) return false;
  const { text } = declaration.name;
  return some(later, (each) => ts.isIdentifier(each) && each.text === text);
}

/** `await mongoose.connect(url); isConnected = true;` and `pool = new Pool(); isReady = true;`: the flag stands for what was made. */
function isKeptItself(statement: ts.Statement, lifetimes: Lifetimes): boolean {
  if (!ts.isExpressionStatement(statement)) return false;
  const target = storedInto(unwrap(statement.expression));
  return !target || isLongLived(target, lifetimes);
}

function leaves(statement: ts.Statement): boolean {
  return some(statement, (each) => ts.isReturnStatement(each) || ts.isThrowStatement(each));
}

/** What an expression stores into: `x` of `x = …`, `map` of `map.set(…)` and `map[key] = …`. */
function storedInto(node: ts.Node): ts.Expression | undefined {
  if (isAssigning(node)) {
    return ts.isElementAccessExpression(node.left) && memberName(node.left) === undefined
      ? node.left.expression
      : node.left;
  }
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    if (/^(set|add|push|put)$/.test(node.expression.name.text)) return node.expression.expression;
  }
  return undefined;
}

/** The cache that a looked-up value came from: `cache` of `const hit = cache.get(key)`, of `cache.has(key)`, of `cache[key]`. */
function cacheBehind(node: ts.Expression): string | undefined {
  const at = unwrap(node);
  if (ts.isCallExpression(at) && ts.isPropertyAccessExpression(at.expression))
    return storageKey(at.expression.expression);
  if (ts.isElementAccessExpression(at) && memberName(at) === undefined) return storageKey(at.expression);
  if (!ts.isIdentifier(at)) return undefined;
  const declaration = lookup(at)?.node;
  if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return undefined;
  const initializer = unwrap(declaration.initializer);
  return ts.isIdentifier(initializer)
    ? storageKey(initializer)
    : cacheBehind(ts.isAwaitExpression(initializer) ? initializer.expression : initializer);
}

/** A name for a storage place, equal for equal places within one function: `client`, `this.client`, `Pool.shared`. */
function storageKey(node: ts.Expression): string | undefined {
  const at = unwrap(node);
  if (ts.isIdentifier(at)) return at.text;
  if (at.kind === ts.SyntaxKind.ThisKeyword) return 'this';
  if (!isMemberAccess(at)) return undefined;
  const name = memberName(at);
  const object = storageKey(at.expression);
  return name !== undefined && object !== undefined ? `${object}.${name}` : undefined;
}

/** Outlives an invocation: a module's variable, a static, a property of an object that does, a variable of a function that runs at init only. */
function isLongLived(node: ts.Expression, lifetimes: Lifetimes): boolean {
  const at = unwrap(node);
  if (ts.isIdentifier(at)) {
    const binding = lookup(at);
    return binding ? isLongLivedBinding(binding, at, lifetimes) : /^(globalThis|global|process)$/.test(at.text);
  }
  if (at.kind === ts.SyntaxKind.ThisKeyword) {
    const around = findAncestor(at, isClassNode);
    return !around || !lifetimes.isPerInvocation(around);
  }
  if (isMemberAccess(at)) return isLongLived(at.expression, lifetimes);
  return false;
}

function isLongLivedBinding(binding: Binding, from: ts.Identifier, lifetimes: Lifetimes): boolean {
  if (isModuleBinding(binding) || isClassNode(binding.node)) return true;
  const declaring = isFunctionNode(binding.scope) ? binding.scope : ownerOf(binding.scope);
  // A closure's variable lives as long as what its maker returned.
  return declaring !== ownerOf(from) && !lifetimes.runsPerInvocation(declaring);
}

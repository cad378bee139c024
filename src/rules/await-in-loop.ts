import { ts } from 'ts-morph';
import { isFunctionNode, isInCatch, isInside, type LoopNode, some, unwrap, walk } from '../ast/nodes.js';
import { isReference, lookup } from '../ast/scope.js';
import { defineRule } from '../engine/asking/define-rule.js';
import { concurrentLoopFixes } from '../fixes/await-in-loop.js';
import { isBatchOperation } from '../lambda/catalogue/aws-operations.js';
import { doesIo, type Effect } from '../lambda/effects/effect.js';
import { isDeployTimeOnly } from '../lambda/loading/deploy-time.js';
import { placesSetBy, usesAny, type Variable } from '../lambda/order/dependence.js';
import { ofLoop } from '../lambda/order/iteration.js';
import { knownSize } from '../lambda/order/known-size.js';
import { exitsOf } from '../lambda/order/loop-exits.js';
import { recordSource } from '../lambda/order/record-source.js';
import { commentsIn, saysSerial } from '../lambda/order/serial-on-purpose.js';
import type { Program } from '../lambda/program.js';
import { ROUND_TRIP_PER_ITEM, unknownCost } from './figures/impacts.js';

export default defineRule({
  meta: {
    id: 'await-in-loop',
    summary: 'A loop that awaits independent I/O one item at a time',
    category: 'latency',
    severity: 'warning',
    preset: 'recommended',
    fix: 'safe',
    since: '0.1.0',
    messages: {
      loop: 'Each iteration of this loop waits for the previous one, although it does not depend on it. Run a limited number at the same time (p-map, or Promise.all over chunks).',
    },
    options: {
      smallSize: {
        schema: { type: 'integer', minimum: 0 },
        default: 3,
        description: 'Loops over lists known to have at most this many items are not reported',
      },
    },
    evidence: [
      {
        claim: 'A DynamoDB put took 10 ms over a kept connection: n items one after the other take n times that',
        source: 'Yan Cui, "Lambda optimization tip – enable HTTP keep-alive", theburningmonk.com, February 2019',
      },
    ],
  },
  *check({ program, module, options }) {
    for (const { owner, loops } of module.facts.owners.values()) {
      if (loops.length === 0 || !program.reach.isServing(owner) || isDeployTimeOnly(owner, program)) continue;
      if (program.reach.isOnlyOnErrorPath(owner)) continue;
      for (const loop of loops) {
        const found = slowAwait(loop, program, options.smallSize as number);
        if (!found) continue;
        const related = [{ node: headOf(loop), message: 'the loop', isPart: true }];
        const fixes = () => concurrentLoopFixes(loop, program);
        yield { node: found.node, messageId: 'loop', related, impact: impactOf(found.effect), fixes };
      }
    }
  },
});

function impactOf(effect: Effect) {
  return effect.requests.length > 0
    ? ROUND_TRIP_PER_ITEM
    : unknownCost('The time of one call for every item but the first; the code does not show how long a call takes');
}

function headOf(loop: LoopNode): ts.Node {
  return loop.getFirstToken() ?? loop;
}

interface SlowAwait {
  readonly node: ts.AwaitExpression;
  readonly effect: Effect;
}

/** The first await of a loop that could have been for all items at once; none when anything speaks for the order. */
function slowAwait(loop: LoopNode, program: Program, smallSize: number): SlowAwait | undefined {
  if (!isWalk(loop) || isMeantToBeSerial(loop) || exitsOf(loop).length > 0 || !isManyItems(loop, program, smallSize))
    return undefined;
  const awaits = ownAwaits(loop);
  const effects = awaits.map((node) => ({ node, effect: program.effects.of(node.expression) }));
  if (effects.some(({ node, effect }) => effect.isDelay || effect.isOrdered || isThrottled(node))) return undefined;
  if (carriesOver(loop, awaits) || stopsOnResult(loop, awaits)) return undefined;
  return effects.find(({ node, effect }) => isIndependentIo(node, effect));
}

/** `while` and `do` loops page, poll, retry or drain; only a walk over a list is known to have its items beforehand. */
function isWalk(loop: LoopNode): boolean {
  if (ts.isForOfStatement(loop)) return !loop.awaitModifier && !isOverChunks(loop);
  return ts.isForInStatement(loop) || (ts.isForStatement(loop) && !stepsByChunks(loop));
}

/** `for (const batch of chunk(items, 25))`: the pieces were made to go one after the other. */
function isOverChunks(loop: ts.ForOfStatement): boolean {
  return (
    /chunk|batch|page|slice/i.test(loop.initializer.getText()) ||
    /chunk|batch\w*\(|batches|pages/i.test(loop.expression.getText())
  );
}

/** `for (let i = 0; i < items.length; i += 25)` */
function stepsByChunks({ incrementor }: ts.ForStatement): boolean {
  if (!incrementor || !ts.isBinaryExpression(incrementor)) return false;
  const isStep = incrementor.operatorToken.kind === ts.SyntaxKind.PlusEqualsToken;
  return isStep && incrementor.right.getText() !== '1';
}

/** A comment says that one after the other is what is wanted, or the loop counts attempts. */
function isMeantToBeSerial(loop: LoopNode): boolean {
  const file = loop.getSourceFile();
  const before = commentsIn(file.text.slice(loop.getFullStart(), loop.getStart(file)));
  const inside = commentsIn(file.text.slice(loop.statement.getStart(file), loop.statement.end));
  if (saysSerial(before) || saysSerial(inside)) return true;
  return ts.isForStatement(loop) && /\b(attempt|retr(y|ies)|tries|page)\w*\b/i.test(loop.initializer?.getText() ?? '');
}

/** The call goes through a limiter, made for this: `const slow = throttle(send)`, `await rateLimited(item)`. */
function isThrottled({ expression }: ts.AwaitExpression): boolean {
  const call = unwrap(expression);
  const callee = ts.isCallExpression(call) ? unwrap(call.expression) : undefined;
  if (!callee || !ts.isIdentifier(callee)) return false;
  const declaration = lookup(callee)?.node;
  const maker = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  const names = [callee, maker && ts.isCallExpression(maker) ? maker.expression : undefined];
  return names.some((name) => !!name && /throttl|rate_?limit/i.test(name.getText()));
}

function isManyItems(loop: LoopNode, program: Program, smallSize: number): boolean {
  const iteration = ofLoop(loop);
  const size = knownSize(iteration, program);
  if (size !== undefined) return size > smallSize;
  const source = recordSource(iteration, program);
  return source !== 'stream' && source !== 'fifo' && source !== 'single';
}

/** Awaits of this loop, not of a loop or function inside. */
function ownAwaits(loop: LoopNode): ts.AwaitExpression[] {
  const found: ts.AwaitExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (isFunctionNode(node) || ts.isIterationStatement(node, false)) return;
    if (ts.isAwaitExpression(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(loop.statement);
  return found;
}

/** A variable from outside, set in one iteration and looked at by the waiting code of the next: a token, a total, a lock. */
function carriesOver(loop: LoopNode, awaits: readonly ts.AwaitExpression[]): boolean {
  const outer = new Set([...placesSetBy(loop.statement)].filter((place) => !isFresh(place, loop)));
  if (outer.size === 0) return false;
  const list = ofLoop(loop).list;
  // A list that its own loop fills: nobody knows the items beforehand.
  if (list && usesAny(list, outer)) return true;
  return awaits.some((node) => usesAny(node, outer)) || guardsOf(loop).some((guard) => usesAny(guard, outer));
}

/** A `throw` after an await, that nothing in the loop catches: a bad answer keeps the later iterations from happening. */
function stopsOnResult(loop: LoopNode, awaits: readonly ts.AwaitExpression[]): boolean {
  const [first] = awaits;
  return some(loop.statement, (node) => {
    if (!first || !ts.isThrowStatement(node) || node.pos < first.pos) return false;
    for (let at = node.parent; at !== loop; at = at.parent)
      if (ts.isTryStatement(at) || ts.isCatchClause(at)) return false;
    return true;
  });
}

/** Conditions in the loop: what they look at decides what an iteration does. */
function guardsOf(loop: LoopNode): ts.Expression[] {
  const guards: ts.Expression[] = [];
  walk(loop.statement, (node) => void (ts.isIfStatement(node) && guards.push(node.expression)));
  return guards;
}

/** Belongs to one iteration: declared in the loop, or given a new value before anything looks at it. */
function isFresh(place: Variable, loop: LoopNode): boolean {
  if (typeof place === 'string') return false;
  // A counter belongs to the whole loop: `for (let url = first; url; ) { … url = page.next }`.
  if (isInside(place, loop)) return !ts.isForStatement(loop) || isInside(place, loop.statement);
  let first: ts.Identifier | undefined;
  walk(loop.statement, (node) => {
    if (ts.isIdentifier(node) && isReference(node) && lookup(node)?.node === place) first = node;
    return first !== undefined;
  });
  const assignment = first?.parent;
  if (!assignment || !ts.isBinaryExpression(assignment) || assignment.left !== first) return false;
  const isPlain = assignment.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return isPlain && !usesAny(assignment.right, new Set([place])) && assignment.parent.parent === loop.statement;
}

function isIndependentIo(node: ts.AwaitExpression, effect: Effect): boolean {
  if (!doesIo(effect) || isParallelAlready(node) || isInCatch(node)) return false;
  return effect.requests.length === 0 || !effect.requests.every((request) => isBatchOperation(request.operation));
}

/** `await Promise.all(chunk.map(…))`: the loop is over chunks. */
function isParallelAlready(node: ts.AwaitExpression): boolean {
  return some(
    unwrap(node.expression),
    (each) => ts.isCallExpression(each) && /^Promise\.(all|allSettled|race|any)$/.test(each.expression.getText()),
  );
}

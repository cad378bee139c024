import { ts } from 'ts-morph';
import { assign } from './assign.js';
import { bind } from './bindings.js';
import { listEntries, toKey } from './entries.js';
import type { Evaluator } from './evaluator.js';
import { toElements } from './lists.js';
import { toTruth } from './truth.js';
import {
  isOpenList,
  keepOpenList,
  LibraryMember,
  LibraryObject,
  MapValue,
  markOpenList,
  ObjectValue,
  Scope,
  Unknown,
  type Value,
} from './values.js';

/** A loop over something endless or unknown stops here. */
const MAX_ROUNDS = 500;

/** What runs the statements of a loop. */
export interface BodyRunner {
  readonly evaluator: Evaluator;
  /** What `break` and `continue` call the loop. */
  readonly label: string | undefined;
  /** Runs the body. Is its end reached? */
  run(body: ts.Statement, scope: Scope): boolean;
  declare(list: ts.VariableDeclarationList, scope: Scope): void;
}

/** Runs a loop. Is what stands behind it reached? */
export function executeLoop(runner: BodyRunner, statement: ts.IterationStatement, scope: Scope): boolean {
  const { journal } = runner.evaluator;
  const { isReached, endings } = journal.meet(['break'], () => executeRounds(runner, statement, scope), runner.label);
  return isReached || endings.length > 0;
}

function executeRounds(runner: BodyRunner, statement: ts.IterationStatement, scope: Scope): boolean {
  if (ts.isForOfStatement(statement) || ts.isForInStatement(statement)) return executeForEach(runner, statement, scope);
  if (ts.isForStatement(statement)) return executeFor(runner, statement, scope);
  const { expression, statement: body } = statement as ts.WhileStatement | ts.DoStatement;
  const isRunFirst = ts.isDoStatement(statement);
  return repeat(runner, scope, { condition: expression, body, isRunFirst });
}

function executeForEach(runner: BodyRunner, statement: ts.ForOfStatement | ts.ForInStatement, scope: Scope): boolean {
  const { evaluator } = runner;
  const iterated = evaluator.evaluate(statement.expression, scope);
  if (ts.isForOfStatement(statement) && (iterated instanceof LibraryObject || iterated instanceof LibraryMember))
    evaluator.loops.push({ owner: iterated, node: statement, scope });
  const list = ts.isForOfStatement(statement) ? itemsOf(iterated) : keysOf(iterated);
  const isStatic = !isOpenList(list);
  const { initializer } = statement;
  const mayGoOn = budgetFor(evaluator);
  return list.slice(0, MAX_ROUNDS).every((item) => {
    if (!mayGoOn()) return true;
    const inner = new Scope(scope.file, scope);
    if (ts.isVariableDeclarationList(initializer) && initializer.declarations[0])
      bind(evaluator, initializer.declarations[0].name, item, inner);
    else if (!ts.isVariableDeclarationList(initializer)) assign(evaluator, initializer, item, scope);
    const run = () => round(runner, statement.statement, inner);
    return isStatic ? run() : evaluator.journal.maybe(run, true);
  });
}

/** A loop may use up a half of what is left: what stands behind it is seen as well. */
function budgetFor(evaluator: Evaluator): () => boolean {
  const reserve = Math.floor(evaluator.fuel / 2);
  return () => {
    const mayGoOn = evaluator.fuel > reserve;
    if (!mayGoOn) evaluator.isCutShort = true;
    return mayGoOn;
  };
}

const UNKNOWN_ITEMS = markOpenList([new Unknown('it is created in a loop over a value that is not static')]);

function itemsOf(iterated: Value): readonly Value[] {
  const isIterable =
    Array.isArray(iterated) ||
    iterated instanceof MapValue ||
    (iterated instanceof Unknown && iterated.candidates.some(Array.isArray));
  return isIterable ? toElements(iterated) : UNKNOWN_ITEMS;
}

function keysOf(iterated: Value): readonly Value[] {
  if (iterated instanceof ObjectValue) return listEntries(iterated, toKey);
  return Array.isArray(iterated)
    ? keepOpenList(
        iterated.map((_, index) => String(index)),
        iterated,
      )
    : UNKNOWN_ITEMS;
}

function executeFor(runner: BodyRunner, statement: ts.ForStatement, scope: Scope): boolean {
  const inner = new Scope(scope.file, scope);
  const { initializer, condition, incrementor } = statement;
  if (initializer && ts.isVariableDeclarationList(initializer)) runner.declare(initializer, inner);
  else if (initializer) runner.evaluator.evaluate(initializer as ts.Expression, inner);
  return repeat(runner, inner, { condition, incrementor, body: statement.statement, isRunFirst: false });
}

interface Repeated {
  readonly condition: ts.Expression | undefined;
  readonly incrementor?: ts.Expression;
  readonly body: ts.Statement;
  readonly isRunFirst: boolean;
}

/** Repeats as long as the condition is known to hold. Where that is not known, or no longer, the body runs or not. */
function repeat(runner: BodyRunner, scope: Scope, { condition, incrementor, body, isRunFirst }: Repeated): boolean {
  const { evaluator } = runner;
  const { journal } = evaluator;
  const goesOn = () => (condition === undefined ? true : toTruth(evaluator.evaluate(condition, scope)));
  const isEndless = condition === undefined || condition.kind === ts.SyntaxKind.TrueKeyword;
  const mayGoOn = budgetFor(evaluator);
  for (let count = 0; mayGoOn(); count++) {
    const isKnown = (count === 0 && isRunFirst) || goesOn();
    if (isKnown === false) return true;
    if (isKnown === undefined || count >= MAX_ROUNDS) return journal.maybe(() => round(runner, body, scope), true);
    const endings = journal.countEndings();
    if (!round(runner, body, scope)) return false;
    // Only an end that nobody knows ends it: what more rounds do, they may do or not.
    if (isEndless && journal.countEndings() > endings) return journal.maybe(() => round(runner, body, scope), true);
    if (incrementor) evaluator.evaluate(incrementor, scope);
  }
  return true;
}

/** One round of a loop, which `continue` leaves. */
function round({ evaluator, label, run }: BodyRunner, body: ts.Statement, scope: Scope): boolean {
  const { journal } = evaluator;
  return journal.unlessThrown(() => {
    const { isReached, endings } = journal.meet(['continue'], () => run(body, scope), label);
    return isReached || endings.length > 0;
  });
}

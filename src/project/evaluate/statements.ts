import { ts } from 'ts-morph';
import { bind } from './bindings.js';
import { defineClass } from './classes.js';
import { evaluateEnum } from './enums.js';
import type { Evaluator } from './evaluator.js';
import { exportLater } from './exports.js';
import { type BodyRunner, executeLoop } from './loops.js';
import { combine } from './operators.js';
import { guessTruth, toTruth } from './truth.js';
import { ClassValue, FunctionValue, Lazy, Scope, type Value } from './values.js';

/** Runs statements in order. Is their end reached? */
export function execute(evaluator: Evaluator, statements: readonly ts.Statement[], scope: Scope): boolean {
  return statements.every((statement) => evaluator.fuel <= 0 || executeOne(evaluator, statement, scope));
}

/** Declares functions and classes before the statements around them run. */
export function hoist(evaluator: Evaluator, statements: readonly ts.Statement[], scope: Scope): void {
  for (const statement of statements) {
    if (ts.isFunctionDeclaration(statement) && statement.body) {
      const value = new FunctionValue(statement, scope);
      evaluator.seen.set(statement, value);
      if (statement.name) scope.declare(statement.name.text, value);
    }
    if (ts.isClassDeclaration(statement)) {
      const value = new ClassValue(statement, scope);
      evaluator.seen.set(statement, value);
      if (statement.name) scope.declare(statement.name.text, value);
    }
    if (ts.isEnumDeclaration(statement))
      scope.declare(statement.name.text, new Lazy(() => evaluateEnum(evaluator, statement, scope)));
  }
}

function executeOne(evaluator: Evaluator, statement: ts.Statement, scope: Scope): boolean {
  const { journal } = evaluator;
  if (ts.isVariableStatement(statement)) executeDeclarations(evaluator, statement.declarationList, scope, statement);
  else if (ts.isExpressionStatement(statement)) evaluator.evaluate(statement.expression, scope);
  else if (ts.isReturnStatement(statement)) {
    journal.end('return', statement.expression && evaluator.evaluate(statement.expression, scope));
    return false;
  } else if (ts.isIfStatement(statement)) return executeIf(evaluator, statement, scope);
  else if (ts.isBlock(statement)) return executeBlock(evaluator, statement, scope);
  else if (ts.isClassDeclaration(statement)) defineClass(evaluator, statement, scope);
  else if (ts.isIterationStatement(statement, false)) return executeLoop(toRunner(evaluator), statement, scope);
  else if (ts.isLabeledStatement(statement)) return executeLabelled(evaluator, statement, scope);
  else if (ts.isTryStatement(statement)) return executeTry(evaluator, statement, scope);
  else if (ts.isSwitchStatement(statement)) return executeSwitch(evaluator, statement, scope);
  else if (ts.isThrowStatement(statement)) return false;
  else if (ts.isBreakStatement(statement) || ts.isContinueStatement(statement)) {
    journal.end(ts.isBreakStatement(statement) ? 'break' : 'continue', undefined, statement.label?.text);
    return false;
  } else exportLater(evaluator, statement, scope);
  return true;
}

function executeDeclarations(
  evaluator: Evaluator,
  list: ts.VariableDeclarationList,
  scope: Scope,
  statement?: ts.Statement,
): void {
  const isExported =
    statement &&
    ts.canHaveModifiers(statement) &&
    ts.getModifiers(statement)?.some((each) => each.kind === ts.SyntaxKind.ExportKeyword);
  for (const declaration of list.declarations) {
    bind(
      evaluator,
      declaration.name,
      declaration.initializer && evaluator.evaluate(declaration.initializer, scope),
      scope,
    );
    if (isExported) exportNames(evaluator, declaration.name, scope);
  }
}

function exportNames(evaluator: Evaluator, name: ts.BindingName, scope: Scope): void {
  if (ts.isIdentifier(name))
    evaluator.modules.get(scope.file)?.exports.properties.set(name.text, scope.look(name.text));
  else
    for (const element of name.elements) if (ts.isBindingElement(element)) exportNames(evaluator, element.name, scope);
}

function executeBlock(evaluator: Evaluator, block: ts.Block, scope: Scope): boolean {
  const inner = new Scope(scope.file, scope);
  hoist(evaluator, block.statements, inner);
  return execute(evaluator, block.statements, inner);
}

function executeIf(evaluator: Evaluator, statement: ts.IfStatement, scope: Scope): boolean {
  const condition = evaluator.evaluate(statement.expression, scope);
  const truth = toTruth(condition);
  const { thenStatement, elseStatement } = statement;
  const run = (taken: ts.Statement | undefined) => () => taken === undefined || executeOne(evaluator, taken, scope);
  if (truth !== undefined) return evaluator.journal.unlessThrown(run(truth ? thenStatement : elseStatement));
  const runs = [run(thenStatement), run(elseStatement)];
  // Where code is looked for, what the last one writes stands in: what a fallback of the condition leads to, or else what a branch does.
  const isThenLast = guessTruth(condition) ?? elseStatement === undefined;
  return evaluator.journal.branches(isThenLast ? runs.reverse() : runs);
}

function toRunner(evaluator: Evaluator, label?: string): BodyRunner {
  return {
    evaluator,
    label,
    run: (body, scope) => executeOne(evaluator, body, scope),
    declare: (list, scope) => executeDeclarations(evaluator, list, scope),
  };
}

function executeLabelled(evaluator: Evaluator, { label, statement }: ts.LabeledStatement, scope: Scope): boolean {
  if (ts.isIterationStatement(statement, false)) return executeLoop(toRunner(evaluator, label.text), statement, scope);
  const { isReached, endings } = evaluator.journal.meet([], () => executeOne(evaluator, statement, scope), label.text);
  return isReached || endings.length > 0;
}

function executeTry(evaluator: Evaluator, statement: ts.TryStatement, scope: Scope): boolean {
  const isReached = evaluator.journal.unlessThrown(() => executeBlock(evaluator, statement.tryBlock, scope));
  return (!statement.finallyBlock || executeBlock(evaluator, statement.finallyBlock, scope)) && isReached;
}

function executeSwitch(evaluator: Evaluator, statement: ts.SwitchStatement, scope: Scope): boolean {
  const subject = evaluator.evaluate(statement.expression, scope);
  const { clauses } = statement.caseBlock;
  const runs = entrancesOf(evaluator, clauses, subject, scope).map(
    (first) => () => runClauses(evaluator, clauses.slice(first), scope),
  );
  const { journal } = evaluator;
  return journal.unlessThrown(() => {
    const run = () => (runs.length === 1 ? runs[0]!() : journal.branches(runs));
    const { isReached, endings } = journal.meet(['break'], run);
    return isReached || endings.length > 0;
  });
}

function runClauses(evaluator: Evaluator, clauses: readonly ts.CaseOrDefaultClause[], scope: Scope): boolean {
  const inner = new Scope(scope.file, scope);
  return clauses.every((each) => execute(evaluator, each.statements, inner));
}

/** Where a switch may be entered: the clauses that may match up to the one that does, else the default, which is behind the last without one. */
function entrancesOf(
  evaluator: Evaluator,
  clauses: readonly ts.CaseOrDefaultClause[],
  subject: Value,
  scope: Scope,
): readonly number[] {
  const possible: number[] = [];
  for (const [index, clause] of clauses.entries()) {
    if (!ts.isCaseClause(clause)) continue;
    const isMatch = combine(
      ts.SyntaxKind.EqualsEqualsEqualsToken,
      subject,
      evaluator.evaluate(clause.expression, scope),
    );
    const truth = toTruth(isMatch);
    // What only falls through is entered with what follows.
    if (truth === true || (truth === undefined && clause.statements.length > 0)) possible.push(index);
    if (truth === true) return possible;
  }
  const otherwise = clauses.findIndex(ts.isDefaultClause);
  return [...possible, otherwise < 0 ? clauses.length : otherwise];
}

import { ts } from 'ts-morph';
import { bind } from './bindings.js';
import { defineClass } from './classes.js';
import type { Evaluator } from './evaluator.js';
import { exportLater } from './exports.js';
import { ClassValue, FunctionValue, Scope, toTruth, Unknown, type Value } from './values.js';

/** How a run of statements ended early; nothing when it reached its end. */
export type Completion =
  | { readonly kind: 'return'; readonly value: Value }
  | { readonly kind: 'leave' }
  | { readonly kind: 'throw' }
  | undefined;

/** A loop over something endless or unknown stops here. */
const MAX_ROUNDS = 500;

/** Runs statements in order. A return under a condition that is not static is kept as a possible result and the rest goes on. */
export function execute(evaluator: Evaluator, statements: readonly ts.Statement[], scope: Scope): Completion {
  let possible: Completion;
  for (const statement of statements) {
    if (evaluator.fuel <= 0) return possible;
    const completion = executeOne(evaluator, statement, scope);
    if (completion === undefined) continue;
    if (!possibles.has(completion)) return preferKnown(completion, possible);
    possible ??= completion;
  }
  return possible;
}

/** Completions of branches that may not be taken. */
const possibles = new WeakSet<object>();

function preferKnown(completion: Completion, possible: Completion): Completion {
  const isUseless =
    completion?.kind === 'return' && (completion.value === undefined || completion.value instanceof Unknown);
  return isUseless && possible ? possible : completion;
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
  }
}

function executeOne(evaluator: Evaluator, statement: ts.Statement, scope: Scope): Completion {
  if (ts.isVariableStatement(statement)) executeDeclarations(evaluator, statement.declarationList, scope, statement);
  else if (ts.isExpressionStatement(statement)) evaluator.evaluate(statement.expression, scope);
  else if (ts.isReturnStatement(statement)) {
    return { kind: 'return', value: statement.expression && evaluator.evaluate(statement.expression, scope) };
  } else if (ts.isIfStatement(statement)) return executeIf(evaluator, statement, scope);
  else if (ts.isBlock(statement)) return executeBlock(evaluator, statement, scope);
  else if (ts.isClassDeclaration(statement)) defineClass(evaluator, statement, scope);
  else if (ts.isForOfStatement(statement) || ts.isForInStatement(statement))
    return executeForEach(evaluator, statement, scope);
  else if (ts.isForStatement(statement)) return executeFor(evaluator, statement, scope);
  else if (ts.isTryStatement(statement)) return executeTry(evaluator, statement, scope);
  else if (ts.isSwitchStatement(statement)) return executeSwitch(evaluator, statement, scope);
  else if (ts.isWhileStatement(statement) || ts.isDoStatement(statement))
    return asPossible(executeOne(evaluator, statement.statement, scope));
  else if (ts.isThrowStatement(statement)) return { kind: 'throw' };
  else if (ts.isBreakStatement(statement) || ts.isContinueStatement(statement)) return { kind: 'leave' };
  else exportLater(evaluator, statement, scope);
  return undefined;
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

function executeBlock(evaluator: Evaluator, block: ts.Block, scope: Scope): Completion {
  const inner = new Scope(scope.file, scope);
  hoist(evaluator, block.statements, inner);
  return execute(evaluator, block.statements, inner);
}

function executeIf(evaluator: Evaluator, statement: ts.IfStatement, scope: Scope): Completion {
  const truth = toTruth(evaluator.evaluate(statement.expression, scope));
  if (truth !== undefined) {
    const taken = truth ? statement.thenStatement : statement.elseStatement;
    const completion = taken && executeOne(evaluator, taken, scope);
    // What is deployed passed its guards: the value that one asks for comes from where nobody can see.
    return completion?.kind === 'throw' ? undefined : completion;
  }
  evaluator.undecided++;
  const first = executeOne(evaluator, statement.thenStatement, scope);
  const second = statement.elseStatement && executeOne(evaluator, statement.elseStatement, scope);
  evaluator.undecided--;
  return asPossible(first?.kind === 'return' ? first : second);
}

/** Marks how one of several branches ended: the code behind it may run all the same. */
function asPossible(completion: Completion): Completion {
  if (completion?.kind !== 'return') return undefined;
  const copy = { ...completion };
  possibles.add(copy);
  return copy;
}

function executeForEach(
  evaluator: Evaluator,
  statement: ts.ForOfStatement | ts.ForInStatement,
  scope: Scope,
): Completion {
  const iterated = evaluator.evaluate(statement.expression, scope);
  const isStatic = Array.isArray(iterated) && ts.isForOfStatement(statement);
  const items = isStatic
    ? iterated.slice(0, MAX_ROUNDS)
    : [new Unknown('it is created in a loop over a value that is not static')];
  for (const item of items) {
    const inner = new Scope(scope.file, scope);
    const { initializer } = statement;
    if (ts.isVariableDeclarationList(initializer) && initializer.declarations[0])
      bind(evaluator, initializer.declarations[0].name, item, inner);
    const completion = executeOne(evaluator, statement.statement, inner);
    if (completion?.kind === 'return') return isStatic ? completion : asPossible(completion);
  }
  return undefined;
}

function executeFor(evaluator: Evaluator, statement: ts.ForStatement, scope: Scope): Completion {
  const inner = new Scope(scope.file, scope);
  const { initializer, condition, incrementor } = statement;
  if (initializer && ts.isVariableDeclarationList(initializer)) executeDeclarations(evaluator, initializer, inner);
  for (let round = 0; round < MAX_ROUNDS && evaluator.fuel > 0; round++) {
    const truth = condition ? toTruth(evaluator.evaluate(condition, inner)) : undefined;
    if (truth === false) return undefined;
    const completion = executeOne(evaluator, statement.statement, inner);
    if (completion?.kind === 'return') return asPossible(completion);
    if (truth === undefined) return undefined;
    if (incrementor) evaluator.evaluate(incrementor, inner);
  }
  return undefined;
}

function executeTry(evaluator: Evaluator, statement: ts.TryStatement, scope: Scope): Completion {
  const completion = executeBlock(evaluator, statement.tryBlock, scope);
  const last = statement.finallyBlock && executeBlock(evaluator, statement.finallyBlock, scope);
  return last ?? (completion?.kind === 'return' ? completion : undefined);
}

function executeSwitch(evaluator: Evaluator, statement: ts.SwitchStatement, scope: Scope): Completion {
  const subject = evaluator.evaluate(statement.expression, scope);
  const { clauses } = statement.caseBlock;
  const isStatic = !(subject instanceof Unknown);
  const start = clauses.findIndex(
    (each) => ts.isCaseClause(each) && evaluator.evaluate(each.expression, scope) === subject,
  );
  const first = start >= 0 ? start : clauses.findIndex(ts.isDefaultClause);
  const taken = isStatic ? clauses.slice(first < 0 ? clauses.length : first) : clauses;
  for (const clause of taken) {
    const completion = execute(evaluator, clause.statements, new Scope(scope.file, scope));
    if (completion?.kind === 'return') return isStatic ? completion : asPossible(completion);
    if (completion && isStatic) return undefined;
  }
  return undefined;
}

import { ts } from 'ts-morph';
import type { Evaluator } from './evaluator.js';
import type { Scope } from './values.js';

/** Runs the export statements that only make sense once the module's own statements ran. */
export function exportLater(evaluator: Evaluator, statement: ts.Statement, scope: Scope): void {
  const exports = evaluator.modules.get(scope.file)?.exports;
  if (exports === undefined) return;
  if (ts.isExportAssignment(statement)) {
    const value = evaluator.evaluate(statement.expression, scope);
    exports.properties.set('default', value);
  } else if (
    ts.isExportDeclaration(statement) &&
    !statement.moduleSpecifier &&
    statement.exportClause &&
    ts.isNamedExports(statement.exportClause)
  ) {
    for (const each of statement.exportClause.elements)
      exports.properties.set(each.name.text, scope.look((each.propertyName ?? each.name).text));
  }
}

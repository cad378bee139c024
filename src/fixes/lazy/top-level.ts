import { ts } from 'ts-morph';
import type { Program } from '../../lambda/program.js';
import { escapeRegExp } from '../../lib/escape-reg-exp.js';
import type { Edit } from '../../model/finding.js';
import { removeStatement, replace } from '../editing/edits.js';
import { removals, spanWithComments } from '../editing/statements.js';
import { styleOf } from '../editing/style.js';
import type { MovableImport } from './load.js';

/** The import taken out, or what is left of it for types; `undefined` where types go by its names in a way that would break. */
export function withoutLoad(
  { statement }: MovableImport,
  types: readonly ts.Identifier[],
  program: Program,
): Edit | undefined {
  const file = statement.getSourceFile();
  if (!styleOf(file).isTypeScript && isNamedInComments(statement)) return undefined;
  const { options } = program.tsconfigOf(file.fileName);
  // Decorators make values of the types that they see.
  if (types.length > 0 && options.emitDecoratorMetadata) return undefined;
  const kept = ts.isImportDeclaration(statement) ? typeImports(statement, new Set(types.map(({ text }) => text))) : [];
  if (kept.length > 0) return replace(statement, kept.join(styleOf(file).newline));
  const { start, end } = spanWithComments(statement);
  const isCommented = start < statement.getStart(file) || end > statement.end;
  return isCommented ? removeStatement(statement) : removals([statement])[0];
}

function typeImports(statement: ts.ImportDeclaration, names: ReadonlySet<string>): string[] {
  const { name, namedBindings } = statement.importClause ?? {};
  const from = ` from ${statement.moduleSpecifier.getText()}${statement.getText().endsWith(';') ? ';' : ''}`;
  const lines: string[] = [];
  if (name && names.has(name.text)) lines.push(`import type ${name.text}${from}`);
  if (!namedBindings) return lines;
  if (ts.isNamespaceImport(namedBindings)) {
    if (names.has(namedBindings.name.text)) lines.push(`import type ${namedBindings.getText()}${from}`);
    return lines;
  }
  const kept = namedBindings.elements.filter(({ name: own }) => names.has(own.text));
  if (kept.length === 0) return lines;
  const texts = kept.map(({ name: own, propertyName }) =>
    propertyName ? `${propertyName.getText()} as ${own.text}` : own.text,
  );
  return [...lines, `import type { ${texts.join(', ')} }${from}`];
}

/** JSDoc types of JavaScript go by the names that the file loses. */
function isNamedInComments(statement: ts.Statement): boolean {
  const file = statement.getSourceFile();
  const names = statement.getText().match(/[A-Za-z_$][\w$]*/g) ?? [];
  return names.some((name) => {
    return new RegExp(`@\\w+\\s*\\{[^}\\n]*(?<![\\w$'"/])${escapeRegExp(name)}\\b`).test(file.text);
  });
}

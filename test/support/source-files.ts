import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { ts } from 'ts-morph';

/** A file of ours with its imports, dynamic and type-only ones included. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** Own modules as paths (`src/model/host.ts`), packages as their specifiers. */
  readonly imports: readonly string[];
}

/** All TypeScript files below a folder, sorted; those that say what kind of module they are included. */
export function readSourceFiles(folder: string): readonly SourceFile[] {
  return (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => /\.[mc]?ts$/.test(name))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .sort()
    .map((path) => {
      const text = readFileSync(path, 'utf8');
      const { importedFiles } = ts.preProcessFile(text, true, true);
      return { path, text, imports: importedFiles.map(({ fileName }) => resolveOwn(path, fileName)) };
    });
}

function resolveOwn(from: string, specifier: string): string {
  return specifier.startsWith('.') ? join(dirname(from), specifier).replace(/\.([mc]?)js$/, '.$1ts') : specifier;
}

/** What a file says in strings, templates and regular expressions, but for what it imports. */
export function literalsIn({ path, text }: SourceFile): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isLiteralExpression(node) || ts.isTemplateMiddleOrTemplateTail(node) || ts.isTemplateHead(node))
      found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return found;
}

/** The names of the types that a file declares for itself or for others, classes and enums included. */
export function typesIn({ path, text }: SourceFile): readonly string[] {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest).statements.flatMap((statement) => {
    const isType =
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement) ||
      ts.isClassDeclaration(statement) ||
      ts.isEnumDeclaration(statement);
    return isType && statement.name ? [statement.name.text] : [];
  });
}

/** The names of the functions and constants that a file exports, each once, however many signatures it has. */
export function exportedValuesIn({ path, text }: SourceFile): readonly string[] {
  const names = ts.createSourceFile(path, text, ts.ScriptTarget.Latest).statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) return namesGivenBy(statement);
    if (!ts.canHaveModifiers(statement) || !ts.getModifiers(statement)?.some(isExport)) return [];
    if (ts.isFunctionDeclaration(statement)) return statement.name ? [statement.name.text] : [];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap(({ name }) => namesOf(name));
  });
  return [...new Set(names)];
}

/** `export { a, b as c }`, but for types, and for what another file declares. */
function namesGivenBy({ exportClause, isTypeOnly, moduleSpecifier }: ts.ExportDeclaration): readonly string[] {
  if (moduleSpecifier || isTypeOnly || !exportClause || !ts.isNamedExports(exportClause)) return [];
  return exportClause.elements.filter((each) => !each.isTypeOnly).map(({ name }) => name.text);
}

function isExport({ kind }: ts.Modifier): boolean {
  return kind === ts.SyntaxKind.ExportKeyword;
}

function namesOf(name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesOf(element.name) : []));
}

/** Functions that a file declares and keeps, but for type guards: what data has none of. */
export function functionsIn({ path, text }: SourceFile): readonly string[] {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true).statements.flatMap((statement) => {
    if (ts.isFunctionDeclaration(statement)) {
      return statement.type && ts.isTypePredicateNode(statement.type) ? [] : [statement.name?.text ?? 'a function'];
    }
    if (ts.isExportAssignment(statement)) return functionsOf('a function', statement.expression);
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
      functionsOf(name.getText(), initializer),
    );
  });
}

/** A value that is a function, or the members of an object that are. */
function functionsOf(name: string, value: ts.Expression | undefined): readonly string[] {
  if (!value) return [];
  if (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) return [name];
  if (ts.isAsExpression(value) || ts.isSatisfiesExpression(value)) return functionsOf(name, value.expression);
  if (!ts.isObjectLiteralExpression(value)) return [];
  return value.properties.flatMap((member) => {
    if (ts.isPropertyAssignment(member)) return functionsOf(`${name}.${member.name.getText()}`, member.initializer);
    return ts.isFunctionLike(member) ? [`${name}.${member.name.getText()}`] : [];
  });
}

/** Classes that a file declares, each with what it extends. */
export function classesIn({ path, text }: SourceFile): readonly { readonly name: string; readonly base?: string }[] {
  return ts
    .createSourceFile(path, text, ts.ScriptTarget.Latest, true)
    .statements.filter(ts.isClassDeclaration)
    .map(({ name, heritageClauses = [] }) => {
      const base = heritageClauses.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
      return { name: name?.text ?? 'a class', ...(base && { base: base.expression.getText() }) };
    });
}

export interface FunctionSize {
  readonly name: string;
  readonly line: number;
  readonly lines: number;
}

/** The lengths of all functions with a body. */
export function functionSizes({ path, text }: SourceFile): readonly FunctionSize[] {
  const sourceFile = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const lineOf = (offset: number) => sourceFile.getLineAndCharacterOfPosition(offset).line + 1;
  const sizes: FunctionSize[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const line = lineOf(node.getStart());
      sizes.push({ name: node.name?.getText() ?? 'a function', line, lines: lineOf(node.end) - line + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  return sizes;
}

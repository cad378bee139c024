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

/** The names of the values that a file exports, each once, however many signatures it has: functions, constants, classes and enums. */
export function exportedValuesIn({ path, text }: SourceFile): readonly string[] {
  const { statements } = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const own = new Set(statements.flatMap(valuesDeclaredBy));
  const names = statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) return namesGivenBy(statement, own);
    const isExported = ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(isExport);
    return isExported ? valuesDeclaredBy(statement) : [];
  });
  return [...new Set(names)];
}

function valuesDeclaredBy(statement: ts.Statement): readonly string[] {
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement)) {
    return statement.name ? [statement.name.text] : [];
  }
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name }) => namesOf(name));
}

/** `export { a, b as c }` of values of its own. A default has no name, and each file may have one. */
function namesGivenBy({ exportClause, isTypeOnly, moduleSpecifier }: ts.ExportDeclaration, own: ReadonlySet<string>) {
  if (moduleSpecifier || isTypeOnly || !exportClause || !ts.isNamedExports(exportClause)) return [];
  return exportClause.elements
    .filter((each) => !each.isTypeOnly && own.has((each.propertyName ?? each.name).text))
    .map(({ name }) => name.text)
    .filter((name) => name !== 'default');
}

function isExport({ kind }: ts.Modifier): boolean {
  return kind === ts.SyntaxKind.ExportKeyword;
}

function namesOf(name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesOf(element.name) : []));
}

/**
 * All functions in a file, wherever they stand, and blocks of classes that run: what data has none of. Type guards that only give something back
 * and the constructors of errors, which are classes, are fine.
 */
export function functionsIn({ path, text }: SourceFile): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    if (isGuard(node) || (ts.isConstructorDeclaration(node) && /Error$/.test(baseOf(node.parent) ?? ''))) return;
    if (ts.isFunctionLike(node) && 'body' in node && node.body) found.push(nameOf(node));
    if (ts.isClassStaticBlockDeclaration(node)) found.push('static');
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return found;
}

function isGuard(node: ts.Node): boolean {
  if (!ts.isFunctionLike(node) || !node.type || !ts.isTypePredicateNode(node.type)) return false;
  const body = 'body' in node ? node.body : undefined;
  if (!body || !ts.isBlock(body)) return true;
  return body.statements.length === 1 && ts.isReturnStatement(body.statements[0]!);
}

/** Its own name, or that of what it is the value of. */
function nameOf({ name, parent }: ts.SignatureDeclaration): string {
  if (name) return name.getText();
  const isValue = ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent);
  return isValue ? parent.name.getText() : 'a function';
}

/** Classes that a file declares, each with what it extends. */
export function classesIn({ path, text }: SourceFile): readonly { readonly name: string; readonly base?: string }[] {
  return ts
    .createSourceFile(path, text, ts.ScriptTarget.Latest, true)
    .statements.filter(ts.isClassDeclaration)
    .map((declared) => {
      const base = baseOf(declared);
      return { name: declared.name?.text ?? 'a class', ...(base !== undefined && { base }) };
    });
}

function baseOf({ heritageClauses }: ts.ClassLikeDeclaration): string | undefined {
  return heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0]?.expression.getText();
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

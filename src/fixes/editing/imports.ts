import { ts } from 'ts-morph';
import { isDirective } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import type { Edit } from '../../model/finding.js';
import { insertAt, replace } from './edits.js';
import { freeName } from './names.js';
import { indentAt, styleOf } from './style.js';

export interface Imported {
  /** How the code names it: `BatchWriteCommand`, `dynamodb.BatchWriteCommand`. */
  readonly name: string;
  /** Empty when the file has it already. */
  readonly edits: readonly Edit[];
}

/** What imports the module that a literal names: the declaration, or the call of `require` or `import()`. */
export function importAround(literal: ts.Node): ts.Node {
  const { parent } = literal;
  return ts.isExternalModuleReference(parent) ? parent.parent : parent;
}

/** A package's export for use in the file, in the way in which the file imports; `default` for the default export. */
export function importOf(file: ts.SourceFile, module: string, exported: string): Imported {
  for (const statement of file.statements) {
    const found = ts.isImportDeclaration(statement)
      ? inImport(statement, module, exported)
      : inRequire(statement, module, exported);
    if (found) return found;
  }
  return newImport(file, module, exported);
}

/** The same for an export that takes the place of another one; what nothing else names is imported no longer. */
export function swapImport(file: ts.SourceFile, module: string, old: ts.Identifier, exported: string): Imported {
  const added = importOf(file, module, exported);
  const specifier = lookup(old)?.node;
  const isSpecifier = !!specifier && (ts.isImportSpecifier(specifier) || ts.isBindingElement(specifier));
  if (!isSpecifier || countUses(file, old.text) > 2) return added;
  const isNew = added.edits.length > 0;
  const isPlain = specifier.getText() === old.text;
  if (isNew && isPlain)
    return { name: added.name, edits: [replace(specifier, added.name === exported ? exported : old.text)] };
  return isNew ? added : { name: added.name, edits: [withoutSpecifier(specifier)] };
}

function countUses(file: ts.SourceFile, name: string): number {
  let count = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name) count += 1;
    ts.forEachChild(node, visit);
  };
  visit(file);
  return count;
}

/** Takes one name and its comma out of the braces. */
function withoutSpecifier(specifier: ts.ImportSpecifier | ts.BindingElement): Edit {
  const file = specifier.getSourceFile();
  const elements: readonly ts.Node[] = specifier.parent.elements;
  const index = elements.indexOf(specifier);
  const next = elements[index + 1];
  const start = next ? specifier.getStart(file) : (elements[index - 1]?.end ?? specifier.getStart(file));
  return { file: file.fileName, start, end: next ? next.getStart(file) : specifier.end, text: '' };
}

/** `import` and `export` make a file a module of its own; everything else uses `require`. */
export function usesImports(file: ts.SourceFile): boolean {
  return (
    file.statements.some((each) => ts.isImportDeclaration(each) || ts.isExportDeclaration(each)) || isModuleFile(file)
  );
}

function isModuleFile(file: ts.SourceFile): boolean {
  const hasRequire = file.statements.some((each) => requireIn(each) !== undefined);
  return !hasRequire && (ts.isExternalModule(file) || /\.m[jt]s$/.test(file.fileName));
}

function inImport(statement: ts.ImportDeclaration, module: string, exported: string): Imported | undefined {
  const clause = statement.importClause;
  const isIt = ts.isStringLiteral(statement.moduleSpecifier) && statement.moduleSpecifier.text === module;
  if (!isIt || !clause || clause.phaseModifier) return undefined;
  if (exported === 'default') return clause.name && { name: clause.name.text, edits: [] };
  const bindings = clause.namedBindings;
  if (!bindings) return undefined;
  if (ts.isNamespaceImport(bindings)) return { name: `${bindings.name.text}.${exported}`, edits: [] };
  const known = bindings.elements.find(
    (each) => (each.propertyName ?? each.name).text === exported && !each.isTypeOnly,
  );
  return known ? { name: known.name.text, edits: [] } : addedTo(bindings.elements, exported, 'as');
}

function inRequire(statement: ts.Statement, module: string, exported: string): Imported | undefined {
  const required = requireIn(statement);
  if (required?.module !== module) return undefined;
  const { name } = required.declaration;
  if (ts.isIdentifier(name))
    return { name: exported === 'default' ? name.text : `${name.text}.${exported}`, edits: [] };
  if (exported === 'default' || !ts.isObjectBindingPattern(name)) return undefined;
  const known = name.elements.find((each) => (each.propertyName ?? each.name).getText() === exported);
  return known ? { name: known.name.getText(), edits: [] } : addedTo(name.elements, exported, ':');
}

/** `const … = require('module')` */
function requireIn(statement: ts.Statement): { declaration: ts.VariableDeclaration; module: string } | undefined {
  if (!ts.isVariableStatement(statement)) return undefined;
  for (const declaration of statement.declarationList.declarations) {
    const call = declaration.initializer;
    const isRequire = call && ts.isCallExpression(call) && call.expression.getText() === 'require';
    const [argument] = isRequire ? call.arguments : [];
    if (argument && ts.isStringLiteralLike(argument)) return { declaration, module: argument.text };
  }
  return undefined;
}

/** One more name in the braces, on a line of its own where the others are. */
function addedTo(
  elements: ts.NodeArray<ts.ImportSpecifier | ts.BindingElement>,
  exported: string,
  rename: 'as' | ':',
): Imported | undefined {
  const last = elements.at(-1);
  if (!last) return undefined;
  const file = last.getSourceFile();
  const name = freeName(exported, file);
  const text = name === exported ? name : rename === 'as' ? `${exported} as ${name}` : `${exported}: ${name}`;
  const isOwnLine = /\n\s*$/.test(file.text.slice(last.pos, last.getStart(file)));
  const gap = isOwnLine ? styleOf(file).newline + indentAt(last) : ' ';
  return { name, edits: [insertAt(file, last.end, `,${gap}${text}`)] };
}

function newImport(file: ts.SourceFile, module: string, exported: string): Imported {
  const { quote, semicolon, newline } = styleOf(file);
  const wanted = exported === 'default' ? defaultName(module) : exported;
  const name = freeName(wanted, file);
  const from = `${quote}${module}${quote}`;
  const asImport = exported === 'default' ? name : `{ ${name === exported ? name : `${exported} as ${name}`} }`;
  const asRequire = exported === 'default' ? name : `{ ${name === exported ? name : `${exported}: ${name}`} }`;
  const line = usesImports(file)
    ? `import ${asImport} from ${from}${semicolon}`
    : `const ${asRequire} = require(${from})${semicolon}`;
  const last = lastImport(file);
  if (last) return { name, edits: [insertAt(file, last.end, newline + line)] };
  const first = file.statements.find((each) => !isDirective(each));
  return { name, edits: [insertAt(file, first?.getStart(file) ?? file.end, `${line}${newline}${newline}`)] };
}

function lastImport(file: ts.SourceFile): ts.Statement | undefined {
  return file.statements.findLast((each) => ts.isImportDeclaration(each) || requireIn(each) !== undefined);
}

/** `p-map` → `pMap` */
function defaultName(module: string): string {
  return module.replace(/[^a-zA-Z0-9]+(\w)/g, (_, letter: string) => letter.toUpperCase());
}

import { ts } from 'ts-morph';
import { exportsOf, type NamedExport } from '../sources/exports.js';
import { resolveModule } from './module-path.js';
import type { Workspace } from './workspace.js';

export interface FoundExport {
  /** 1-based line in the asked file. */
  readonly line: number;
}

/** Longer chains of re-exports than this are cycles or generated code. */
const MAX_REEXPORTS = 20;

/** Where a file exports a name, ES module or CommonJS; of a dotted name the first part counts. */
export function findExport(workspace: Workspace, file: string, name: string): FoundExport | undefined {
  const source = workspace.parse(file);
  const [first = name] = name.split('.');
  const node = source && findNode(workspace, source, first, 0);
  return node && source && { line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1 };
}

/** The names that a file exports itself, for messages. */
export function listExports(workspace: Workspace, file: string): string[] {
  const source = workspace.parse(file);
  return source === undefined ? [] : [...ownExports(source).keys()];
}

/** Values that a file exports by name, those included that are properties of an object which it exports as a whole. */
export function ownExports(source: ts.SourceFile): ReadonlyMap<string, NamedExport> {
  const { named, whole } = exportsOf(source);
  const properties = whole.flatMap((value) => (ts.isObjectLiteralExpression(value) ? value.properties : []));
  const inWhole = properties.flatMap((property): [string, NamedExport][] => {
    const { name } = property;
    if (!name || !(ts.isIdentifier(name) || ts.isStringLiteral(name))) return [];
    return [[name.text, { ...targetOf(property, name), at: property }]];
  });
  return new Map([...inWhole, ...[...named].filter(([, each]) => !isType(each))]);
}

function targetOf(property: ts.ObjectLiteralElementLike, name: ts.Identifier | ts.StringLiteral) {
  if (ts.isShorthandPropertyAssignment(property)) return { kind: 'name', name: name.text } as const;
  if (ts.isPropertyAssignment(property)) return { kind: 'expression', node: property.initializer } as const;
  return { kind: 'declaration', node: property } as const;
}

function isType(exported: NamedExport): boolean {
  const { at } = exported;
  if (ts.isExportSpecifier(at)) return at.isTypeOnly || at.parent.parent.isTypeOnly;
  return ts.isInterfaceDeclaration(at) || ts.isTypeAliasDeclaration(at);
}

function findNode(workspace: Workspace, source: ts.SourceFile, name: string, depth: number): ts.Node | undefined {
  const own = ownExports(source).get(name);
  if (own || depth > MAX_REEXPORTS) return own?.at;
  return passedOn(source).find(([specifier]) => leadsTo(specifier))?.[1];

  function leadsTo(specifier: string): boolean {
    const path = resolveModule(workspace, source.fileName, specifier);
    // What a package exports we cannot see; it may well be the name.
    if (path === undefined) return !specifier.startsWith('.');
    const target = workspace.parse(path);
    return target !== undefined && target !== source && findNode(workspace, target, name, depth + 1) !== undefined;
  }
}

/** Modules whose every export a file passes on, each with the node that does. */
function passedOn(source: ts.SourceFile): [specifier: string, node: ts.Node][] {
  const { whole } = exportsOf(source);
  const stars = source.statements.filter(isStar).map((each): [string, ts.Node] => [each.moduleSpecifier.text, each]);
  const spread = whole.flatMap((value) =>
    ts.isObjectLiteralExpression(value)
      ? value.properties.filter(ts.isSpreadAssignment).map((each) => each.expression)
      : [value],
  );
  const required = spread.flatMap((value): [string, ts.Node][] => {
    const specifier = requiredBy(value);
    return specifier === undefined ? [] : [[specifier, value]];
  });
  return [...stars, ...required];
}

type Star = ts.ExportDeclaration & { readonly moduleSpecifier: ts.StringLiteral };

function isStar(statement: ts.Statement): statement is Star {
  if (!ts.isExportDeclaration(statement) || statement.exportClause || !statement.moduleSpecifier) return false;
  return ts.isStringLiteral(statement.moduleSpecifier);
}

function requiredBy(node: ts.Expression): string | undefined {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || node.expression.text !== 'require')
    return undefined;
  const [argument] = node.arguments;
  return argument && ts.isStringLiteral(argument) ? argument.text : undefined;
}

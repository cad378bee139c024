import { ts } from 'ts-morph';
import { importedFrom } from '../../ast/imported-from.js';
import { outermost, propertyValue, unwrap, walk } from '../../ast/nodes.js';
import { referencesOf } from '../../ast/references.js';
import { lookup } from '../../ast/scope.js';
import type { Program } from '../../lambda/program.js';
import type { Edit } from '../../model/finding.js';
import { insertAt, replace } from '../editing/edits.js';
import { swapImport } from '../editing/imports.js';
import { indentAt, styleOf } from '../editing/style.js';
import { hasCommentInside } from '../editing/trivia.js';
import type { ChosenKey } from './key.js';
import type { ScanRequest } from './request.js';

/** Makes a Query of the Scan; nothing where one of its names cannot be changed in this file. */
export function queryEdits(scan: ScanRequest, chosen: ChosenKey, program: Program): readonly Edit[] | undefined {
  const operation = operationEdits(scan, program);
  const types = scan.types.map(typeEdits);
  if (!operation || types.some((each) => !each) || hasCommentInside(scan.filter)) return undefined;
  return [...operation, ...types.flatMap((each) => each ?? []), filterEdit(scan, chosen)];
}

/** `ScanCommand` → `QueryCommand`, `scan()` → `query()`, `paginateScan()` → `paginateQuery()`. */
function operationEdits({ call }: ScanRequest, program: Program): readonly Edit[] | undefined {
  const { place, node, isPaginated } = call;
  const isCommand = ts.isNewExpression(place) && place !== node;
  if (isCommand && isTyped(place)) return undefined;
  const callee = unwrap((isCommand ? place : node).expression);
  const [from, to] = isCommand
    ? ['ScanCommand', 'QueryCommand']
    : isPaginated
      ? ['paginateScan', 'paginateQuery']
      : ['scan', 'query'];
  if (ts.isPropertyAccessExpression(callee)) return callee.name.text === from ? [replace(callee.name, to)] : undefined;
  if (!ts.isIdentifier(callee)) return undefined;
  const [value] = program.values.of(callee);
  const isIt = value?.kind === 'external' && value.path.at(-1) === from;
  if (!isIt || importedFrom(callee) !== value.module) return undefined;
  const { name, edits } = swapImport(callee.getSourceFile(), value.module, callee, to);
  return [...edits, replace(callee, name)];
}

/** `const command: ScanCommand = new ScanCommand(…)` */
function isTyped(place: ts.NewExpression): boolean {
  const holder = outermost(place).parent;
  return (ts.isVariableDeclaration(holder) || ts.isPropertyDeclaration(holder)) && holder.type !== undefined;
}

/** `ScanCommandInput` → `QueryCommandInput`, also as a part of another type. */
function typeEdits(type: ts.TypeNode): readonly Edit[] | undefined {
  const names: ts.Identifier[] = [];
  walk(type, (each) => void (ts.isIdentifier(each) && /^Scan(Command)?Input$/.test(each.text) && names.push(each)));
  const edits = names.map((name) => {
    const to = name.text.replace('Scan', 'Query');
    if (ts.isQualifiedName(name.parent)) return [replace(name, to)];
    const specifier = lookup(name)?.node;
    if (!specifier || !ts.isImportSpecifier(specifier) || specifier.propertyName || names.length > 1) return undefined;
    return [...importEdits(specifier, to), replace(name, to)];
  });
  return edits.every((each) => each !== undefined) ? edits.flat() : undefined;
}

/** Types are imported beside the old one, or in its place when nothing else needs it. */
function importEdits(specifier: ts.ImportSpecifier, to: string): Edit[] {
  const file = specifier.getSourceFile();
  const elements = specifier.parent.elements;
  if (elements.some(({ name }) => name.text === to)) return [];
  return referencesOf(specifier).length === 1
    ? [replace(specifier.name, to)]
    : [insertAt(file, specifier.end, `, ${specifier.isTypeOnly ? 'type ' : ''}${to}`)];
}

function filterEdit({ filter, literal }: ScanRequest, { index, key, rest }: ChosenKey): Edit {
  const file = filter.getSourceFile();
  const style = styleOf(file);
  const first = file.text[filter.initializer.getStart(file)] ?? '';
  const quote = first === '"' || first === "'" ? first : style.quote;
  const isQuoted = ts.isStringLiteral(filter.name);
  const property = (name: string, text: string): string =>
    `${isQuoted ? quote + name + quote : name}: ${quote}${text}${quote}`;
  const joined = (parts: ChosenKey['rest']): string => parts.map(({ text }) => text).join(' AND ');
  const properties = [
    ...(index && !propertyValue(literal, 'IndexName') ? [property('IndexName', index.name)] : []),
    property('KeyConditionExpression', joined(key)),
    ...(rest.length > 0 ? [property('FilterExpression', joined(rest))] : []),
  ];
  const lineStart = file.text.lastIndexOf('\n', filter.getStart(file) - 1) + 1;
  const isOwnLine = file.text.slice(lineStart, filter.getStart(file)).trim() === '';
  return replace(filter, properties.join(isOwnLine ? `,${style.newline}${indentAt(filter)}` : ', '));
}

import { ts } from 'ts-morph';
import type { Edit } from '../../model/finding.js';
import { removeStatement, replace } from '../editing/edits.js';
import { indentOfLine, styleOf } from '../editing/style.js';
import { hasCommentInside } from '../editing/trivia.js';
import type { ImportStyle } from './import-style.js';
import type { PlannedClient, SdkPlan } from './plan.js';

/** The edits of one load; `undefined` where they would lose a comment. */
export function rewrite(plan: SdkPlan, style: ImportStyle): readonly Edit[] | undefined {
  const { load, renames } = plan;
  if (hasCommentInside(load.node) || renames.some(({ node }) => hasCommentInside(node))) return undefined;
  const uses = renames.map(({ node, name }) => replace(node, name));
  const edit = editOf(plan, style);
  return edit && [edit, ...uses];
}

function editOf(plan: SdkPlan, style: ImportStyle): Edit | undefined {
  const { node } = plan.load;
  if (isUnused(plan)) return removal(node);
  if (ts.isPropertyAccessExpression(node)) return replace(node, memberLoad(node, plan));
  if (ts.isImportDeclaration(node)) return replaceStatement(node, importsOf(node, plan, style));
  if (ts.isImportEqualsDeclaration(node)) return replaceStatement(node, equalsOf(node, plan));
  return replaceDeclaration(node, declarationsOf(node, plan));
}

export function isUnused({ clients, wholes, members, renames }: SdkPlan): boolean {
  return clients.length + wholes.size + members.length + renames.length === 0;
}

function removal(node: ts.Node): Edit | undefined {
  if (ts.isImportDeclaration(node) || ts.isImportEqualsDeclaration(node)) return removeStatement(node);
  if (!ts.isVariableDeclaration(node) || !ts.isVariableDeclarationList(node.parent)) return undefined;
  const statement = node.parent.parent;
  return ts.isVariableStatement(statement) && node.parent.declarations.length === 1
    ? removeStatement(statement)
    : undefined;
}

/** `require('aws-sdk').S3` becomes the client, `require('aws-sdk').config` stays a member. */
function memberLoad(node: ts.PropertyAccessExpression, { load, clients: [client] }: SdkPlan): string {
  const { literal } = load;
  if (!client) return withPath(node, literal, 'aws-sdk/global');
  return withPath(node.expression, literal, `aws-sdk/clients/${client.file}`);
}

function importsOf(node: ts.ImportDeclaration, plan: SdkPlan, { form, ending }: ImportStyle): string[] {
  const { literal } = plan.load;
  const { text } = node.getSourceFile();
  const end = text.slice(literal.end, node.end);
  const clause = restOfClause(node.importClause!, plan);
  const path = quoted(literal, `aws-sdk/global${ending}`);
  const rest = clause === undefined ? [] : [`import ${clause} from ${path}${end}`];
  return [
    ...rest,
    ...plan.clients.map(({ file, local, isTypeOnly }) => {
      const client = quoted(literal, `aws-sdk/clients/${file}${ending}`);
      const keyword = isTypeOnly ? 'import type' : 'import';
      return form === 'default'
        ? `${keyword} ${local} from ${client}${end}`
        : `${keyword} ${local} = require(${client})${end}`;
    }),
  ];
}

/** What an import goes on to take from `aws-sdk/global`. */
function restOfClause(clause: ts.ImportClause, { wholes, members }: SdkPlan): string | undefined {
  const { name, namedBindings } = clause;
  const parts: string[] = [];
  if (name && wholes.has(name)) parts.push(name.text);
  if (namedBindings && ts.isNamespaceImport(namedBindings) && wholes.has(namedBindings.name)) {
    parts.push(namedBindings.getText());
  }
  if (members.length > 0) parts.push(`{ ${members.map(({ element }) => element.getText()).join(', ')} }`);
  return parts.length === 0 ? undefined : parts.join(', ');
}

function equalsOf(node: ts.ImportEqualsDeclaration, { load: { literal }, clients, wholes }: SdkPlan): string[] {
  const rest = wholes.size === 0 ? [] : [withPath(node, literal, 'aws-sdk/global')];
  return [...rest, ...clients.map((client) => withNameAndPath(node, node.name, literal, client))];
}

function declarationsOf(node: ts.VariableDeclaration, { load, clients, wholes, members }: SdkPlan): string[] {
  const { literal } = load;
  const own = clients.map((client) => withNameAndPath(node, node.name, literal, client));
  if (wholes.size > 0) return [withPath(node, literal, 'aws-sdk/global'), ...own];
  if (members.length === 0) return own;
  const pattern = `{ ${members.map(({ element }) => element.getText()).join(', ')} }`;
  return [withNameAndPath(node, node.name, literal, { local: pattern }, 'aws-sdk/global'), ...own];
}

/** As many statements as there are texts, or as many declarations in the one there is. */
function replaceDeclaration(node: ts.VariableDeclaration, texts: readonly string[]): Edit {
  const list = node.parent as ts.VariableDeclarationList;
  const statement = list.parent as ts.VariableStatement;
  const file = node.getSourceFile();
  if (list.declarations.length === 1) {
    const before = file.text.slice(statement.getStart(file), node.getStart(file));
    const after = file.text.slice(node.end, statement.end);
    return replaceStatement(
      statement,
      texts.map((text) => `${before}${text}${after}`),
    );
  }
  const isOneLine = !/\n/.test(list.getText(file));
  const lineStart = file.text.lastIndexOf('\n', node.getStart(file) - 1) + 1;
  // Under the first declaration: what stands in front of it counts as white space.
  const column = file.text.slice(lineStart, node.getStart(file)).replace(/[^\t]/g, ' ');
  return replace(node, texts.join(isOneLine ? ', ' : `,${styleOf(file).newline}${column}`));
}

/** Each statement on a line of its own, with what comments tell tools about the one that stood there. */
function replaceStatement(statement: ts.Statement, texts: readonly string[]): Edit {
  const file = statement.getSourceFile();
  const start = statement.getStart(file);
  const indent = indentOfLine(file, start);
  const newLine = styleOf(file).newline;
  const above = DIRECTIVE_ABOVE.exec(file.text.slice(0, start))?.[1];
  const behind = DIRECTIVE_BEHIND.exec(file.text.slice(statement.end))?.[0] ?? '';
  const nextLine = `${newLine}${indent}`;
  return replace(statement, texts.join(`${behind}${nextLine}${above === undefined ? '' : `${above}${nextLine}`}`));
}

const DIRECTIVE_ABOVE =
  /(?:^|\n)[ \t]*((?:\/\/|\/\*)[ \t]*(?:eslint-disable-next-line|@ts-ignore|biome-ignore|prettier-ignore)[^\n]*?)\r?\n[ \t]*$/;
const DIRECTIVE_BEHIND = /^[ \t]*(?:\/\/|\/\*)[ \t]*eslint-disable-line[^\r\n]*/;

/** The text of a node with another name and another path in it: spacing, quotes and the rest stay. */
function withNameAndPath(
  node: ts.Node,
  name: ts.Node,
  literal: ts.StringLiteralLike,
  { local, file }: Partial<PlannedClient> & { readonly local: string },
  path = `aws-sdk/clients/${file}`,
): string {
  const source = node.getSourceFile();
  const before = source.text.slice(node.getStart(source), name.getStart(source));
  const between = source.text.slice(name.end, literal.getStart(source));
  return `${before}${local}${between}${quoted(literal, path)}${source.text.slice(literal.end, node.end)}`;
}

function withPath(node: ts.Node, literal: ts.StringLiteralLike, path: string): string {
  const source = node.getSourceFile();
  const before = source.text.slice(node.getStart(source), literal.getStart(source));
  return `${before}${quoted(literal, path)}${source.text.slice(literal.end, node.end)}`;
}

function quoted(literal: ts.StringLiteralLike, text: string): string {
  const [quote] = literal.getText();
  return `${quote}${text}${quote}`;
}

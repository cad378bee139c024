import { ts } from 'ts-morph';
import { calleeName, findAncestor } from '../../ast/nodes.js';
import { sdkV2ClientFile } from '../../lambda/catalogue/aws-sdk-v2.js';
import type { ModuleReference } from '../../lambda/modules/file-facts.js';
import type { Fix } from '../../model/finding.js';
import { insertAt, replace } from '../editing/edits.js';
import { indentOfLine, styleOf } from '../editing/style.js';
import { hasCommentInside } from '../editing/trivia.js';
import { readPattern } from './loads.js';
import { type IdentifiersByText, isWritten, referencesTo, useOf } from './uses.js';

/**
 * `captureAWS(require('aws-sdk'))` patches the clients that are loaded when it is called, and gives the SDK back. A client that
 * is loaded adds itself to `aws-sdk/global`, so the file may go on as it is; but clients of other files that relied on this one to
 * load and capture all of them are traced no more.
 */
export function captureFix(
  references: readonly ModuleReference[],
  names: IdentifiersByText,
  doubts: readonly string[],
): Fix[] {
  const [reference, ...others] = references;
  const call = reference?.node.parent;
  if (!reference || others.length > 0 || !call || !ts.isCallExpression(call)) return [];
  const declaration = declarationOf(call);
  const statement = declaration && findAncestor(declaration, ts.isVariableStatement);
  const clients = declaration && clientsOf(declaration, names);
  if (!statement || !clients || clients.length === 0 || hasCommentInside(statement)) return [];
  const file = statement.getSourceFile();
  const start = statement.getStart(file);
  const end = statement.getText(file).endsWith(';') ? ';' : '';
  const [quote] = reference.node.getText(file);
  const nextLine = `${styleOf(file).newline}${indentOfLine(file, start)}`;
  const loads = clients.map((client) => `require(${quote}aws-sdk/clients/${client}${quote})${end}${nextLine}`);
  const title = `Load only ${clients.map((client) => `aws-sdk/clients/${client}`).join(', ')} before X-Ray captures it`;
  return [
    {
      kind: 'suggestion',
      title: [title, 'clients of other files have to be captured there', ...doubts].join('; '),
      edits: [insertAt(file, start, loads.join('')), replace(reference.node, `${quote}aws-sdk/global${quote}`)],
    },
  ];
}

/** `AWS` of `const AWS = captureAWS(require('aws-sdk'))`, or of a `require` that is captured on its own. */
function declarationOf(call: ts.CallExpression): ts.VariableDeclaration | undefined {
  const { parent } = call;
  const isCaptured = ts.isCallExpression(parent) && parent.arguments[0] === call && isCapture(parent);
  const holder = isCaptured ? parent.parent : parent;
  return ts.isVariableDeclaration(holder) ? holder : undefined;
}

/** Files of the clients that are used, or nothing where the SDK goes elsewhere than to X-Ray. */
function clientsOf(declaration: ts.VariableDeclaration, names: IdentifiersByText): readonly string[] | undefined {
  const { name } = declaration;
  if (!ts.isIdentifier(name)) {
    const files = readPattern(name)?.map((member) => sdkV2ClientFile(member.name));
    return files?.every((file) => file !== undefined) ? files : undefined;
  }
  const files = new Set<string>();
  for (const reference of referencesTo({ identifier: name, declaration }, names)) {
    const { parent } = reference;
    if (ts.isCallExpression(parent) && isCapture(parent) && ts.isExpressionStatement(parent.parent)) continue;
    const use = useOf(reference);
    const file = use && sdkV2ClientFile(use.name);
    if (!use || use.isType || isWritten(use.node) || (file === undefined && use.name !== 'config')) return undefined;
    if (file !== undefined) files.add(file);
  }
  return [...files];
}

function isCapture(call: ts.CallExpression): boolean {
  return calleeName(call) === 'captureAWS';
}

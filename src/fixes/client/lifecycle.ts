import { ts } from 'ts-morph';
import { walk } from '../../ast/nodes.js';
import { referencesOf } from '../../ast/references.js';
import type { SharedExpression } from './shared.js';

/** What the code does to the client besides using it. */
export type Treatment =
  | 'used' // only its requests are made
  | 'changed' // settings or listeners are added, which would pile up
  | 'ended'; // opened and closed again, which a shared one would not survive

const ENDS = /^(end|destroy|close|quit|disconnect|release|terminate|shutdown|dispose|\$disconnect)$/;
const OPENS = /^(connect|initialize|\$connect|reserve|getConnection)$/;
const CHANGES =
  /^(middlewareStack|interceptors|defaults|on|once|addListener|setBaseUrl|customizeRequests|use|\$use|\$on|\$extends)$/;

export function treatmentOf(shared: SharedExpression): Treatment {
  if (ts.findAncestor(shared.node, isDisposing)) return 'ended';
  const names = shared.declaration ? referencesOf(shared.declaration) : memberUses(shared.node);
  const members = names.flatMap(membersOf);
  const isConnection = shared.construction.kind.family !== 'aws' && shared.construction.kind.family !== 'http';
  if (members.some((name) => ENDS.test(name) || (isConnection && OPENS.test(name)))) return 'ended';
  const isConfigured = names.some((name) => membersOf(name).join('.').startsWith('config.update'));
  return isConfigured || members.some((name) => CHANGES.test(name)) || names.some(isAssignedInto) ? 'changed' : 'used';
}

/** `using client = new Client()` */
function isDisposing(node: ts.Node): boolean {
  return ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.Using) !== 0;
}

/** All names behind it: `config`, `update` of `client.config.update`. */
function membersOf(name: ts.Expression): string[] {
  const members: string[] = [];
  let at: ts.Node = name;
  while (
    ts.isNonNullExpression(at.parent) ||
    (ts.isPropertyAccessExpression(at.parent) && at.parent.expression === at)
  ) {
    at = at.parent;
    if (ts.isPropertyAccessExpression(at)) members.push(at.name.text);
  }
  return members;
}

/** `client.region = …`, `client.config.region = …` */
function isAssignedInto(name: ts.Expression): boolean {
  let access: ts.Node = name;
  while (ts.isPropertyAccessExpression(access.parent) && access.parent.expression === access) access = access.parent;
  if (access === name) return false;
  const { parent } = access;
  return (
    ts.isBinaryExpression(parent) && parent.left === access && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}

/** For a client that is kept in a member or variable by assignment: every place of the file that names it. */
function memberUses(node: ts.Expression): ts.Expression[] {
  const target = targetOf(node);
  if (target === undefined) return [];
  const uses: ts.Expression[] = [];
  walk(
    node.getSourceFile(),
    (each) => void (ts.isExpression(each) && each.getText() === target && uses.push(each)),
    'nested',
  );
  return uses;
}

function targetOf({ parent }: ts.Expression): string | undefined {
  if (ts.isBinaryExpression(parent)) return parent.left.getText();
  if (ts.isPropertyDeclaration(parent)) return `this.${parent.name.getText()}`;
  return ts.isVariableDeclaration(parent) ? parent.name.getText() : undefined;
}

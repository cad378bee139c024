import { ts } from 'ts-morph';
import { baseExpression, type ClassNode, collect, isClassNode, isMemberAccess, unwrap } from '../../../ast/nodes.js';
import type { ClientConstruction } from '../../../lambda/aws-requests/clients.js';
import type { Program } from '../../../lambda/program.js';
import { widest } from '../holders.js';
import { keepsSockets } from '../kept.js';
import {
  type CarrierSearch,
  type ClientCarrier,
  createSearch,
  firstDoubt,
  follow,
  type UsesDoubt,
} from './carriers.js';
import { ofStored } from './stored.js';
import { ofAccess, ofArgument, ofCallee } from './used.js';

/** More than a project with many functions has for one client. */
const MOST_CARRIERS = 2000;

const CLIENT = { is: 'client', calls: 0 } as const;

/**
 * Why sharing what the expression makes is not known to be harmless. It goes after the client over any number of functions, members and
 * files: each use must be one that leaves the client as it was. Nothing where all of them are.
 */
export function useDoubt(node: ts.Expression, construction: ClientConstruction, program: Program): UsesDoubt {
  return clientUsesOf(node, construction, program).doubt;
}

/** The same, and whether a document client is made of it, or its requests are traced. */
export function clientUsesOf(
  node: ts.Expression,
  construction: ClientConstruction,
  program: Program,
): { readonly doubt: UsesDoubt; readonly hasDocuments: boolean; readonly isTraced: boolean } {
  const { node: made, kind, module } = construction;
  const search = createSearch({ family: kind.family, module, keepsSockets: keepsSockets(construction) }, program);
  search.origins.add(made).add(unwrap(node));
  followOwnClasses(made, search);
  follow(node, CLIENT, search);
  const doubt = firstDoubt(search.carriers, (carrier) => {
    if (search.carriers.length > MOST_CARRIERS) return 'it is used in many places';
    return doubtAt({ ...carrier, node: widest(carrier.node) }, search);
  });
  return { doubt, hasDocuments: search.documents.size > 0, isTraced: search.traces.size > 0 };
}

/** What a class of ours that is a client does to itself. */
function followOwnClasses({ expression }: ts.NewExpression | ts.CallExpression, search: CarrierSearch): void {
  const isSelf = (node: ts.Node): node is ts.Expression =>
    node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword;
  for (const each of ownClasses(expression, search.program)) {
    search.origins.add(each);
    for (const self of collect(each, isSelf, 'nested')) follow(self, CLIENT, search);
  }
}

function ownClasses(expression: ts.Expression, program: Program, seen = new Set<ClassNode>()): ReadonlySet<ClassNode> {
  for (const value of program.values.of(expression)) {
    if (value.kind !== 'class' || !isClassNode(value.node) || seen.has(value.node)) continue;
    seen.add(value.node);
    const base = baseExpression(value.node);
    if (base) ownClasses(base, program, seen);
  }
  return seen;
}

function doubtAt(carrier: ClientCarrier, search: CarrierSearch): UsesDoubt {
  const { node } = carrier;
  const { parent } = node;
  if (isOnlyLookedAt(node)) return undefined;
  if (isMemberAccess(parent)) return ofAccess(parent, carrier, search);
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent))
    return parent.expression === node ? ofCallee(parent, carrier, search) : ofArgument(parent, carrier, search);
  return ofStored(carrier, search);
}

/** Asked whether it is there, or of what kind it is; printed, or not used at all. */
function isOnlyLookedAt(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isExpressionStatement(parent) || ts.isTypeOfExpression(parent) || ts.isTypeQueryNode(parent)) return true;
  if (ts.isVoidExpression(parent) || ts.isIfStatement(parent)) return true;
  if (ts.isTemplateSpan(parent)) return !ts.isTaggedTemplateExpression(parent.parent.parent);
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken;
  if (ts.isConditionalExpression(parent)) return parent.condition === node;
  if (!ts.isBinaryExpression(parent)) return false;
  const { kind } = parent.operatorToken;
  // Given another value, or tested for what comes after.
  if (kind === ts.SyntaxKind.EqualsToken || kind === ts.SyntaxKind.AmpersandAmpersandToken) return parent.left === node;
  return kind === ts.SyntaxKind.InstanceOfKeyword || kind === ts.SyntaxKind.InKeyword || isComparing(kind);
}

/** Whether clients are told apart is asked elsewhere. */
function isComparing(kind: ts.SyntaxKind): boolean {
  return (
    kind === ts.SyntaxKind.EqualsEqualsToken ||
    kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsEqualsToken
  );
}

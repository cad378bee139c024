import { ts } from 'ts-morph';
import { type CallNode, isFunctionNode, type Owner, ownerOf, walk } from '../ast/nodes.js';
import { referencesOf, statementOf } from '../ast/references.js';
import { isModuleBinding, isReference, lookup } from '../ast/scope.js';
import { type ClientConstruction, clientsBeside } from '../lambda/aws-requests/clients.js';
import { usesOfMade } from '../lambda/objects/made-uses.js';
import type { Program } from '../lambda/program.js';
import type { Edit, Fix } from '../model/finding.js';
import { isConfiguredLate } from './client/configured.js';
import { doubtsAbout } from './client/doubts.js';
import { hoistEdits } from './client/hoist.js';
import { isStrictCall, type Needs, needsOf } from './client/init-known.js';
import { keyedDraft } from './client/keyed.js';
import { treatmentOf } from './client/lifecycle.js';
import { memoEdits } from './client/memo.js';
import { isPureCall } from './client/pure-call.js';
import { isReusable } from './client/reuse.js';
import { isCapture, isClientWrapper, isSetOnce, type SharedExpression, sharedExpression } from './client/shared.js';
import { clientUsesOf } from './client/uses/use-doubt.js';
import { topLevelStatement } from './editing/statements.js';

/**
 * Ways to make a client once. Known at init: it moves to module scope. Known later, but the same for every invocation: it is
 * kept when it was first made. Chosen by the caller: one for each choice. None for what is opened and closed again.
 */
export function clientFixes(construction: ClientConstruction, program: Program): Fix[] {
  const shared = sharedExpression(construction, program);
  const { node } = shared;
  if (isNotToBeShared(shared, program) || hasLocalTypes(shared)) return [];
  const before = topLevelStatement(node);
  const isClientMade = clientCallsOf(construction, program);
  const needsWhen = (mayThrow: boolean): Needs => {
    const isSteadyHere = (call: CallNode): boolean => {
      if (isClientMade(call) || isCapture(call, construction, program) || (mayThrow && isStrictCall(call))) return true;
      return ts.isCallExpression(call) && isPureCall(call, { program, before, mayThrow });
    };
    return needsOf(node, { program, before, mayThrow, isSteadyHere });
  };
  const needs = needsWhen(false);
  const label = construction.kind.label;
  const wrappers = wrappersOf(shared, needs, before, program, isClientMade);
  const isConfigured = isConfiguredLate(construction, program);
  const isAtLoad = isRunAtLoad(ownerOf(node), program);
  // Kept when it was first made, it would be the wrong one the next time.
  if (needs.unknownAtLoad === 'request') {
    const draft = keyedDraft(shared);
    const title = `Keep one ${label} for each ${draft?.key}`;
    return draft ? [{ kind: 'suggestion', title, edits: draft.edits }] : [];
  }
  const lenient = needsWhen(true);
  const doubts = new Set([...doubtsAbout(shared, lenient, wrappers, program), ...lenient.doubts]);
  if (isConfigured) doubts.add(`the code changes the global settings of ${construction.module} later`);
  const isHoisted = !needs.unknownAtLoad && !isConfigured && !isAtLoad && !mayFailAtLoad(construction);
  // Who shares a client that is there already would be traced as well. Asked only where there is one: it takes a walk over all uses.
  const isFree = (made: ts.Expression): boolean =>
    isReusable(made, program) && !clientUsesOf(node, construction, program).isTraced;
  const edits = isHoisted ? hoistEdits(shared, needs, wrappers, isFree) : memoEdits(shared, isAtLoad, isFree);
  const title = isHoisted ? `Create the ${label} once, at module scope` : `Create the ${label} once and reuse it`;
  return edits ? [fixWith(title, doubts, edits)] : [];
}

/** Its constructor looks at its arguments, and what they name may be missing: then it fails the request, not the start. */
function mayFailAtLoad({ node, kind }: ClientConstruction): boolean {
  const names = (each: ts.Node): boolean => ts.isIdentifier(each) && isReference(each);
  const given = node.arguments ?? [];
  return !!kind.isStrict && (given.length === 0 || given.some((each) => walk(each, names, 'nested')));
}

function fixWith(title: string, doubts: ReadonlySet<string>, edits: readonly Edit[]): Fix {
  return { kind: doubts.size > 0 ? 'suggestion' : 'safe', title: [title, ...doubts].join('; '), edits };
}

/** Kept by its package already, or closed or changed by whoever has it. */
function isNotToBeShared(shared: SharedExpression, program: Program): boolean {
  if (treatmentOf(shared) !== 'used' || shared.construction.kind.isKept) return true;
  const uses = usesOfMade(shared.construction.node, program);
  // A helper around the construction changes it once for each that is made.
  return uses.has('ended') || (uses.has('changed') && !shared.isWrappedByUnknown);
}

/** A type that only the function knows would be unknown outside of it. */
function hasLocalTypes({ node, declaration }: SharedExpression): boolean {
  const isLocal = (name: ts.Identifier): boolean => {
    const binding = lookup(name);
    if (binding) return !isModuleBinding(binding);
    for (let at: ts.Node = name; at.parent; at = at.parent) {
      const parameters = isFunctionNode(at) || ts.isClassLike(at) ? at.typeParameters : undefined;
      if (parameters?.some((each) => each.name.text === name.text)) return true;
    }
    return false;
  };
  const isNamed = (type: ts.Node): boolean =>
    walk(type, (each) => ts.isIdentifier(each) && !ts.isQualifiedName(each.parent) && isLocal(each), 'nested');
  const inType = (each: ts.Node): boolean => ts.isTypeNode(each) && isNamed(each);
  return (!!declaration?.type && isNamed(declaration.type)) || walk(node, inType, 'nested');
}

/** Calls of the file that make clients; they do nothing else. */
function clientCallsOf(
  { node }: ClientConstruction,
  program: Program,
): (call: ts.CallExpression | ts.NewExpression) => boolean {
  const made = new Set(clientsBeside(node, program).map((each) => each.node));
  return (call) => made.has(call);
}

/** `const ddb = DynamoDBDocumentClient.from(client)`: as constant as the client in it. */
function wrappersOf(
  { declaration }: SharedExpression,
  known: Needs,
  before: ts.Statement,
  program: Program,
  isClientMade: (call: ts.CallExpression | ts.NewExpression) => boolean,
): ts.VariableDeclaration[] {
  if (!declaration) return [];
  return referencesOf(declaration).flatMap(({ parent: call }) => {
    const holder = ts.isCallExpression(call) && isClientWrapper(call, program) ? call.parent : undefined;
    if (!holder || !ts.isVariableDeclaration(holder) || !holder.initializer || !statementOf(holder)) return [];
    if (!isSetOnce(holder)) return [];
    const { constants, unknownAtLoad } = needsOf(holder.initializer, {
      program,
      before,
      mayThrow: false,
      isSteadyHere: isClientMade,
    });
    return !unknownAtLoad && [...constants].every((each) => each === declaration || known.constants.has(each))
      ? [holder]
      : [];
  });
}

/** The code runs once already while its own module is loaded, when a constant further down does not exist yet. */
function isRunAtLoad(owner: Owner, program: Program): boolean {
  const seen = new Set<Owner>([owner.getSourceFile()]);
  for (const each of seen) {
    if (each === owner) return true;
    for (const { kind, target } of program.calls.edgesFrom(each))
      if (kind === 'call' || kind === 'callback') seen.add(target);
  }
  return false;
}

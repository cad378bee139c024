import { ts } from 'ts-morph';
import { isFunctionNode, memberName, type Owner, ownerOf, walk } from '../ast/nodes.js';
import { isModuleBinding, lookup } from '../ast/scope.js';
import { topLevelStatement } from '../ast/statements.js';
import { styleOf } from '../ast/style.js';
import { type ClientConstruction, clientConstructions } from '../lambda/clients.js';
import type { Program } from '../lambda/program.js';
import { rootOf } from '../lambda/value.js';
import type { Fix } from '../model/finding.js';
import { hoistEdits } from './client/hoist.js';
import { isStrictCall, type Needs, needsOf } from './client/init-known.js';
import { keyedDraft } from './client/keyed.js';
import { escapes, treatmentOf } from './client/lifecycle.js';
import { memoEdits } from './client/memo.js';
import { isPureCall } from './client/pure-call.js';
import { isClientWrapper, isSetOnce, type SharedExpression, sharedExpression } from './client/shared.js';
import { referencesOf, statementOf } from './references.js';

/**
 * Ways to make a client once. Known at init: it moves to module scope. Known later, but the same for every invocation: it is
 * kept when it was first made. Chosen by the caller: one for each choice. None for what is opened and closed again.
 */
export function clientFixes(construction: ClientConstruction, program: Program): Fix[] {
  const shared = sharedExpression(construction, program);
  const { node } = shared;
  const treatment = treatmentOf(shared);
  if (treatment !== 'used' || construction.kind.isKept || hasLocalTypes(shared)) return [];
  const before = topLevelStatement(node);
  const isClientMade = clientCallsOf(construction, program);
  const needsWhen = (mayThrow: boolean): Needs =>
    needsOf(node, before, program, (call) => {
      if (isClientMade(call) || (mayThrow && isStrictCall(call))) return true;
      return ts.isCallExpression(call) && isPureCall(call, { program, before, mayThrow });
    });
  const needs = needsWhen(false);
  const label = construction.kind.label;
  const kind = isSteady(shared, program) ? 'safe' : 'suggestion';
  const isConfigured = isConfiguredWhileServing(construction);
  const isAtLoad = isRunAtLoad(ownerOf(node), program);
  if (!needs.late && !isConfigured && !isAtLoad)
    return [
      {
        kind,
        title: `Make the ${label} once, at module scope`,
        edits: hoistEdits(shared, needs, wrappersOf(shared, needs, before, program, isClientMade)),
      },
    ];
  // Kept when it was first made, it would be the wrong one the next time.
  if (needs.late === 'request') {
    const draft = keyedDraft(shared);
    const title = `Keep one ${label} for each ${draft?.key}`;
    return draft ? [{ kind: 'suggestion', title, edits: draft.edits }] : [];
  }
  const { late } = needsWhen(true);
  const isSame = (late === 'order' || late === undefined) && !isConfigured;
  const edits = memoEdits(shared, isAtLoad);
  return edits ? [{ kind: isSame ? kind : 'suggestion', title: `Keep the ${label} that was made first`, edits }] : [];
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
  const module = program.modules.get(node.getSourceFile().fileName)!;
  const made = new Set(clientConstructions(module, program).map((each) => each.node));
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
    const { constants, late } = needsOf(holder.initializer, before, program, isClientMade);
    return !late && [...constants].every((each) => each === declaration || known.constants.has(each)) ? [holder] : [];
  });
}

/** Sharing it is known to change nothing but the time: the SDK's clients and agents open their connections when they send. */
function isSteady(shared: SharedExpression, program: Program): boolean {
  const { isWrappedByUnknown, construction } = shared;
  const { family } = construction.kind;
  if (escapes(shared, (callee) => isOfSdk(callee, program)) && changesClients(program)) return false;
  return (
    !isWrappedByUnknown &&
    (family === 'aws' || family === 'http') &&
    !isGlobalScript(construction.node, program) &&
    !isReplacedInTests(construction, program)
  );
}

/** A mock that is set up before each test misses a client that was made while the file was loaded. */
function isReplacedInTests({ module, node }: ClientConstruction, program: Program): boolean {
  const path = node.getSourceFile().fileName;
  if (!/^aws-sdk(\/|$)/.test(module)) return program.bystandersNaming(module, path, 'replacing').length > 0;
  const isMocked = program.bystandersNaming('aws-sdk-mock', path).length > 0;
  return isMocked || program.bystandersNaming('aws-sdk', path, 'replacing').length > 0;
}

/** A function of the SDK: a paginator, a waiter, a signer, a document client. */
function isOfSdk(callee: ts.Expression, program: Program): boolean {
  return program.values.of(callee).some((value) => /^(@aws-sdk|@smithy)\//.test(rootOf(value)?.external.module ?? ''));
}

const changing = new WeakMap<Program, boolean>();

/** Some code of the project, or a package that it uses for it, changes what a client does. */
function changesClients(program: Program): boolean {
  const known =
    changing.get(program) ??
    [...program.modules.values()].some(({ file }) =>
      /middlewareStack|addProxyToClient|customizeRequests|\.config\.[\w.]+\s*=[^=]|instrument\w*\(|aws-sdk-v3-proxy|xray/i.test(
        file.text,
      ),
    );
  changing.set(program, known);
  return known;
}

/** A TypeScript file without imports and exports shares its top level with all others of the kind: a name may be taken. */
function isGlobalScript(node: ts.Node, program: Program): boolean {
  const file = node.getSourceFile();
  if (!styleOf(file).isTypeScript || ts.isExternalModule(file)) return false;
  return program.tsconfigOf(file.fileName).options.moduleDetection !== ts.ModuleDetectionKind.Force;
}

/** `AWS.config.update({ region })` in a function, or below: what a client of v2 takes over is not there at init. */
function isConfiguredWhileServing({ node, module }: ClientConstruction): boolean {
  if (!/^aws-sdk(\/|$)/.test(module)) return false;
  const before = topLevelStatement(node);
  return walk(
    node.getSourceFile(),
    (each) =>
      ts.isCallExpression(each) && isConfigUpdate(each) && (each.pos > before.pos || !ts.isSourceFile(ownerOf(each))),
    'nested',
  );
}

function isConfigUpdate({ expression }: ts.CallExpression): boolean {
  const isUpdate = /^(update|loadFromPath|setPromisesDependency)$/.test(memberName(expression) ?? '');
  return isUpdate && memberName((expression as ts.PropertyAccessExpression).expression) === 'config';
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

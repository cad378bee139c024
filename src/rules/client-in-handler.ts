import { ts } from 'ts-morph';
import { isFunctionNode, isInCatch, memberName, type Owner, propertyValue } from '../ast/nodes.js';
import { defineRule, type RuleProblem } from '../engine/asking/define-rule.js';
import { clientFixes } from '../fixes/client-in-handler.js';
import { type ClientConstruction, clientConstructions } from '../lambda/aws-requests/clients.js';
import { isDeployTimeOnly, isScheduledOnly } from '../lambda/loading/deploy-time.js';
import { callsIn, type Program } from '../lambda/program.js';
import { dependsOnRequest } from '../lambda/reach/varies-per-invocation.js';
import type { Impact } from '../model/finding.js';
import { NEW_CONNECTION, unknownCost } from './figures/impacts.js';

export default defineRule({
  meta: {
    id: 'client-in-handler',
    summary: 'A client, pool or agent that is created on every invocation',
    category: 'latency',
    severity: 'warning',
    preset: 'recommended',
    fix: 'safe',
    since: '0.1.0',
    messages: {
      made: 'A new {label} is created on every invocation, so its connections are never reused. Create it once, at module scope or in a memoised getter.',
      keyed:
        'A new {label} is created on every call, with options that the caller chooses, so its connections are never reused. Keep one for each set of options in a Map at module scope.',
    },
    options: {
      ignoreModules: {
        schema: { type: 'array', items: { type: 'string' } },
        default: [],
        description: 'Packages whose clients may be created on every invocation',
      },
    },
    evidence: [
      {
        claim: 'A DynamoDB put took 33 ms with a new connection and 10 ms with a kept one',
        source: 'Yan Cui, "Lambda optimization tip – enable HTTP keep-alive", theburningmonk.com, February 2019',
      },
      {
        claim: 'Initialise SDK clients and database connections outside of the handler',
        source: 'AWS Lambda Developer Guide, best practices for function code',
      },
    ],
  },
  *check({ program, module, options }) {
    const ignored = new Set(options.ignoreModules as readonly string[]);
    for (const construction of clientConstructions(module, program)) {
      if (ignored.has(construction.module) || !isWaste(construction, program)) continue;
      yield problemOf(construction, program);
    }
  },
});

function isWaste(construction: ClientConstruction, program: Program): boolean {
  const { node, owner, kind } = construction;
  if (!program.reach.isPerInvocation(node) || program.reach.isOnlyOnErrorPath(owner)) return false;
  // While an error is handled, nobody waits for the answer that the client would slow down.
  if (isInCatch(node)) return false;
  // A wrapper has no connections of its own; the client inside has its own finding.
  if (kind.isWrapper) return false;
  if (kind.isKept && !isClosedAgain(construction.module, program)) return false;
  if (isDeployTimeOnly(owner, program) || isScheduledOnly(owner, program)) return false;
  if (isRefresh(owner, program)) return false;
  return !isForOneRequest(construction, program);
}

/** Serving code closes what the package would keep. */
function isClosedAgain(from: string, program: Program): boolean {
  return [...program.modules.values()].some(
    (module) =>
      module.facts.references.some(({ specifier }) => specifier === from) &&
      [...callsIn(module)].some(
        ({ call, owner }) =>
          /^(close|disconnect)$/.test(memberName(call.expression) ?? '') && program.reach.isServing(owner),
      ),
  );
}

/** The same function is called behind a test elsewhere: here it renews what it keeps. */
function isRefresh(owner: Owner, program: Program): boolean {
  return isFunctionNode(owner) && program.values.callSitesOf(owner).some((call) => program.reach.isMemoised(call));
}

function problemOf(construction: ClientConstruction, program: Program): RuleProblem<'made' | 'keyed'> {
  const { node, kind } = construction;
  const isKeyed = (node.arguments ?? []).some((argument) => dependsOnRequest(argument, program));
  return {
    node,
    messageId: isKeyed ? 'keyed' : 'made',
    data: { label: kind.label },
    impact: impactOf(kind.family),
    fixes: () => clientFixes(construction, program),
  };
}

function impactOf(family: ClientConstruction['kind']['family']): Impact {
  if (family === 'aws' || family === 'http') return NEW_CONNECTION;
  return unknownCost(
    'AWS Lambda Developer Guide, best practices: initialise SDK clients and database connections outside of the handler',
  );
}

/** Options that say for whom a client acts, or where; a client with somebody's credentials cannot be shared. */
const PERSONAL =
  /^(credentials?|accessKeyId|secretAccessKey|sessionToken|token|apiKey|auth|authorization|headers|user(name)?|password|endpoint|host|hostname|node|baseURL|url|uri|connectionString|database|accessToken|bearerToken|profile)$/i;

function isForOneRequest({ node }: ClientConstruction, program: Program): boolean {
  return (node.arguments ?? []).some((argument) => isPersonal(argument, program));
}

function isPersonal(argument: ts.Expression, program: Program): boolean {
  const objects = program.values.of(argument).flatMap((value) => (value.kind === 'object' ? [value.node] : []));
  if (objects.length === 0) return dependsOnRequest(argument, program) && !isRegion(argument);
  return objects.some((object) =>
    object.properties.some((property) => {
      if (ts.isSpreadAssignment(property)) return isPersonal(property.expression, program);
      const name = property.name?.getText().replace(/['"]/g, '') ?? '';
      const value = propertyValue(object, name);
      return !!value && PERSONAL.test(name) && (dependsOnRequest(value, program) || isAssumedRole(value, program));
    }),
  );
}

function isRegion(node: ts.Expression): boolean {
  return ts.isIdentifier(node) && /region/i.test(node.text);
}

/** Credentials of an assumed role run out; a client that holds them must not outlive them. */
function isAssumedRole(value: ts.Expression, program: Program): boolean {
  return program.values.of(value).some((each) => {
    if (each.kind === 'made') return /assumeRole|AssumeRole|GetSessionToken/.test(each.node?.getText() ?? '');
    if (each.kind !== 'function') return false;
    return program.effects.ofFunction(each.node).requests.some(({ service }) => service === 'sts');
  });
}

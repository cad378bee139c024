import { ts } from 'ts-morph';
import { calleeName, unwrap } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import { type AwsCall, literalOf } from '../aws-calls.js';
import { isNotification, isReadOperation } from '../catalogue/aws-operations.js';
import { type Doing, doingOf, http, isHttpLibrary, type LibraryCall } from '../catalogue/libraries.js';
import type { Program } from '../program.js';
import { rootOf } from '../value.js';
import { DELAY, type Effect, merge, NO_EFFECT, UNKNOWN } from './effect.js';

export function ofRequest(request: AwsCall): Effect {
  const { service, operation } = request;
  const base = { ...NO_EFFECT, partners: new Set([service]), requests: [request] };
  if (isNotification(service, operation)) return { ...base, isNotification: true };
  return isReadOperation(operation) ? { ...base, isRead: true } : { ...base, isWrite: true };
}

/** A call of a package, or of a global such as `fetch`, by what its name tells. */
export function ofLibraryCall(call: ts.CallExpression, program: Program): Effect {
  const callee = unwrap(call.expression);
  if (ts.isIdentifier(callee) && !lookup(callee)) return ofGlobal(callee.text, call, program);
  const effects: Effect[] = [];
  for (const value of program.values.of(callee)) {
    const root = rootOf(value);
    if (!root) continue;
    const { module, path } = root.external;
    const doing = doingOf({ module, chain: [...path, ...root.chain], ...staticArguments(call, program) });
    effects.push({ ...ofDoing(doing, module), isOrdered: isSingleConnection(module, [...path, ...root.chain]) });
  }
  if (effects.length > 0) return merge(effects);
  const name = calleeName(call);
  if (looksLikeDelay(name)) return DELAY;
  return readsBody(name) ? NO_EFFECT : UNKNOWN;
}

/** `response.json()`: the rest of an answer that was waited for already. */
function readsBody(name: string | undefined): boolean {
  return !!name && /^(json|text|blob|arrayBuffer|formData|transformToString|transformToByteArray)$/.test(name);
}

export function ofTemplate(node: ts.TaggedTemplateExpression, program: Program): Effect {
  const root = program.values.of(node.tag).map(rootOf).find(Boolean);
  if (!root) return UNKNOWN;
  const doing = /^`?\s*select\b/i.test(node.template.getText()) ? 'read' : 'write';
  return ofDoing(doing, root.external.module);
}

function ofDoing(doing: Doing, partner: string): Effect {
  if (doing === 'local') return NO_EFFECT;
  if (doing === 'delay') return DELAY;
  if (doing === 'unknown') return UNKNOWN;
  // One HTTP library talks to many hosts: having it in common says nothing.
  const partners = new Set(isHttpLibrary(partner) ? [] : [partner]);
  return { ...NO_EFFECT, isRead: doing === 'read', isWrite: doing === 'write', partners };
}

function ofGlobal(name: string, call: ts.CallExpression, program: Program): Effect {
  if (name === 'fetch') {
    return ofDoing(http({ module: 'fetch', chain: [], ...staticArguments(call, program) }), 'fetch');
  }
  return looksLikeDelay(name) ? DELAY : UNKNOWN;
}

function looksLikeDelay(name: string | undefined): boolean {
  if (!name) return false;
  return /^(sleep|delay|wait|pause|backoff|setTimeout|snooze)(For|Ms|Seconds|Async|WithJitter)?$/i.test(name);
}

function staticArguments(call: ts.CallExpression, program: Program): Pick<LibraryCall, 'text' | 'method'> {
  const [first, second] = call.arguments;
  const text = staticStart(first);
  for (const argument of [first, second]) {
    const object = literalOf(argument, program);
    const method = object?.properties.find((each) => each.name?.getText() === 'method');
    if (method && ts.isPropertyAssignment(method)) {
      return { text, method: ts.isStringLiteralLike(method.initializer) ? method.initializer.text : 'unknown' };
    }
  }
  return { text };
}

function staticStart(node: ts.Expression | undefined): string | undefined {
  if (!node) return undefined;
  if (ts.isStringLiteralLike(node)) return node.text;
  return ts.isTemplateExpression(node) ? node.head.text : undefined;
}

/** One connection serves one statement at a time: a client of its own, or one taken out of a pool. */
function isSingleConnection(module: string, names: readonly string[]): boolean {
  if (module === 'pg') return names[0] === 'Client' || names.slice(0, -1).includes('connect');
  if (!/^(mysql2?(\/promise)?|promise-mysql|mariadb)$/.test(module)) return false;
  return names.includes('createConnection') || names.slice(0, -1).includes('getConnection');
}

import { ts } from 'ts-morph';
import { calleeName, unwrap } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import type { AwsCall } from '../aws-requests/aws-calls.js';
import { isNotification, isReadOperation } from '../catalogue/aws-operations.js';
import type { Doing } from '../catalogue/doing.js';
import { doingOf, http, isHttpLibrary, type LibraryCall } from '../catalogue/libraries.js';
import { sql } from '../catalogue/sql.js';
import type { Foundation } from '../foundation.js';
import { type Denoted, rootOf } from '../values/value.js';
import { DELAY, type Effect, merge, NO_EFFECT, UNKNOWN } from './effect.js';
import { type Methods, methodsOf } from './http-method.js';

export function ofRequest(request: AwsCall): Effect {
  const { service, operation } = request;
  const base = { ...NO_EFFECT, partners: new Set([service]), requests: [request] };
  if (isNotification(service, operation)) return { ...base, isNotification: true };
  return isReadOperation(operation) ? { ...base, isRead: true } : { ...base, isWrite: true };
}

/** A call of a package, or of a global such as `fetch`, by what its name tells. */
export function ofLibraryCall(call: ts.CallExpression, program: Foundation): Effect {
  const callee = unwrap(call.expression);
  if (ts.isIdentifier(callee) && !lookup(callee)) return ofGlobal(callee.text, call, program);
  const effects: Effect[] = [];
  for (const value of program.values.of(callee)) {
    const root = rootOf(value);
    if (!root) continue;
    const { module, path } = root.external;
    const doing = doingOf({ module, chain: [...path, ...root.chain], ...staticArguments(call, value, program) });
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

export function ofTemplate(node: ts.TaggedTemplateExpression, program: Foundation): Effect {
  const root = program.values.of(node.tag).map(rootOf).find(Boolean);
  if (!root) return UNKNOWN;
  const text = staticText(node.template)!;
  const doing = /^\s*select\b/i.test(text) ? sql(text) : 'write';
  return ofDoing(doing, root.external.module);
}

function ofDoing(doing: Doing, partner: string): Effect {
  if (doing === 'local') return NO_EFFECT;
  if (doing === 'delay') return DELAY;
  if (doing === 'unknown') return UNKNOWN;
  // One HTTP library talks to many hosts: having it in common says nothing.
  const partners = new Set(isHttpLibrary(partner) ? [] : [partner]);
  const isAssumed = doing === 'likely-read';
  return { ...NO_EFFECT, isRead: isAssumed || doing === 'read', isAssumed, isWrite: doing === 'write', partners };
}

function ofGlobal(name: string, call: ts.CallExpression, program: Foundation): Effect {
  if (name === 'fetch') {
    const fetch = { kind: 'external', module: 'fetch', path: [] } as const;
    return ofDoing(http({ module: 'fetch', chain: [], ...staticArguments(call, fetch, program) }), 'fetch');
  }
  return looksLikeDelay(name) ? DELAY : UNKNOWN;
}

function looksLikeDelay(name: string | undefined): boolean {
  if (!name) return false;
  return /^(sleep|delay|wait|pause|backoff|setTimeout|snooze)(For|Ms|Seconds|Async|WithJitter)?$/i.test(name);
}

function staticArguments(
  call: ts.CallExpression,
  callee: Denoted,
  program: Foundation,
): Pick<LibraryCall, 'text' | 'request' | 'stages'> {
  const text = staticText(call.arguments[0]);
  const stages = stagesOf(call);
  const request = () => doingOfRequest(methodsOf(call, callee, program));
  return { request, ...(text !== undefined && { text }), ...(stages && { stages }) };
}

function doingOfRequest({ known, isAny, isOpen }: Methods): Doing {
  if (isAny || known.some((each) => !/^(get|head)$/i.test(each))) return 'write';
  return isOpen ? 'likely-read' : 'read';
}

/** What is put in between is taken for a value. */
function staticText(node: ts.Expression | undefined): string | undefined {
  if (!node) return undefined;
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(' ? ');
}

/** `collection.aggregate([{ $match }, { $out }]).toArray()` */
function stagesOf(call: ts.CallExpression): Doing | undefined {
  let at: ts.Expression = call;
  while (calleeName(at as ts.CallExpression) !== 'aggregate') {
    at = unwrap((at as ts.CallExpression).expression);
    while (ts.isPropertyAccessExpression(at)) at = unwrap(at.expression);
    if (!ts.isCallExpression(at)) return undefined;
  }
  const [given] = (at as ts.CallExpression).arguments;
  const declaration = given && ts.isIdentifier(given) ? lookup(given)?.node : undefined;
  const stages = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : given;
  if (!stages || !ts.isArrayLiteralExpression(stages)) return 'likely-read';
  if (/\$(out|merge)\b/.test(stages.getText())) return 'write';
  return stages.elements.every(ts.isObjectLiteralExpression) ? 'read' : 'likely-read';
}

/** One connection serves one statement at a time: a client of its own, or one taken out of a pool. */
function isSingleConnection(module: string, names: readonly string[]): boolean {
  if (module === 'pg') return names[0] === 'Client' || names.slice(0, -1).includes('connect');
  if (!/^(mysql2?(\/promise)?|promise-mysql|mariadb)$/.test(module)) return false;
  return names.includes('createConnection') || names.slice(0, -1).includes('getConnection');
}

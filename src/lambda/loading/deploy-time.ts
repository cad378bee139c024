import { ts } from 'ts-morph';
import { type Owner, some } from '../../ast/nodes.js';
import type { LambdaFunction } from '../../model/function.js';
import type { Program } from '../program.js';

/** Custom resources run once for a deployment: what costs milliseconds there costs nobody. */
export function isDeployTime(fn: LambdaFunction, program: Program): boolean {
  const known = answers.get(fn) ?? serveDeployments(fn, program);
  answers.set(fn, known);
  return known;
}

/** Asked for every owner of every rule; the answer takes a walk over the handler. */
const answers = new WeakMap<LambdaFunction, boolean>();

function serveDeployments(fn: LambdaFunction, program: Program): boolean {
  if (fn.eventSources.length > 0 && fn.eventSources.every((source) => source.type === 'custom-resource')) return true;
  return (program.handlers.get(fn) ?? []).some((handler) => some(handler, isResourceRequest, 'nested'));
}

/** `event.RequestType` and `event.ResponseURL` exist in CloudFormation's requests only. */
function isResourceRequest(node: ts.Node): boolean {
  return ts.isPropertyAccessExpression(node) && /^(RequestType|ResponseURL|LogicalResourceId)$/.test(node.name.text);
}

/** Only deploy-time functions reach the code. */
export function isDeployTimeOnly(owner: Owner, program: Program): boolean {
  const { functions } = program.reach.routeTo(owner);
  return functions.length > 0 && functions.every((fn) => isDeployTime(fn, program));
}

/** Only jobs on a timer reach the code: nobody waits for them, and their environment is cold or idle most of the time. */
export function isScheduledOnly(owner: Owner, program: Program): boolean {
  const { functions } = program.reach.routeTo(owner);
  return (
    functions.length > 0 &&
    functions.every((fn) => fn.eventSources.length > 0 && fn.eventSources.every((source) => source.type === 'schedule'))
  );
}

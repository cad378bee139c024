import type { CodeTarget, DeclaredFunction } from './declared.js';

/** Variables in which wrappers of monitoring tools are told the handler to call. */
const VARIABLES = ['DD_LAMBDA_HANDLER', 'NEW_RELIC_LAMBDA_HANDLER', 'LUMIGO_ORIGINAL_HANDLER', 'WRAPPED_HANDLER'];

/** Where the code of a function is: what its handler string names, or what a wrapper from a layer is told to call. */
export function codeTargetOf({ target, environment = {} }: DeclaredFunction): CodeTarget {
  if (target.kind !== 'handler-string' || !isInstalled(target.handler)) return target;
  const handler = VARIABLES.map((name) => environment[name]).find((value) => value !== undefined);
  return handler === undefined ? target : { ...target, handler };
}

/** A handler that is in a layer or a package is somebody else's. */
function isInstalled(handler: string): boolean {
  return isInLayer(handler) || /(^|\/)node_modules\//.test(handler);
}

/** Is a handler, or the file of one, what only a layer brings? */
export function isInLayer(handler: string): boolean {
  return /^\/opt\/|^newrelic-/.test(handler);
}

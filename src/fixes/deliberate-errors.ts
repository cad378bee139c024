import { ts } from 'ts-morph';
import { type CallNode, calleeName, type FunctionNode, isFunctionNode, ownerOf, walk } from '../ast/nodes.js';
import { isSwallowing } from '../lambda/effects/failure.js';
import { isLoadedTogether } from '../lambda/loading/load-time.js';
import type { Program } from '../lambda/program.js';

/** Is an error possible that the code itself raises to say something: not found, not allowed? Which comes first then matters. */
export function mayThrowOnPurpose(node: ts.Node, program: Program): boolean {
  const seen = new Set<FunctionNode>();
  const inCode = (code: ts.Node): boolean =>
    walk(
      code,
      (each) => {
        if (ts.isThrowStatement(each)) return true;
        if (ts.isCallExpression(each) && /^Promise\.reject$/.test(each.expression.getText())) return true;
        return (ts.isCallExpression(each) || ts.isNewExpression(each)) && (isThrowingName(each) || inTargets(each));
      },
      'nested',
    );
  const inTargets = (call: CallNode): boolean =>
    program.calls.targetsOf(call).some((target) => {
      if (seen.has(target) || !target.body || isSwallowing(target)) return false;
      seen.add(target);
      return inCode(target.body);
    });
  return inCode(node);
}

function isThrowingName(call: CallNode): boolean {
  return /(OrThrow|OrFail|Required|orElseThrow)$|^(assert|ensure|expect|require[A-Z])/.test(calleeName(call) ?? '');
}

/** Code around it, or around a call of its function, tells errors apart: by class, code, name or status. Which of two comes first then matters. */
export function areErrorsToldApart(node: ts.Node, program: Program): boolean {
  return isToldApartAround(node, program, new Set()) || hasErrorHandler(node.getSourceFile().fileName, program);
}

function isToldApartAround(node: ts.Node, program: Program, seen: Set<ts.Node>): boolean {
  const owner = ownerOf(node);
  for (let at = node; at !== owner && !isFunctionNode(at); at = at.parent) {
    const caughtBy =
      ts.isTryStatement(at.parent) && at.parent.tryBlock === at ? [at.parent.catchClause] : isCaughtBy(at);
    if (caughtBy.some((each) => tellsApart(each, program))) return true;
  }
  if (seen.has(owner) || !isFunctionNode(owner)) return false;
  seen.add(owner);
  return program.values.callSitesOf(owner).some((call) => isToldApartAround(call, program, seen));
}

/** `load().catch(…)`, `load().then(…, …)`: what is called when it fails. */
function isCaughtBy({ parent }: ts.Node): readonly ts.Expression[] {
  const call = parent.parent;
  if (!ts.isPropertyAccessExpression(parent) || !ts.isCallExpression(call) || call.expression !== parent) return [];
  return /^(catch|then)$/.test(parent.name.text) ? call.arguments : [];
}

/** By itself, or in a function of ours that it calls. */
function tellsApart(handler: ts.Node | undefined, program: Program, seen = new Set<ts.Node>()): boolean {
  if (!handler || seen.has(handler)) return false;
  seen.add(handler);
  const { variableDeclaration } = ts.isCatchClause(handler) ? handler : {};
  if (variableDeclaration && !ts.isIdentifier(variableDeclaration.name)) return true;
  if (TELLING_APART.test(handler.getText())) return true;
  const isCallTelling = (each: ts.Node): boolean =>
    ts.isCallExpression(each) && program.calls.targetsOf(each).some((target) => tellsApart(target, program, seen));
  return walk(handler, isCallTelling, 'nested') || isNamedTelling(handler, program, seen);
}

/** `load().catch(toResponse)` */
function isNamedTelling(handler: ts.Node, program: Program, seen: Set<ts.Node>): boolean {
  if (!ts.isIdentifier(handler)) return false;
  return program.values.of(handler).some((value) => value.kind === 'function' && tellsApart(value.node, program, seen));
}

/** Of middleware and of routers: `onError`, `setErrorHandler()`, `(error, request, response, next) => …`. */
const ERROR_HANDLER =
  /\b(onError|setErrorHandler|errorHandler|httpErrorHandler)\b|\(\s*(err|error)\s*(:[^,()]*)?,\s*\w+[^()]*,[^()]*,[^()]*\)\s*(=>|\{)/;

const OF_ERROR = /\binstanceof\b|\b\w*err(or)?\??\.(name|code|status(Code)?|\$metadata|response|type)\b/i;

function hasErrorHandler(path: string, program: Program): boolean {
  return [...program.modules.values()].some(
    ({ file }) =>
      ERROR_HANDLER.test(file.text) && OF_ERROR.test(file.text) && isLoadedTogether(file.fileName, path, program),
  );
}

const TELLING_APART =
  /\binstanceof\b|\.message\??(\.(includes|match|startsWith|indexOf|search)\b|\s*(===?|!==?))|\.(name|code|statusCode|status|httpStatusCode|\$metadata|\$fault|response|type)\b|\bswitch\b|\bis\w*Error\(|\{[^{}]*\b(name|code|status|statusCode)\b[^{}]*\}\s*=/;

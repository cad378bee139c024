import { ts } from 'ts-morph';
import { type CallNode, calleeName, type FunctionNode, isFunctionNode, isInside, ownerOf, walk } from '../ast/nodes.js';
import { isSwallowing } from '../lambda/effects/failure.js';
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

/** A `catch` around the code that tells errors apart: by class, code, name or status. */
export function areErrorsToldApart(node: ts.Node): boolean {
  const owner = ownerOf(node);
  for (let at = node.parent; at !== owner && !isFunctionNode(at); at = at.parent) {
    if (!ts.isTryStatement(at) || !at.catchClause || !isInside(node, at.tryBlock)) continue;
    if (TELLING_APART.test(at.catchClause.block.getText())) return true;
  }
  return false;
}

const TELLING_APART =
  /\binstanceof\b|\.(name|code|statusCode|status|httpStatusCode|\$metadata|\$fault|response|type)\b|\bswitch\b|\bis\w*Error\(|\{[^{}]*\b(name|code|status|statusCode)\b[^{}]*\}\s*=/;

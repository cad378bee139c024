import { ts } from 'ts-morph';
import { isAssigning, memberName, unwrap } from '../../ast/nodes.js';
import { importOf } from './texts.js';

/** Settings of a whole package that what it makes takes over when it is made: `AWS.config`, `axios.defaults`. */
const SETTINGS = /^(config|defaults)$/;

/** The module whose settings for all a node changes: `AWS.config.update(…)`, `AWS.config.region = …`, `config.update(…)`. */
export function setForAll(node: ts.Node): string | undefined {
  const changed = isAssigning(node)
    ? unwrap(node.left)
    : ts.isCallExpression(node)
      ? unwrap(node.expression)
      : undefined;
  const object = changed && isAccess(changed) ? unwrap(changed.expression) : undefined;
  if (!object || !leadsThroughSettings(object)) return undefined;
  return importOf(object);
}

/** `AWS.config.s3`, or `config` by itself where it is imported. */
function leadsThroughSettings(object: ts.Expression): boolean {
  let at = object;
  for (; isAccess(at); at = unwrap(at.expression)) if (SETTINGS.test(memberName(at) ?? '')) return true;
  return ts.isIdentifier(at) && SETTINGS.test(at.text);
}

function isAccess(node: ts.Node): node is ts.PropertyAccessExpression | ts.ElementAccessExpression {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
}

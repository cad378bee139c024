import { ts } from 'ts-morph';
import { calleeName, outermost } from '../../ast/nodes.js';
import { isReading, leavesEnvironment } from '../catalogue/environment-readers.js';
import { FILLING, isForOtherThings, PREPARING } from '../environment/environment-writes.js';
import { isPath } from './sources.js';
import { moduleImportedBy } from './texts.js';

/** Words of such calls, where nothing is made of the answer: a text without any need not be parsed. */
export const MAY_PREPARE =
  /(?<!(?:[^=]=|\breturn|[,?]|&&|\|\|)\s*)\bawait\s+[\w$.]*(secret|config|env(?!e)|param|settings?\b|ssm|vault|bootstrap|init|setup|load|populate|hydrate|inject)\w*\s*\(|env(ironment)?(vars?|variables?)?\s*\(/i;

/**
 * The package whose function may fill the environment: `await loadSecrets('/prod/')`, whose answer nobody uses, and
 * `secretsToEnv()`, whose name says so.
 */
export function preparedBy(node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const name = calleeName(node) ?? '';
  const isWaitedFor = PREPARING.test(node.expression.getText()) && isWaitedForOnly(node);
  if (!FILLING.test(name) && !isWaitedFor) return undefined;
  const module = moduleImportedBy(node.expression);
  if (module === undefined || isPath(module) || isReading(node.expression.getText())) return undefined;
  return leavesEnvironment(module) || isForOtherThings(module) ? undefined : module;
}

function isWaitedForOnly(call: ts.CallExpression): boolean {
  const { parent } = outermost(call);
  return ts.isAwaitExpression(parent) && ts.isExpressionStatement(outermost(parent).parent);
}

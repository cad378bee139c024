import { ts } from 'ts-morph';
import { some } from '../../../ast/nodes.js';
import { fillsTested } from '../fills-tested.js';
import { isLongLived, type Lifetimes } from '../long-lived.js';

/** Is `at` a branch that is entered only until it has filled what it tests? */
export function isInGuardedBranch(at: ts.Node, _node: ts.Node, lifetimes: Lifetimes): boolean {
  return isFillingChoice(at, lifetimes) || isFillingIf(at, lifetimes) || isConnectingIf(at, lifetimes);
}

/** `client ? client : (client = new X())` */
function isFillingChoice(at: ts.Node, lifetimes: Lifetimes): boolean {
  const { parent } = at;
  if (!ts.isConditionalExpression(parent) || parent.condition === at) return false;
  return fillsTested(parent.condition, at, lifetimes);
}

/** `if (!client) client = new X();` */
function isFillingIf(at: ts.Node, lifetimes: Lifetimes): boolean {
  const condition = conditionOfBranch(at);
  return condition !== undefined && fillsTested(condition, at, lifetimes);
}

/** `if (mongoose.connection.readyState !== 1) await mongoose.connect(url);`, `if (!this.client.isReady) …`: whatever it does, it connects. */
function isConnectingIf(at: ts.Node, lifetimes: Lifetimes): boolean {
  const condition = conditionOfBranch(at);
  return condition !== undefined && some(condition, (each) => isStateOfConnection(each, lifetimes));
}

const CONNECTED =
  /^(is)?(readyState|ready|connected|initialized|isInitialized|open|isReady|isConnected|isOpen|status)$/i;

function isStateOfConnection(node: ts.Node, lifetimes: Lifetimes): boolean {
  return (
    ts.isPropertyAccessExpression(node) && CONNECTED.test(node.name.text) && isLongLived(node.expression, lifetimes)
  );
}

/** Of the `if` that `at` is what happens under, or else under. */
function conditionOfBranch(at: ts.Node): ts.Expression | undefined {
  const { parent } = at;
  return ts.isIfStatement(parent) && parent.expression !== at ? parent.expression : undefined;
}

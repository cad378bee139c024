import type { CallNode } from '../../ast/nodes.js';
import { rootOf } from '../values/value.js';
import type { Values } from '../values/values.js';

/** Wrappers of handlers that call what makes the handler anew on every invocation; by package and name. */
const PER_INVOCATION: ReadonlySet<string> = new Set(['aws-embedded-metrics.metricScope']);

export function isRunPerInvocation(call: CallNode, values: Values): boolean {
  return values.of(call.expression).some((value) => {
    const root = rootOf(value);
    return !!root && PER_INVOCATION.has([root.external.module, ...root.external.path, ...root.chain].join('.'));
  });
}

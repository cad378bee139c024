import { ts } from 'ts-morph';
import { memberName, unwrap, walk } from '../../ast/nodes.js';
import type { Program } from '../program.js';
import { mayBeEnvironment } from './environment.js';

/** `REGION` of `process.env.REGION`. */
export function variableRead(node: ts.Node, program: Program): string | undefined {
  const name = memberName(node);
  if (name === undefined || name === 'env') return undefined;
  return mayBeEnvironment(unwrap((node as ts.PropertyAccessExpression).expression), program) ? name : undefined;
}

/** More calls than these are no helper that gives an option. */
const MOST_CALLED = 50;

/** Variables that functions of ours read which are called there: `regionOf()`. */
export function readByCalls(start: ts.Node, program: Program): ReadonlySet<string> {
  const variables = new Set<string>();
  const called = new Set<ts.Node>([start]);
  // A set also walks over what is added on the way.
  for (const code of called) {
    if (called.size > MOST_CALLED) break;
    const visit = (node: ts.Node): void => {
      const name = code === start ? undefined : variableRead(node, program);
      if (name !== undefined) variables.add(name);
      if (ts.isCallExpression(node) || ts.isNewExpression(node))
        for (const target of program.calls.targetsOf(node)) called.add(target);
    };
    walk(code, visit, 'nested');
  }
  return variables;
}

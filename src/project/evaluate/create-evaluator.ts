import type { ts } from 'ts-morph';
import type { Workspace } from '../workspace.js';
import { call, callFunction } from './calls.js';
import type { Evaluator } from './evaluator.js';
import { evaluate } from './expressions.js';
import { Journal } from './journal.js';

/** The largest program of the field uses all of it; most use a hundredth. */
const FUEL = 1_000_000;

/** @param entered what other runs over the same code have entered already; this one adds to it. */
export function createEvaluator(workspace: Workspace, cwd: string, entered = new Set<ts.Node>()): Evaluator {
  const evaluator: Evaluator = {
    workspace,
    cwd,
    modules: new Map(),
    created: [],
    calls: [],
    loops: [],
    openCalls: [],
    entered,
    calledBack: new Map(),
    seen: new Map(),
    frames: [],
    fuel: FUEL,
    isCutShort: false,
    nesting: 0,
    journal: new Journal(),
    evaluate: (node, scope) => evaluate(evaluator, node, scope),
    call: (callee, args, node) => call(evaluator, callee, args, node),
    run: (callee, args) => callFunction(evaluator, callee, args),
  };
  return evaluator;
}

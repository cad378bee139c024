import type { ts } from 'ts-morph';
import type { CallNode, FunctionNode } from '../../ast/nodes.js';
import { createClassIndex } from '../modules/class-index.js';
import type { ModuleGraph } from '../modules/modules.js';
import { createAssignmentIndex } from './assignments.js';
import { returnedValues } from './calls.js';
import { ofDeclaration } from './declarations.js';
import { of } from './evaluate.js';
import type { Evaluation } from './evaluation.js';
import { exported } from './imports.js';
import { member, membersOf } from './members.js';
import { createMemory } from './memory.js';
import type { Denoted } from './value.js';

/** Answers what an expression denotes. Several answers are possible; none means unknown. */
export interface Values {
  of(expression: ts.Expression): readonly Denoted[];
  member(value: Denoted, name: string): readonly Denoted[];
  /** What a function of ours gives back. */
  returned(node: FunctionNode): readonly Denoted[];
  /** What a module exports under a name; `default` for the default export. */
  exported(path: string, name: string): readonly Denoted[];
  /** Learns who calls a function, so that its parameters get values. True when that is news. */
  addCallSite(callee: FunctionNode, call: CallNode): boolean;
  callSitesOf(callee: FunctionNode): readonly CallNode[];
  /** Forgets answers that new call sites may have changed. */
  refresh(): void;
}

export function createValues(graph: ModuleGraph): Values {
  const callSites = new Map<FunctionNode, CallNode[]>();
  const callSitesOf = (callee: FunctionNode): readonly CallNode[] => callSites.get(callee) ?? [];
  const memory = createMemory();
  const assigned = createAssignmentIndex(graph);
  const evaluation: Evaluation = {
    graph,
    assigned,
    classes: createClassIndex(graph),
    memory,
    callSitesOf,
    of: (expression) => of(evaluation, expression),
    declared: (node) => memory.values(node, () => ofDeclaration(evaluation, node)),
    membersOf: (values, name) => membersOf(evaluation, values, name),
    returnsOf: (callee) => returnedValues(evaluation, callee),
  };
  return {
    of: evaluation.of,
    member: (value, name) => member(evaluation, value, name),
    returned: evaluation.returnsOf,
    exported: (path, name) => exported(evaluation, path, name),
    addCallSite: (callee, call) => {
      const sites = callSites.get(callee);
      if (sites?.includes(call)) return false;
      if (sites) sites.push(call);
      else callSites.set(callee, [call]);
      return true;
    },
    callSitesOf,
    refresh: () => memory.forgetProvisional(),
  };
}

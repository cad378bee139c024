import type { ts } from 'ts-morph';
import { type CallNode, type FunctionNode, unwrap } from '../../ast/nodes.js';
import { once } from '../../lib/memoise.js';
import { createClassIndex } from '../modules/class-index.js';
import type { ModuleGraph } from '../modules/modules.js';
import { createAssignmentIndex } from './assignments.js';
import { type CallSites, createCallSites } from './call-sites.js';
import { returnedValues } from './calls.js';
import { createCertainLists } from './certain-lists.js';
import { ofDeclaration } from './declarations.js';
import { of } from './evaluate.js';
import type { Evaluation, Injection, Lists } from './evaluation.js';
import { exported } from './imports.js';
import { createInjection, NO_INJECTION } from './injection.js';
import { createLists } from './lists.js';
import { member, membersOf } from './members.js';
import { createMemory, type Memory } from './memory.js';
import type { Denoted } from './value.js';

/** Answers what an expression denotes. Several answers are possible; none means unknown. */
export interface Values {
  of(expression: ts.Expression): readonly Denoted[];
  member(value: Denoted, name: string): readonly Denoted[];
  /** What a function of ours gives back. */
  returned(node: FunctionNode): readonly Denoted[];
  /** What a module exports under a name; `default` for the default export. */
  exported(path: string, name: string): readonly Denoted[];
  /** Where functions are called, so that their parameters get values. */
  readonly sites: CallSites;
  callSitesOf(callee: FunctionNode): readonly CallNode[];
  /** Forgets answers that new call sites may have changed. */
  refresh(): void;
  /** Is it known what the expression denotes, whatever else is learnt of call sites? */
  isKept(expression: ts.Expression): boolean;
  /** Does what is asked for meanwhile stand on lists and the like? */
  isDoubtful(ask: () => void): boolean;
}

export interface AllValues {
  /** Also what lists and maps may hold, and what is handed from there to loops and callbacks; enough to follow calls. */
  readonly possible: Values;
  /**
   * Without what somebody else may add to; enough to change code. Asked only after all call sites are known to the other, whose sure
   * answers it shares.
   */
  readonly certain: Values;
}

export function createValues(graph: ModuleGraph): AllValues {
  const shared = { graph, assigned: createAssignmentIndex(graph), classes: createClassIndex(graph) };
  const memory = createMemory();
  const sites = createCallSites();
  return {
    possible: createEvaluation(shared, memory, sites, createLists, createInjection),
    certain: createEvaluation(
      shared,
      createMemory(memory.sure),
      createCallSites(sites),
      createCertainLists,
      () => NO_INJECTION,
    ),
  };
}

function createEvaluation(
  shared: Pick<Evaluation, 'graph' | 'assigned' | 'classes'>,
  memory: Memory,
  sites: CallSites,
  listsOf: (e: Evaluation) => Lists,
  injectionOf: (e: Evaluation) => Injection,
): Values {
  const lists = once((): Lists => listsOf(evaluation));
  const injection = once((): Injection => injectionOf(evaluation));
  const evaluation: Evaluation = {
    ...shared,
    memory,
    sites,
    get lists() {
      return lists();
    },
    get injection() {
      return injection();
    },
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
    sites,
    callSitesOf: sites.of,
    refresh: () => memory.forgetProvisional(),
    isKept: (expression) => memory.isKept(unwrap(expression)),
    isDoubtful: memory.isDoubtful,
  };
}

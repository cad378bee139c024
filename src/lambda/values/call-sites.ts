import type { ts } from 'ts-morph';
import type { CallNode, FunctionNode } from '../../ast/nodes.js';

/** Where functions are called, and where they are handed to a call that may give them elements of a list. */
export interface CallSites {
  of(callee: FunctionNode): readonly CallNode[];
  /** Those that somebody who changes code may count on. */
  sureOf(callee: FunctionNode): readonly CallNode[];
  handedAt(callee: FunctionNode): readonly ts.CallExpression[];
  /** Are there others? */
  areDoubtful(callee: FunctionNode): boolean;
  /** True when that is news. */
  add(callee: FunctionNode, call: CallNode, isDoubtful: boolean): boolean;
  addHanded(callee: FunctionNode, call: ts.CallExpression): boolean;
}

/** With the sure ones of another. */
export function createCallSites(other?: CallSites): CallSites {
  const sure = new Map<FunctionNode, CallNode[]>();
  const doubtful = new Map<FunctionNode, CallNode[]>();
  const handed = new Map<FunctionNode, ts.CallExpression[]>();
  const sureOf = (callee: FunctionNode): readonly CallNode[] => [
    ...(other?.sureOf(callee) ?? []),
    ...(sure.get(callee) ?? []),
  ];
  return {
    sureOf,
    of: (callee) => [...sureOf(callee), ...(doubtful.get(callee) ?? [])],
    handedAt: (callee) => handed.get(callee) ?? [],
    areDoubtful: (callee) => doubtful.has(callee),
    add: (callee, call, isDoubtful) => {
      if (sureOf(callee).includes(call)) return false;
      return addTo(isDoubtful ? doubtful : sure, callee, call);
    },
    addHanded: (callee, call) => addTo(handed, callee, call),
  };
}

function addTo<Site>(sites: Map<FunctionNode, Site[]>, callee: FunctionNode, call: Site): boolean {
  const known = sites.get(callee);
  if (known?.includes(call)) return false;
  if (known) known.push(call);
  else sites.set(callee, [call]);
  return true;
}

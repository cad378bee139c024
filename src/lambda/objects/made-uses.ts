import { ts } from 'ts-morph';
import { memberName, unwrap, walk } from '../../ast/nodes.js';
import { oncePer } from '../../lib/memoise.js';
import type { Program } from '../program.js';
import { thingOf } from '../values/thing.js';
import { exposuresOf } from './writes.js';

/** What some code does to a thing that a call or `new` made, wherever it got it from. */
export type MadeUse =
  | 'ended' // closed, which others who share it would not survive
  | 'changed' // settings, middleware or listeners are added, which would pile up
  | 'compared'; // told apart from another one

const ENDING = /^(end|destroy|close|quit|disconnect|release|terminate|shutdown|dispose|\$disconnect)$/;
const CHANGING =
  /^(middlewareStack|interceptors|defaults|on|once|addListener|prependListener|setMaxListeners|setBaseUrl|customizeRequests|use|\$use|\$on|\$extends)$/;
/** A module without any of these is not walked. */
const ANY =
  /[!=]==?|\.(end|destroy|close|quit|disconnect|release|terminate|shutdown|dispose|\$|middleware|interceptors|defaults|on|add|prepend|set|customize|use)/;

const usesIn = oncePer(collectUses);

export function usesOfMade(node: ts.Node, program: Program): ReadonlySet<MadeUse> {
  const uses = new Set(usesIn(program).get(node));
  if (exposuresOf(node, program).some(({ isHandedOver }) => !isHandedOver)) uses.add('changed');
  return uses;
}

function collectUses(program: Program): ReadonlyMap<ts.Node, ReadonlySet<MadeUse>> {
  const all = new Map<ts.Node, Set<MadeUse>>();
  const add = (object: ts.Expression, use: MadeUse): void => {
    for (const value of program.values.of(object)) {
      const thing = value.kind === 'made' ? thingOf(value) : undefined;
      if (thing === undefined || typeof thing === 'string') continue;
      all.set(thing, (all.get(thing) ?? new Set()).add(use));
    }
  };
  const visit = (node: ts.Node): void => {
    const name = memberName(node);
    if (name !== undefined) {
      const { expression } = node as ts.PropertyAccessExpression;
      if (ENDING.test(name)) add(expression, 'ended');
      else if (CHANGING.test(name)) add(expression, 'changed');
    } else if (ts.isBinaryExpression(node) && isComparing(node)) {
      add(node.left, 'compared');
      add(node.right, 'compared');
    }
  };
  for (const { file } of program.modules.values()) if (ANY.test(file.text)) walk(file, visit, 'nested');
  return all;
}

/** Two things with each other; `=== undefined` asks whether there is one. */
function isComparing({ operatorToken: { kind }, left, right }: ts.BinaryExpression): boolean {
  const isEquality =
    kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsEqualsToken ||
    kind === ts.SyntaxKind.EqualsEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsToken;
  return isEquality && [left, right].every(isThing);
}

function isThing(node: ts.Expression): boolean {
  const at = unwrap(node);
  if (ts.isIdentifier(at)) return at.text !== 'undefined';
  return ts.isCallExpression(at) || memberName(at) !== undefined;
}

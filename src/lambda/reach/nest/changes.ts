import { ts } from 'ts-morph';
import { changedBy } from '../../../ast/member-changes.js';
import { calleeName, isMemberAccess, memberName, unwrap, walk } from '../../../ast/nodes.js';
import { lookup } from '../../../ast/scope.js';
import type { ModuleGraph } from '../../modules/modules.js';
import { type Denoted, rootOf } from '../../values/value.js';
import type { Values } from '../../values/values.js';

/** Something that is done to a list, an object or a class after it is made. */
export interface ListChange {
  readonly node: ts.Node;
  /** Of the member; any where it is not known. */
  readonly name?: string;
  /** Somebody gets it who may do anything to it, and whom we cannot see into. */
  readonly isHandedOver?: boolean;
}

export interface ListChanges {
  of(node: ts.Node): readonly ListChange[];
  /** The lists of some module are changed, and it cannot be told whose. */
  readonly areLost: boolean;
}

/** What the modules list. */
const LISTS = /^(?:controllers|imports|providers)$/;

/** What files do to things after they are made. */
export function listChangesIn(files: ReadonlySet<string>, graph: ModuleGraph, values: Values): ListChanges {
  const all = new Map<ts.Node, ListChange[]>();
  const add = (things: readonly Denoted[], change: ListChange): void => {
    for (const value of things) {
      if ('node' in value && value.node) all.set(value.node, [...(all.get(value.node) ?? []), change]);
    }
  };
  let areLost = false;
  const visit = (node: ts.Node): void => {
    for (const { object, name } of changedBy(node)) {
      const things = values.of(object);
      add(things, name === undefined ? { node } : { node, name });
      areLost ||= things.length === 0 && LISTS.test(listIn(object, name) ?? '');
    }
    for (const given of handedOverBy(node, values)) add(values.of(given), { node, isHandedOver: true });
    areLost ||= isMetadataSet(node);
  };
  for (const path of files) {
    const file = graph.modules.get(path)?.file;
    if (file) walk(file, visit, 'nested');
  }
  return { of: (node) => all.get(node) ?? [], areLost };
}

/** `controllers` of `x.controllers = …` and `x.controllers.push(…)`; what stands in a variable of ours is known. */
function listIn(object: ts.Expression, name: string | undefined): string | undefined {
  return name ?? (isMemberAccess(object) ? memberName(object) : undefined);
}

/** `Reflect.defineMetadata('controllers', …)` */
function isMetadataSet(node: ts.Node): boolean {
  if (!ts.isCallExpression(node) || calleeName(node) !== 'defineMetadata') return false;
  const [key] = node.arguments;
  return !key || !ts.isStringLiteralLike(key) || LISTS.test(key.text);
}

/** What a call is given by its name, where it is no function of ours and nothing that leaves alone what it is given. */
function handedOverBy(node: ts.Node, values: Values): readonly ts.Expression[] {
  if (!ts.isCallExpression(node) || ts.isDecorator(node.parent)) return [];
  const given = node.arguments.filter((each) => isName(unwrap(each)));
  if (given.length === 0 || isLeavingAlone(node.expression)) return [];
  const called = values.of(node.expression);
  const isKnown = called.some((value) => value.kind === 'function' || value.kind === 'class' || isOfNest(value));
  return isKnown ? [] : given;
}

const isName = (node: ts.Expression): boolean => ts.isIdentifier(node) || isMemberAccess(node);

function isOfNest(value: Denoted): boolean {
  return rootOf(value)?.external.module.startsWith('@nestjs/') === true;
}

/** Globals that look only, and methods of lists, which change the list and not what they are given. */
function isLeavingAlone(callee: ts.Expression): boolean {
  const node = unwrap(callee);
  if (!ts.isPropertyAccessExpression(node)) return ts.isIdentifier(node) && /^(?:String|Boolean)$/.test(node.text);
  const owner = unwrap(node.expression);
  if (/^(?:concat|push|unshift|splice|includes|indexOf|add|set|has|get|then)$/.test(node.name.text)) return true;
  if (!ts.isIdentifier(owner) || lookup(owner)) return false;
  return (
    /^(?:console|JSON|Promise|Boolean|String)$/.test(owner.text) ||
    (owner.text === 'Array' && /^(?:from|of|isArray)$/.test(node.name.text)) ||
    (owner.text === 'Object' && /^(?:keys|values|entries)$/.test(node.name.text))
  );
}

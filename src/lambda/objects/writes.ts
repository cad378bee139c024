import { ts } from 'ts-morph';
import { isAssigning, isMemberAccess, isStepping, memberName, ownerOf, unwrap, walk } from '../../ast/nodes.js';
import { oncePer } from '../../lib/memoise.js';
import type { Foundation } from '../foundation.js';
import { type Thing, thingOf } from '../values/thing.js';
import { rootOf } from '../values/value.js';
import { contentOf } from './content.js';
import { type HandedOver, handedOverBy, isUnknownModule } from './handing-over.js';

/** A member that a node sets, takes away or adds; without a name where it may be any. */
export interface MemberChange {
  readonly object: ts.Expression;
  readonly name?: string;
  /** By a method of lists and maps: `push`, `set`. Things that packages make have methods of the same names. */
  readonly isFilled?: boolean;
}

const FILLING = /^(push|pop|shift|unshift|set|add|append|splice|sort|reverse|fill|copyWithin|delete|clear)$/;
const STATIC = /^(Object|Reflect)\.(assign|defineProperty|defineProperties|setPrototypeOf|set|deleteProperty)$/;

/** What a node by itself changes in an object: assignments, steps, `delete`, and the calls of the language that fill. */
export function changedBy(node: ts.Node): readonly MemberChange[] {
  if (isAssigning(node)) return targetsIn(node.left);
  if (isStepping(node)) return targetsIn(node.operand);
  if (ts.isDeleteExpression(node)) return targetsIn(node.expression);
  if ((ts.isForOfStatement(node) || ts.isForInStatement(node)) && ts.isExpression(node.initializer))
    return targetsIn(node.initializer);
  if (!ts.isCallExpression(node)) return [];
  const [first, second] = node.arguments;
  if (first && STATIC.test(node.expression.getText())) {
    const name = second && ts.isStringLiteralLike(second) ? second.text : undefined;
    return [{ object: unwrap(first), ...(name !== undefined && { name }) }];
  }
  const isFilling = FILLING.test(memberName(node.expression) ?? '');
  return isFilling
    ? [{ object: unwrap((node.expression as ts.PropertyAccessExpression).expression), isFilled: true }]
    : [];
}

function targetsIn(node: ts.Expression): readonly MemberChange[] {
  const target = unwrap(node);
  if (ts.isArrayLiteralExpression(target)) return target.elements.flatMap(targetsIn);
  if (ts.isObjectLiteralExpression(target))
    return target.properties.flatMap((each) => {
      if (ts.isSpreadAssignment(each)) return targetsIn(each.expression);
      return ts.isPropertyAssignment(each) ? targetsIn(each.initializer) : [];
    });
  if (ts.isSpreadElement(target)) return targetsIn(target.expression);
  if (isAssigning(target)) return targetsIn(target.left);
  if (!isMemberAccess(target)) return [];
  const name = memberName(target);
  return [{ object: unwrap(target.expression), ...(name !== undefined && { name }) }];
}

/** A place where a thing is changed, or where others get it who may change it. */
export interface Exposure {
  readonly node: ts.Node;
  /** Of the member; any where it is not known. */
  readonly name?: string;
  /** By a function that we cannot see into. */
  readonly isHandedOver: boolean;
}

const exposuresIn = oncePer(collectExposures);

/** Everything that changes a thing after it was made. All modules are looked through once a run, when somebody first asks. */
export function exposuresOf(thing: Thing, program: Foundation): readonly Exposure[] {
  return exposuresIn(program).get(thing) ?? [];
}

function collectExposures(program: Foundation): ReadonlyMap<Thing, readonly Exposure[]> {
  const all = new Map<Thing, Exposure[]>();
  const add = (thing: Thing, exposure: Exposure): void => {
    const list = all.get(thing);
    if (list) list.push(exposure);
    else all.set(thing, [exposure]);
  };
  const addChange = ({ object, name, isFilled }: MemberChange, node: ts.Node): void => {
    for (const value of program.values.of(object)) {
      const thing = thingOf(value);
      if (thing === undefined || (isFilled && rootOf(value))) continue;
      add(thing, { node, isHandedOver: false, ...(name !== undefined && { name }) });
    }
  };
  const addHandedOver = ({ given, to, part }: HandedOver): void => {
    for (const value of program.values.of(given)) {
      if (part === 'exports' && value.kind !== 'module') continue;
      const own = part === 'all' ? thingOf(value) : undefined;
      const things = own === undefined ? [] : [own];
      for (const thing of [...things, ...contentOf(value, program)]) add(thing, { node: to, isHandedOver: true });
    }
  };
  const visit = (node: ts.Node): void => {
    for (const change of changedBy(node)) addChange(change, node);
    for (const each of handedOverBy(node, program)) addHandedOver(each);
    if (!isUnknownModule(node)) return;
    for (const path of program.modules.keys())
      for (const thing of contentOf({ kind: 'module', path }, program)) add(thing, { node, isHandedOver: true });
  };
  for (const { file } of program.modules.values()) walk(file, visit, 'nested');
  return all;
}

/** Changed while its own module was being loaded, and so before anybody else could look at it. */
export function isWhileMade({ node }: Exposure, thing: Thing): boolean {
  const home = typeof thing === 'string' ? thing : thing.getSourceFile().fileName;
  return ts.isSourceFile(ownerOf(node)) && node.getSourceFile().fileName === home;
}

import { ts } from 'ts-morph';
import { changedBy, type MemberChange } from '../../ast/member-changes.js';
import { ownerOf, walk } from '../../ast/nodes.js';
import { oncePer } from '../../lib/memoise.js';
import type { Foundation } from '../foundation.js';
import { type Thing, thingOf } from '../values/thing.js';
import { rootOf } from '../values/value.js';
import { contentOf } from './content.js';
import { type HandedOver, handedOverBy, isUnknownModule } from './handing-over.js';

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

import type { ts } from 'ts-morph';
import { type Owner, ownerOf } from '../../../ast/nodes.js';
import { groupBy } from '../../../lib/group.js';
import { oncePer } from '../../../lib/memoise.js';
import type { Program } from '../../program.js';
import type { Caller } from '../../reach/route.js';
import { type Arm, armsAround } from './arms.js';
import { rareRoutes, routeCallAround } from './routes.js';
import { type RareStrength, strengthOf, type Touching } from './strength.js';

/** A place that only some invocations come to. */
export interface RarePlace {
  /** The arm of a branch, or the call that registers a route. */
  readonly node: ts.Node;
  readonly kind: Arm['kind'] | 'route';
  readonly strength: RareStrength;
}

export interface Rarity {
  /** The places that lead to it, all of them rare; `undefined` where an ordinary invocation comes by. */
  placesOf(use: ts.Node): readonly RarePlace[] | undefined;
}

/** Which of the places that need something do only some invocations reach, while others do their work without? */
export function rarityOf(uses: readonly ts.Node[], program: Program): Rarity {
  const callers = callersOf(program);
  const touchingOwners = ownersLeadingTo(uses.map(ownerOf), callers);
  const touching = createTouching(uses, touchingOwners, callers);
  const routes = rareRoutes(program, (owner) => touchingOwners.has(owner));
  const places = new Map<ts.Node, RarePlace | undefined>();
  const placeOf = (node: ts.Node): RarePlace | undefined => {
    if (!places.has(node)) places.set(node, rareArm(node, touching, program) ?? rareRoute(node, routes));
    return places.get(node);
  };
  const ways = entering(touchingOwners, program, placeOf);
  return {
    placesOf: (use) => {
      const owner = ownerOf(use);
      const own = placeOf(use);
      if (own) return [own];
      if (ways.ordinary.has(owner)) return undefined;
      // Of two ways to say it, the shorter.
      const near = nearestTo(owner, callers, placeOf);
      const gates = gatesTo(owner, callers, ways);
      const places = near.length <= gates.length || gates.length === 0 ? near : gates;
      return places.length > 0 ? places : undefined;
    },
  };
}

/** The outermost of the strongest ways around the node, unless it is passed once in every environment. */
function rareArm(node: ts.Node, touching: Touching, program: Program): RarePlace | undefined {
  if (program.reach.isMemoised(node)) return undefined;
  let best: RarePlace | undefined;
  for (const arm of armsAround(node)) {
    const strength = strengthOf(arm, touching, program);
    if (strength && !(best?.strength === 'strong' && strength === 'weak')) best = { ...arm, strength };
  }
  return best;
}

function rareRoute(node: ts.Node, routes: ReadonlySet<ts.CallExpression>): RarePlace | undefined {
  const call = routeCallAround(node);
  return call && routes.has(call) ? { node: call, kind: 'route', strength: 'strong' } : undefined;
}

/** How invocations come to the code: without a rare place on the way, and through which of them. */
interface Entering {
  readonly ordinary: ReadonlySet<Owner>;
  /** The rare places where ordinary code, or a library, enters an owner. */
  readonly gates: ReadonlyMap<Owner, readonly RarePlace[]>;
}

function entering(
  leading: ReadonlySet<Owner>,
  program: Program,
  placeOf: (node: ts.Node) => RarePlace | undefined,
): Entering {
  const ordinary = new Set<Owner>();
  const gates = new Map<Owner, RarePlace[]>();
  const enter = (target: Owner, through: readonly ts.Node[]): void => {
    // What leads nowhere near makes up most of a program.
    if (!leading.has(target) || ordinary.has(target)) return;
    const places = through.map(placeOf);
    if (places.length === 0 || places.includes(undefined)) ordinary.add(target);
    else gates.set(target, [...(gates.get(target) ?? []), ...places.filter((each) => each !== undefined)]);
  };
  for (const { node, handedOver = [] } of program.reach.roots) enter(node, handedOver);
  for (const owner of ordinary) for (const { target, node } of program.calls.edgesFrom(owner)) enter(target, [node]);
  return { ordinary, gates };
}

type Callers = ReadonlyMap<Owner, readonly Caller[]>;

const callersOf = oncePer(findCallers);

function findCallers({ modules, calls }: Program): Callers {
  const callers = new Map<Owner, Caller[]>();
  for (const { facts } of modules.values()) {
    for (const owner of facts.owners.keys()) {
      for (const edge of calls.edgesFrom(owner)) {
        const list = callers.get(edge.target);
        if (list) list.push({ owner, edge });
        else callers.set(edge.target, [{ owner, edge }]);
      }
    }
  }
  return callers;
}

function ownersLeadingTo(owners: readonly Owner[], callers: Callers): ReadonlySet<Owner> {
  const leading = new Set(owners);
  for (const each of leading) for (const { owner } of callers.get(each) ?? []) leading.add(owner);
  return leading;
}

/** Does a stretch of code use it, or enter something that does? */
function createTouching(uses: readonly ts.Node[], owners: ReadonlySet<Owner>, callers: Callers): Touching {
  const nodes = [...uses, ...[...owners].flatMap((owner) => (callers.get(owner) ?? []).map(({ edge }) => edge.node))];
  const byFile = groupBy(nodes, (node) => node.getSourceFile());
  return (part) => (byFile.get(part.getSourceFile()) ?? []).some(({ pos, end }) => part.pos <= pos && end <= part.end);
}

/** Backwards to the rare places that are met first. */
function nearestTo(
  owner: Owner,
  callers: Callers,
  placeOf: (node: ts.Node) => RarePlace | undefined,
): readonly RarePlace[] {
  const places = new Map<ts.Node, RarePlace>();
  const seen = new Set([owner]);
  for (const each of seen) {
    for (const { owner: caller, edge } of callers.get(each) ?? []) {
      const place = placeOf(edge.node);
      if (place) places.set(place.node, place);
      else seen.add(caller);
    }
  }
  return [...places.values()];
}

/** Backwards to the gates. */
function gatesTo(owner: Owner, callers: Callers, { ordinary, gates }: Entering): readonly RarePlace[] {
  const places = new Map<ts.Node, RarePlace>();
  const seen = new Set([owner]);
  for (const each of seen) {
    for (const place of gates.get(each) ?? []) places.set(place.node, place);
    for (const { owner: caller } of callers.get(each) ?? []) if (!ordinary.has(caller)) seen.add(caller);
  }
  return [...places.values()];
}

import type { ts } from 'ts-morph';
import { type Owner, ownerOf } from '../../ast/nodes.js';
import { groupBy } from '../../model/group-by.js';
import type { Edge } from '../call-graph.js';
import type { Program } from '../program.js';
import type { Root } from '../reach.js';
import { type Arm, armsAround } from './arms.js';
import { routeCallAround, rareRoutes } from './routes.js';
import { type Strength, strengthOf, type Touching } from './strength.js';

/** A place that only some invocations come to. */
export interface RarePlace {
  /** The arm of a branch, or the call that registers a route. */
  readonly node: ts.Node;
  readonly kind: Arm['kind'] | 'route';
  readonly strength: Strength;
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
  const ordinary = ownersEnteredOrdinarily(program, placeOf);
  return {
    placesOf: (use) => {
      const own = placeOf(use);
      if (own) return [own];
      const owner = ownerOf(use);
      if (ordinary.has(owner)) return undefined;
      return placesLeadingTo(owner, callers, placeOf);
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

/** Everything that invocations enter without a rare place on the way. */
function ownersEnteredOrdinarily(program: Program, placeOf: (node: ts.Node) => RarePlace | undefined): Set<Owner> {
  const isRareEntry = ({ handedOver = [] }: Root): boolean =>
    handedOver.length > 0 && handedOver.every((node) => placeOf(node) !== undefined);
  const entries = program.reach.entries.filter((root) => !isRareEntry(root)).map(({ node }) => node);
  const entered = new Set<Owner>(entries);
  for (const owner of entered) {
    for (const { target, node } of program.calls.edgesFrom(owner)) if (!placeOf(node)) entered.add(target);
  }
  return entered;
}

interface Caller {
  readonly owner: Owner;
  readonly edge: Edge;
}

type Callers = ReadonlyMap<Owner, readonly Caller[]>;

const known = new WeakMap<Program, Callers>();

function callersOf(program: Program): Callers {
  const found = known.get(program) ?? findCallers(program);
  known.set(program, found);
  return found;
}

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

/** Backwards to the rare places; only the way that leads there from a handler counts. */
function placesLeadingTo(
  owner: Owner,
  callers: Callers,
  placeOf: (node: ts.Node) => RarePlace | undefined,
): readonly RarePlace[] | undefined {
  const places = new Map<ts.Node, RarePlace>();
  const seen = new Set([owner]);
  for (const each of seen) {
    for (const { owner: caller, edge } of callers.get(each) ?? []) {
      const place = placeOf(edge.node);
      if (place) places.set(place.node, place);
      else seen.add(caller);
    }
  }
  return places.size > 0 ? [...places.values()] : undefined;
}

import { ts } from 'ts-morph';
import { type FunctionNode, hasModifier, isFunctionNode, isInside, isLoop, ownerOf } from '../../ast/nodes.js';
import type { RarePlace } from '../../lambda/loading/rare/rarity.js';

export interface RareUse {
  readonly use: ts.Identifier;
  /** What leads there. */
  readonly places: readonly RarePlace[];
}

/** Where a package is loaded from now on: in front of the first statement that needs it. */
export interface Spot {
  readonly before: ts.Statement;
  readonly names: ReadonlySet<string>;
  /** The statement is all there is to an `if`, without braces. */
  readonly isBare: boolean;
}

/** One for each branch, or for each function where the whole function is rare; `undefined` where one of them cannot wait. */
export function spotsFor(rare: readonly RareUse[], isAwaited: boolean): readonly Spot[] | undefined {
  const homes = rare.map(({ use, places }) => ({ use, home: homeOf(use, places, isAwaited) }));
  if (!homes.every((each): each is { use: ts.Identifier; home: ts.Node } => each.home !== undefined)) return undefined;
  const all = new Set(homes.map(({ home }) => home));
  const outer = [...all].filter((home) => ![...all].some((other) => other !== home && isInside(home, other)));
  const groups = outer.map((home) => ({ home, uses: homes.filter((each) => isInside(each.home, home)) }));
  const spots = groups.map(({ home, uses }) =>
    spotIn(
      home,
      uses.map(({ use }) => use),
    ),
  );
  return spots.every((each) => each !== undefined) && !sharesSwitch(spots) ? spots : undefined;
}

/** The block that has to hold the load: of the branch, or of the function. */
function homeOf(use: ts.Node, places: readonly RarePlace[], isAwaited: boolean): ts.Node | undefined {
  const arm = places.find(({ node, kind }) => kind !== 'route' && node !== use && isInside(use, node))?.node;
  const routes = places.filter(({ kind }) => kind === 'route').map(({ node }) => node);
  const holder = holderOf(use, arm, routes, isAwaited);
  if (!holder?.body || !ts.isBlock(holder.body) || !isInside(use, holder.body)) return undefined;
  if (!arm || !isInside(arm, holder.body)) return holder.body;
  if (ts.isBlock(arm) || ts.isCaseClause(arm)) return arm;
  return ts.isStatement(arm) && ts.isIfStatement(arm.parent) && arm.parent.thenStatement === arm ? arm : undefined;
}

/** The function that loads: through callbacks outwards to one that can wait, and no further than the branch. */
function holderOf(
  use: ts.Node,
  arm: ts.Node | undefined,
  routes: readonly ts.Node[],
  isAwaited: boolean,
): FunctionNode | undefined {
  for (let at = ownerOf(use); isFunctionNode(at); at = ownerOf(at)) {
    const isInArm = !!arm && isInside(at, arm);
    if (!isInArm && (!isAwaited || canWait(at))) return at;
    if (isInArm && canWait(at) && isAwaited) return at;
    if ((arm && !isInArm) || !isInlineCallback(at) || routes.includes(at.parent)) return isAwaited ? undefined : at;
  }
  return undefined;
}

function canWait(node: FunctionNode): boolean {
  const isGenerator = 'asteriskToken' in node && node.asteriskToken !== undefined;
  return hasModifier(node, ts.SyntaxKind.AsyncKeyword) && !isGenerator;
}

function isInlineCallback(node: ts.Node): boolean {
  const { parent } = node;
  return (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression !== node;
}

function spotIn(home: ts.Node, uses: readonly ts.Identifier[]): Spot | undefined {
  const names = new Set(uses.map(({ text }) => text));
  if (!ts.isBlock(home) && !ts.isCaseClause(home)) return { before: home as ts.Statement, names, isBare: true };
  const lists = uses.map((use) => listsAround(use, home));
  const list = lists[0]?.find((each) => lists.every((others) => others.includes(each)));
  const first = Math.min(...uses.map(({ pos }) => pos));
  const before = list?.statements.find(({ pos, end }) => pos <= first && first < end);
  // A function declaration may be called before the load.
  return before && !ts.isFunctionDeclaration(before) ? { before, names, isBare: false } : undefined;
}

/** Statement lists from the inside out, none of them in a loop or in another function. */
function listsAround(use: ts.Node, home: ts.Block | ts.CaseClause): (ts.Block | ts.CaseClause)[] {
  let lists: (ts.Block | ts.CaseClause)[] = [];
  for (let at: ts.Node = use; at !== home; at = at.parent) {
    if (isLoop(at) || isFunctionNode(at)) lists = [];
    else if (ts.isBlock(at)) lists.push(at);
  }
  return [...lists, home];
}

/** All clauses of a `switch` are one scope. */
function sharesSwitch(spots: readonly Spot[]): boolean {
  const scopes = spots.flatMap(({ before }) => (ts.isCaseClause(before.parent) ? [before.parent.parent] : []));
  return new Set(scopes).size < scopes.length;
}

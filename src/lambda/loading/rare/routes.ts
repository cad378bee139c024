import { ts } from 'ts-morph';
import { findAncestor, memberName, type Owner, unwrap } from '../../../ast/nodes.js';
import { oncePer } from '../../../lib/memoise.js';
import type { Program } from '../../program.js';
import { loadTimeOf } from '../load-time.js';

/** A call that registers what serves one path: `app.get('/orders', list)`. */
interface RouteCall {
  readonly call: ts.CallExpression;
  readonly targets: readonly Owner[];
}

/** Fewer are no set of alternatives; and what serves more than this share of them is no exception. */
const LEAST_ROUTES = 3;
const RARE_SHARE = 1 / 3;

const routesOf = oncePer(findRoutes);

function findRoutes({ modules, calls }: Program): RouteCall[] {
  const routes = new Map<ts.CallExpression, Owner[]>();
  for (const { facts } of modules.values()) {
    for (const owner of facts.owners.keys()) {
      for (const { node, target } of calls.edgesFrom(owner)) {
        const call = routeCallAround(node);
        if (call) routes.set(call, [...(routes.get(call) ?? []), target]);
      }
    }
  }
  return [...routes].map(([call, targets]) => ({ call, targets }));
}

/** The call that registers a route with the function that `node` stands for. */
export function routeCallAround(node: ts.Node): ts.CallExpression | undefined {
  const call = findAncestor(node, (each): each is ts.CallExpression => ts.isCallExpression(each));
  if (!call?.arguments.some((each) => each.pos <= node.pos && node.end <= each.end)) return undefined;
  const method = memberName(unwrap(call.expression));
  const [path] = call.arguments;
  const isPath = !!path && ts.isStringLiteralLike(path) && path.text.startsWith('/') && !/[*]/.test(path.text);
  return isPath && method && /^(get|post|put|patch|delete|del)$/.test(method) ? call : undefined;
}

/** Routes that few of a function's requests take: those that touch something which most of its routes do without. */
export function rareRoutes(program: Program, isTouching: (owner: Owner) => boolean): ReadonlySet<ts.CallExpression> {
  const routes = routesOf(program);
  const touching = new Set(routes.filter(({ targets }) => targets.some(isTouching)));
  if (touching.size === 0) return new Set();
  const rare = new Set(touching);
  for (const fn of program.functions) {
    const files = loadTimeOf(program).filesOf(fn);
    const own = routes.filter(({ call }) => files.has(call.getSourceFile().fileName));
    const taken = own.filter((route) => touching.has(route));
    if (own.length >= LEAST_ROUTES && taken.length <= own.length * RARE_SHARE) continue;
    for (const route of taken) rare.delete(route);
  }
  return new Set([...rare].map(({ call }) => call));
}

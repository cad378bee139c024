import { ts } from 'ts-morph';
import { type FunctionNode, isInside, walk } from '../../ast/nodes.js';
import { type Place, placesSetBy, usesAny } from '../../lambda/dependence.js';
import type { Program } from '../../lambda/program.js';

/** A function that an earlier call enters keeps something that one of a later call looks at without asking for it. */
export function handsOver(earlier: readonly ts.Node[], later: readonly ts.Node[], program: Program): boolean {
  const kept = new Set<Place>();
  for (const target of enteredBy(earlier, program))
    for (const place of placesSetBy(target.body!)) if (isOutside(place, target)) kept.add(place);
  if (kept.size === 0) return false;
  return [...enteredBy(later, program)].some((target) => {
    const own = placesSetBy(target.body!);
    return usesAny(target.body!, new Set([...kept].filter((place) => !own.has(place))));
  });
}

/** The functions of ours that the code calls, over any number of steps. */
function enteredBy(nodes: readonly ts.Node[], program: Program): ReadonlySet<FunctionNode> {
  const entered = new Set<FunctionNode>();
  const visit = (node: ts.Node): void => {
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return;
    for (const target of program.calls.targetsOf(node)) {
      if (entered.has(target) || !target.body) continue;
      entered.add(target);
      walk(target.body, visit, 'nested');
    }
  };
  for (const node of nodes) walk(node, visit, 'nested');
  return entered;
}

export function isOutside(place: Place, target: FunctionNode): boolean {
  return typeof place === 'string' || !isInside(place, target) || ts.isParameter(place);
}

/** What an HTTP client does around every request: interceptors, hooks, a jar of cookies. */
const AROUND_REQUESTS =
  /\.interceptors\.(request|response)\.use\(|\b(beforeRequest|afterResponse)\s*:|\bcookie-?jar\b|\bCookieJar\b/i;

/** Code that sees each request may carry something from one to the next. */
export function hasCodeAroundRequests(file: ts.SourceFile, program: Program): boolean {
  const loading = new Set(program.functionsLoading(file.fileName));
  const isLoaded = (path: string): boolean => program.functionsLoading(path).some((each) => loading.has(each));
  for (const [path, module] of program.modules)
    if (AROUND_REQUESTS.test(module.file.text) && isLoaded(path)) return true;
  return false;
}

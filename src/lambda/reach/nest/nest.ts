import { ts } from 'ts-morph';
import type { ClassNode } from '../../../ast/nodes.js';
import { oncePer } from '../../../lib/memoise.js';
import type { LambdaFunction } from '../../../model/function.js';
import type { ModuleGraph } from '../../modules/modules.js';
import type { Values } from '../../values/values.js';
import { isIdle } from './idle.js';
import { type Listing, listingOf } from './listing.js';
import { mentionedIn, mentionsOf } from './mentions.js';
import { usesNest } from './names.js';
import { handedIn, startsElsewhere, startsIn } from './starts.js';

/** What an application of NestJS serves in a function. */
export interface NestOf {
  /** It makes a context only: it serves no requests, but commands and events within. */
  isContextOnly(fn: LambdaFunction): boolean;
  /** Is the class one that the modules list which the function starts with? Always so where that cannot be told. */
  isListed(node: ClassNode, fn: LambdaFunction): boolean;
  /** Is it listed, or named by what counts there: a guard that a controller uses? */
  isNamed(node: ClassNode, fn: LambdaFunction): boolean;
  /** The tokens of providers that hold for all requests, `APP_GUARD`, by their class. */
  forAll(fn: LambdaFunction): ReadonlyMap<ClassNode, string>;
}

/** @param named classes that count where they are named, such as guards. */
export function createNest(
  graph: ModuleGraph,
  values: Values,
  filesOf: (fn: LambdaFunction) => ReadonlySet<string>,
  named: ReadonlySet<ClassNode>,
): NestOf {
  const starts = new Map([...graph.modules].map(([path, module]) => [path, startsIn(module, values)]));
  const startsOf = (fn: LambdaFunction) => [...filesOf(fn)].flatMap((path) => starts.get(path) ?? []);
  const elsewhere = new Set(
    [...graph.modules.values()].filter((each) => startsElsewhere(each, values).length > 0).map(({ path }) => path),
  );
  // Where all that is seen to start is idle, something else serves.
  const mayStartElsewhere = oncePer((fn: LambdaFunction): boolean => {
    const isSomewhere = [...filesOf(fn)].some((path) => elsewhere.has(path));
    return isSomewhere || startsOf(fn).every(({ call }) => isIdle(call, fn, values));
  });
  const ofNest = new Set([...graph.modules.values()].filter(usesNest).map(({ path }) => path));
  const isOfNest = (node: ClassNode): boolean => ofNest.has(node.getSourceFile().fileName);
  const listed = oncePer((fn: LambdaFunction): Listing | undefined => {
    const files = filesOf(fn);
    const modules = startsOf(fn).map(({ module }) => module);
    if (modules.includes(undefined) || mayStartElsewhere(fn) || loadsLazily(files, graph)) return undefined;
    const given = (modules as ts.Expression[]).flatMap((module) => handedIn(module, files, values));
    return listingOf(given, files, graph, values);
  });
  const isListed = (node: ClassNode, fn: LambdaFunction): boolean =>
    !isOfNest(node) || (listed(fn)?.classes.has(node) ?? true);
  const mentions = mentionsOf(new Set([...named].filter(isOfNest)), graph, values);
  const mentioned = oncePer((fn: LambdaFunction) =>
    mentionedIn(mentions, filesOf(fn), (node) => isDecorated(node) && !isListed(node, fn)),
  );
  return {
    isContextOnly: (fn) => {
      const methods = new Set(startsOf(fn).map(({ method }) => method));
      return methods.size === 1 && methods.has('createApplicationContext') && !mayStartElsewhere(fn);
    },
    isListed,
    isNamed: (node, fn) => isListed(node, fn) || mentioned(fn).has(node),
    forAll: (fn) => listed(fn)?.forAll ?? new Map(),
  };
}

const isDecorated = (node: ClassNode): boolean => (ts.getDecorators(node) ?? []).length > 0;

/** Modules that are loaded while it serves are listed nowhere. */
function loadsLazily(files: ReadonlySet<string>, { modules }: ModuleGraph): boolean {
  return [...files].some((path) => modules.get(path)?.file.text.includes('LazyModuleLoader') === true);
}

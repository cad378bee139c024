import { groupBy } from '../../lib/group.js';
import { memoise } from '../../lib/memoise.js';
import type { Plain } from '../data-file.js';
import { evaluateOpen } from './expressions.js';
import { keysAndNames, localFolder, MAX_MODULE_DEPTH, type ModuleInstance, siteOf } from './instances.js';
import { type Block, blocksOf } from './parse.js';
import { type Reference, referencesIn } from './references.js';

/** A block as one instance of its module sees it, and of several that `for_each` or `count` makes, one of them. */
export interface PlacedBlock {
  readonly instance: ModuleInstance;
  readonly block: Block;
  readonly key?: string;
}

/** All that one root makes, in its own module and in those that it calls, and what of it refers to what. */
export interface Configuration {
  /** The root first. */
  readonly instances: readonly ModuleInstance[];
  /** Resources of a type in all instances. */
  ofType(type: string): readonly PlacedBlock[];
  /** Resources of a type that refer to the one with the id where they state `key`. */
  referring(type: string, key: string, id: string): readonly PlacedBlock[];
  /** The resource, or the call of a module that cannot be read, which an expression names. */
  named(placed: PlacedBlock, value: Plain): PlacedBlock | undefined;
  /** Ids of the declared functions that an expression, or a body with several, names. */
  functionsIn(instance: ModuleInstance, value: Plain): readonly string[];
  /** Keeps the id of a function under what expressions call it. */
  addFunction(placed: PlacedBlock, id: string): void;
}

export function openConfiguration(root: ModuleInstance): Configuration {
  const instances = [...below(root, 0)];
  const all = instances.flatMap((instance) => blocksIn(instance).flatMap((block) => placedIn(instance, block)));
  const blocks = new Map(all.map((placed) => [placedId(placed), placed]));
  const several = groupBy(
    all.filter(({ key }) => key !== undefined),
    (placed) => placedId({ ...placed, key: undefined }),
  );
  /** All of several, where nobody knows which one is meant. */
  const idsOf = ({ id, steps }: Reference): readonly string[] => {
    const made = several.get(id);
    if (made === undefined) return [id];
    const named = made.filter(({ key }) => key === steps[0]);
    return (named.length > 0 ? named : made).map(placedId);
  };
  const functions = new Map<string, string[]>();
  const ofType = memoise((type) =>
    instances.flatMap((instance) =>
      blocksOf(instance.module.resources, type).flatMap((block) => placedIn(instance, block)),
    ),
  );
  const byReference = memoise((query) => {
    const [type = '', key = ''] = query.split(' ');
    const pairs = ofType(type).flatMap((placed) =>
      referredBy(placed, placed.block.body[key]).flatMap((each) => idsOf(each).map((id) => ({ id, placed }))),
    );
    return groupBy(pairs, ({ id }) => id);
  });
  const functionsOf = (reference: Reference, depth = 0): string[] =>
    idsOf(reference).flatMap((id) => {
      const alias = functions.has(id) ? undefined : blocks.get(id);
      if (alias?.block.type !== 'aws_lambda_alias' || depth >= MAX_ALIASES) return functions.get(id) ?? [];
      return referredBy(alias, alias.block.body.function_name).flatMap((each) => functionsOf(each, depth + 1));
    });
  return {
    instances,
    ofType,
    referring: (type, key, id) => (byReference(`${type} ${key}`).get(id) ?? []).map(({ placed }) => placed),
    named: (placed, value) => {
      const [first] = referredBy(placed, value);
      const [id, ...others] = first ? idsOf(first) : [];
      return id === undefined || others.length > 0 ? undefined : blocks.get(id);
    },
    functionsIn: (instance, value) => [
      ...new Set(referencesIn(evaluateOpen(value, instance.names)).flatMap((each) => functionsOf(each))),
    ],
    addFunction: (placed, id) => {
      const name = placedId(placed);
      functions.set(name, [...(functions.get(name) ?? []), id]);
    },
  };
}

/** An alias of an alias is none. */
const MAX_ALIASES = 2;

/** What `for_each` or `count` makes of a block: nothing of `count = 0`. */
export function placedIn(instance: ModuleInstance, block: Block): readonly PlacedBlock[] {
  const { for_each: keys, count } = block.body;
  if (keys === undefined && count === undefined) return [{ instance, block }];
  return keysAndNames(block.body, instance.names).map(([key, visible]) => ({
    instance: { ...instance, names: { ...instance.names, ...visible } },
    block,
    ...(key !== undefined && { key }),
  }));
}

/** As references to it say, everywhere in the configuration. */
export function placedId({ instance: { scope }, block, key }: PlacedBlock): string {
  return `${scope}${block.type === '' ? 'module' : block.type}.${siteOf(block, key).name}`;
}

function referredBy({ instance }: PlacedBlock, value: Plain): Reference[] {
  return referencesIn(evaluateOpen(value, instance.names));
}

function* below(instance: ModuleInstance, depth: number): Iterable<ModuleInstance> {
  yield instance;
  if (depth >= MAX_MODULE_DEPTH) return;
  for (const block of instance.module.modules)
    for (const { instance: inner } of instance.called(block)) yield* below(inner, depth + 1);
}

function blocksIn({ module: { resources, modules, folder } }: ModuleInstance): readonly Block[] {
  return [...resources, ...modules.filter((block) => localFolder(block, folder) === undefined)];
}

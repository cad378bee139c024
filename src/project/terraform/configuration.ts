import { groupBy } from '../../lib/group.js';
import { memoise } from '../../lib/memoise.js';
import type { Plain } from '../data-file.js';
import { evaluateOpen } from './expressions.js';
import { keysAndNames, localFolder, MAX_MODULE_DEPTH, type ModuleInstance } from './instances.js';
import { type Block, blocksOf } from './parse.js';
import { type Reference, referencesIn } from './references.js';

/** A block as one instance of its module sees it. */
export interface PlacedBlock {
  readonly instance: ModuleInstance;
  readonly block: Block;
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
  addFunction(placed: PlacedBlock, key: string | undefined, id: string): void;
}

export function openConfiguration(root: ModuleInstance): Configuration {
  const instances = [...below(root, 0)];
  const blocks = new Map(
    instances.flatMap((instance) => blocksIn(instance).map((placed) => [placedId(placed), placed])),
  );
  const functions = new Map<string, { readonly key: string | undefined; readonly id: string }[]>();
  const ofType = memoise((type) =>
    instances.flatMap((instance) =>
      blocksOf(instance.module.resources, type)
        .map((block): PlacedBlock => ({ instance, block }))
        .filter(isMade),
    ),
  );
  const byReference = memoise((query) => {
    const [type = '', key = ''] = query.split(' ');
    const pairs = ofType(type).flatMap((placed) =>
      referredBy(placed, placed.block.body[key]).map(({ id }) => ({ id, placed })),
    );
    return groupBy(pairs, ({ id }) => id);
  });
  const functionsOf = ({ id, steps }: Reference, depth = 0): string[] => {
    const known = functions.get(id);
    const alias = known ? undefined : blocks.get(id);
    if (alias?.block.type === 'aws_lambda_alias' && depth < MAX_ALIASES)
      return referredBy(alias, alias.block.body.function_name).flatMap((each) => functionsOf(each, depth + 1));
    const keyed = known?.filter(({ key }) => key !== undefined && key === steps[0]) ?? [];
    return (keyed.length > 0 ? keyed : (known ?? [])).map((each) => each.id);
  };
  return {
    instances,
    ofType,
    referring: (type, key, id) => (byReference(`${type} ${key}`).get(id) ?? []).map(({ placed }) => placed),
    named: (placed, value) => {
      const [first] = referredBy(placed, value);
      return first && blocks.get(first.id);
    },
    functionsIn: (instance, value) => [
      ...new Set(referencesIn(evaluateOpen(value, instance.names)).flatMap((each) => functionsOf(each))),
    ],
    addFunction: (placed, key, id) => {
      const name = placedId(placed);
      functions.set(name, [...(functions.get(name) ?? []), { key, id }]);
    },
  };
}

/** An alias of an alias is none. */
const MAX_ALIASES = 2;

/** `count = 0` and an empty `for_each` make nothing. */
export function isMade({ instance: { names }, block: { body } }: PlacedBlock): boolean {
  return keysAndNames(body, names).length > 0;
}

/** As references to it say, everywhere in the configuration. */
export function placedId({ instance: { scope }, block: { type, name } }: PlacedBlock): string {
  return `${scope}${type === '' ? 'module' : type}.${name}`;
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

function blocksIn(instance: ModuleInstance): PlacedBlock[] {
  const { resources, modules, folder } = instance.module;
  const foreign = modules.filter((block) => localFolder(block, folder) === undefined);
  return [...resources, ...foreign].map((block) => ({ instance, block }));
}

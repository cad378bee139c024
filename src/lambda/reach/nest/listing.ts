import { ts } from 'ts-morph';
import { baseExpression, type ClassNode, collect } from '../../../ast/nodes.js';
import type { ModuleGraph } from '../../modules/modules.js';
import type { Values } from '../../values/values.js';
import { listChangesIn } from './changes.js';
import { type ListReader, readEntry } from './entries.js';
import { isNestName } from './names.js';

/** What a graph of NestJS's modules lists. */
export interface Listing {
  readonly classes: ReadonlySet<ClassNode>;
  /** Classes that a provider of `APP_GUARD` and its kin makes → the token. */
  readonly forAll: ReadonlyMap<ClassNode, string>;
}

/** What the modules list that an application starts with; nothing where some of it cannot be read. */
export function listingOf(
  starts: readonly ts.Expression[],
  files: ReadonlySet<string>,
  graph: ModuleGraph,
  values: Values,
): Listing | undefined {
  if (starts.length === 0) return undefined;
  const changes = listChangesIn(files, graph, values);
  const classes = new Set<ClassNode>();
  const forAll = new Map<ClassNode, string>();
  let isWhole = !changes.areLost;
  const reader: ListReader = {
    values,
    graph,
    changes,
    seen: new Set(),
    lost: () => {
      isWhole = false;
    },
    list: (node, isModule) => {
      if (classes.has(node)) return;
      classes.add(node);
      if (isModule && moduleMetadata(node, values).length === 0) isWhole = false;
      readClass(node, reader);
    },
    listForAll: (node, token) => forAll.set(node, token),
  };
  for (const start of starts) readEntry(start, 'module', reader);
  return isWhole ? { classes, forAll } : undefined;
}

/** Metadata and methods are inherited. */
function readClass(node: ClassNode, reader: ListReader): void {
  const metadata = moduleMetadata(node, reader.values);
  for (const each of metadata) readEntry(each, 'object', reader);
  if (metadata.length > 0 && hasOwnDecorator(node, reader.values)) reader.lost();
  const base = baseExpression(node);
  if (base) readEntry(base, 'base', reader);
  // What a module makes and hands on by itself: `providers.push(X)`.
  const isGrowing = metadata.length > 0 && collect(node.getSourceFile(), isGrowth, 'nested');
  for (const call of isGrowing || []) for (const argument of call.arguments) readEntry(argument, 'guess', reader);
}

function isGrowth(node: ts.Node): node is ts.CallExpression {
  const callee =
    ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) ? node.expression : undefined;
  return !!callee && /^(?:push|unshift|splice|concat)$/.test(callee.name.text);
}

/** What `@Module({ … })` is given; decorators of its own may stand for it, and cannot be read. */
function moduleMetadata(node: ClassNode, values: Values): readonly ts.Expression[] {
  return (ts.getDecorators(node) ?? []).flatMap(({ expression }) => {
    const isModule = ts.isCallExpression(expression) && isNestName(expression.expression, 'Module', values);
    return isModule ? [expression.arguments[0] ?? expression] : [];
  });
}

/** A decorator of ours may list more, for the module or elsewhere. */
function hasOwnDecorator(node: ClassNode, values: Values): boolean {
  return (ts.getDecorators(node) ?? []).some(({ expression }) => {
    const called = ts.isCallExpression(expression) ? expression.expression : expression;
    return values.of(called).some(({ kind }) => kind === 'function');
  });
}

import type { FunctionSettings, Setting } from '../../model/deployment.js';
import { findSite, pathInStack } from '../cdk/site.js';
import {
  addOnce,
  type DeclaredFunction,
  type FunctionFacts,
  type Reading,
  type UnresolvedDeclaration,
} from '../declared.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { placeOfNode } from '../evaluate/plain.js';
import type { LibraryObject } from '../evaluate/values.js';
import { unknownSettings } from '../function-settings.js';
import { addResources } from '../resources.js';
import { withoutUndefined } from '../settings.js';
import { openConfiguration } from '../terraform/configuration.js';
import { readTerraformEvents, withEvents } from '../terraform/events.js';
import { readFunction } from '../terraform/functions.js';
import type { ModuleInstance } from '../terraform/instances.js';
import type { Block } from '../terraform/parse.js';
import { readConfigurationResources } from '../terraform/resources.js';
import { readTerraformTables, tableNames } from '../terraform/tables.js';
import { type BridgedResource, bridgedResources, labelOf } from './blocks.js';
import { callbackOf, withCallbackDefaults } from './callbacks.js';
import type { BridgedTool } from './resource-types.js';

/** Reads what programs of Pulumi and of CDK for Terraform make with the classes of Terraform's AWS provider. */
export function readBridged(evaluator: Evaluator, reading: Reading): void {
  const scope = `${evaluator.workspace.relative(evaluator.cwd)}#`;
  const resources = bridgedResources(evaluator, scope);
  for (const tool of ['pulumi', 'cdktf'] as const) {
    const own = resources.filter((each) => each.tool === tool);
    if (own.length > 0) readOf(evaluator, tool, own, scope, reading);
  }
}

function readOf(
  evaluator: Evaluator,
  tool: BridgedTool,
  resources: readonly BridgedResource[],
  scope: string,
  reading: Reading,
): void {
  const blocks = resources.map(({ block }) => block);
  const instance = instanceOf(evaluator, tool, blocks, scope);
  const configuration = openConfiguration(instance);
  reading.tables.push(...readTerraformTables(evaluator.workspace, instance.module, instance.names));
  const functions = resources.filter(({ block }) => block.type === 'aws_lambda_function');
  const objects = functions.map(({ object }) => object);
  const seen = new Map<string, string>();
  const { declared, ...rest } = { ...reading, declared: [] as Reading['declared'] };
  const bodies = new Map(functions.map((each) => [each.object, each.block.body]));
  const identityOf = (object: LibraryObject): string => {
    const { source_path: code, handler } = bodies.get(object) ?? {};
    const path = tool === 'cdktf' ? pathInStack(object) : labelOf(object, tool);
    return JSON.stringify([path, code, handler]);
  };
  for (const { object, block } of functions) {
    const { node, name = block.name } = findSite(object, objects, evaluator.cwd, identityOf);
    const { file, line } = placeOfNode(node);
    const placed = { instance, block };
    const result = withCallback(evaluator, readFunction(configuration, placed, { name, file, line }), object);
    configuration.addFunction(placed, addOnce({ ...rest, declared }, seen, keyOf(result), result));
  }
  const events = readTerraformEvents(configuration);
  reading.declared.push(...declared.map((each) => (events.has(each.link ?? '') ? withEvents(each, events) : each)));
  addResources(reading.resources, readConfigurationResources(configuration));
}

/** A function that is given its code by the program itself. */
function withCallback(
  evaluator: Evaluator,
  result: DeclaredFunction | UnresolvedDeclaration,
  object: LibraryObject,
): DeclaredFunction | UnresolvedDeclaration {
  const target = callbackOf(evaluator, object);
  if (!target) return result;
  const { name = '', declaredIn, settings = unknownSettings() } = result;
  const whole = withCallbackDefaults(evaluator, settings);
  const runtime = whole.runtime.value;
  return {
    eventSources: [],
    ...('reason' in result ? factsOf(settings) : result),
    // Pulumi states what it takes by itself.
    ...(runtime !== undefined && { runtime }),
    name,
    declaredIn,
    target,
    settings: whole,
    build: { tool: 'unknown' },
  };
}

/** What is stated, of a function that was not read to its end. */
function factsOf({ runtime, memoryMb, timeoutS, architecture }: FunctionSettings): Omit<FunctionFacts, 'eventSources'> {
  const stated = <Value>({ value, from }: Setting<Value>) => (from === 'stated' ? value : undefined);
  return withoutUndefined({
    runtime: stated(runtime),
    memoryMb: stated(memoryMb),
    timeoutS: stated(timeoutS),
    architecture: stated(architecture),
  });
}

function keyOf(result: DeclaredFunction | UnresolvedDeclaration): string {
  const { name, declaredIn, settings = unknownSettings() } = result;
  const values = Object.values(settings).map(({ value }) => value);
  return JSON.stringify({ name, declaredIn, values, told: 'reason' in result ? result.reason : result.target });
}

/** A program makes one module, without variables: what it makes is evaluated already. */
function instanceOf(
  { workspace, cwd }: Evaluator,
  kind: BridgedTool,
  resources: readonly Block[],
  scope: string,
): ModuleInstance {
  const module = {
    folder: cwd,
    kind,
    resources,
    data: [],
    modules: [],
    locals: {},
    variables: {},
    optionals: new Map(),
    outputs: {},
  };
  const names = {
    variables: {},
    locals: {},
    paths: { module: cwd, root: cwd, cwd },
    tables: tableNames(workspace, module),
  };
  return { workspace, module, names, scope, called: () => [] };
}

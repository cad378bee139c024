import { toList } from '../../lib/to-list.js';
import type { BuildSettings } from '../../model/function.js';
import { isObject, objectAt } from '../data-file.js';
import {
  type DeclaredFunction,
  type FunctionFacts,
  IMAGE,
  IMAGE_BUILD,
  isArchitecture,
  toNumber,
  toText,
  type UnresolvedDeclaration,
} from '../declared.js';
import { runBy } from '../engines.js';
import { plainZip, type ZipSource } from '../plain-zip.js';
import { readEnvironment, withoutUndefined } from '../settings.js';
import type { Workspace } from '../workspace.js';
import { type FunctionArguments, functionArguments } from './any-module.js';
import { locateTerraformCode } from './code.js';
import type { Configuration, PlacedBlock } from './configuration.js';
import { evaluateHcl, evaluateOpen, type VisibleNames } from './expressions.js';
import { blockSettings } from './function-settings.js';
import { isOpen } from './functions-of-hcl.js';
import type { TerraformSite } from './instances.js';
import { readTerraformLayers } from './layers.js';
import type { Block } from './parse.js';
import { splitVariables } from './tables.js';

/** Does a module that cannot be read make a Lambda function? */
export function isFunctionModule(block: Block, names: VisibleNames): boolean {
  const { body } = block;
  // It builds an image, and another call deploys it.
  if (/\/modules\/docker-build\b/.test(String(body.source))) return false;
  if (String(body.create_function) === 'false' || String(body.create_layer) === 'true') return false;
  const isTold =
    /lambda/i.test(String(body.source)) &&
    (body.handler !== undefined || body.source_path !== undefined || body.image_uri !== undefined);
  return isTold || functionArguments(block, names) !== undefined;
}

/** Reads one function block, a resource or a call of a registry's module. */
export function readFunction(
  configuration: Configuration,
  placed: PlacedBlock,
  site: TerraformSite,
): DeclaredFunction | UnresolvedDeclaration {
  const { block, instance } = placed;
  const { workspace, module, names } = instance;
  const { kind = 'terraform' } = module;
  const declaredIn = { file: workspace.relative(site.file), line: site.line, kind };
  const { name } = site;
  const given = block.type === '' ? functionArguments(block, names) : undefined;
  const facts = { ...readFacts(block, names, given), ...readTerraformLayers(configuration, placed) };
  const settings = blockSettings(configuration, placed, given);
  const body = given?.folder === undefined ? block.body : { ...block.body, source_path: given.folder };
  const location = locateTerraformCode(body, module, names);
  const folders = 'folders' in location ? location.folders : [];
  const handler = given?.handler ?? evaluateHcl(block.body.handler, names);
  const { engine, foreign } = runBy(workspace, {
    runtime: facts.runtime,
    beside: block.body.layers,
    folders,
    handler: toText(handler),
  });
  if (foreign !== undefined) return { name, declaredIn, settings, ...foreign };
  if ('reason' in location) return { name, declaredIn, settings, ...location };
  if ('image' in location)
    return { name, declaredIn, settings, target: location.image, doubt: IMAGE, ...facts, build: IMAGE_BUILD };
  if (typeof handler !== 'string')
    return {
      name,
      declaredIn,
      settings,
      reason: block.body.handler === undefined ? 'it has no handler' : 'its handler is known only at deployment',
      cause: 'unknown',
    };
  const { archives, doubt } = location;
  const target = { kind: 'handler-string' as const, folders, handler, ...(archives && { archives }) };
  const build = zipOf(workspace, location.sources, handler);
  return {
    name,
    declaredIn,
    settings,
    target,
    ...(doubt && { doubt }),
    ...facts,
    ...(engine && { engine }),
    ...(build && { build }),
  };
}

/** Of what the path may mean, the place where something is. */
function zipOf(workspace: Workspace, sources: readonly ZipSource[] = [], handler: string): BuildSettings | undefined {
  const source = sources.find(({ path }) => workspace.isDirectory(path) || workspace.isFile(path)) ?? sources[0];
  return source && plainZip(workspace, source, handler);
}

function readFacts(
  { body }: Block,
  names: VisibleNames,
  { runtime = 'runtime', memory = 'memory_size', timeout = 'timeout' }: Partial<FunctionArguments> = {},
): FunctionFacts {
  const value = (key: string) => evaluateHcl(body[key], names);
  const [architecture] = toList(value('architectures')) ?? [];
  const blocks = [body.environment].flat();
  const variables = body.environment_variables ?? objectAt(blocks[0]).variables;
  const open = evaluateOpen(variables, names);
  const evaluated = evaluateHcl(variables, names);
  const { plain, tables } = splitVariables(evaluated);
  return withoutUndefined({
    runtime: toText(value(runtime)),
    memoryMb: toNumber(value(memory)),
    timeoutS: toNumber(value(timeout)),
    architecture: isArchitecture(architecture) ? architecture : undefined,
    eventSources: [],
    ...readEnvironment(variables === undefined || (isObject(evaluated) && !isOpen(open)) ? plain : ''),
    tables,
  });
}

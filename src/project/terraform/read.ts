import { posix } from 'node:path';
import type { EventSource } from '../../model/function.js';
import type { PlainObject } from '../data-file.js';
import { addOnce, emptyReading, type Reading } from '../declared.js';
import { addResources } from '../resources.js';
import type { Workspace } from '../workspace.js';
import { type Configuration, openConfiguration, type PlacedBlock, placedIn } from './configuration.js';
import { readTerraformEvents, withEvents } from './events.js';
import { evaluateHcl } from './expressions.js';
import { isFunctionModule, readFunction } from './functions.js';
import {
  localFolder,
  MAX_MODULE_DEPTH,
  type ModuleInstance,
  openRoot,
  siteOf,
  type TerraformModules,
} from './instances.js';
import { filesOfModules } from './module-files.js';
import { blocksOf, type ModuleBlocks, type ParsedModules, parseGiven, parseModule } from './parse.js';
import { readConfigurationResources } from './resources.js';
import { readTerraformTables } from './tables.js';
import { withTellingNames } from './telling-names.js';
import { givenByTerragrunt, type LaunchedModule, readTerragrunt, withLaunched } from './terragrunt.js';
import { openSwitches } from './var-files.js';

/** What one run over the configurations carries along. */
interface ReadContext extends TerraformModules {
  readonly reading: Reading;
  /** What was read, with how links name it. */
  readonly seen: Map<string, string>;
  /** By the links of declarations. */
  readonly events: Map<string, EventSource[]>;
  /** What functions are called when they are deployed, by the same. */
  readonly statedNames: Map<string, string>;
}

const LOCAL_SOURCE = /(?:^|[{,])\s*"?source"?\s*[=:]\s*"(\.{1,2}\/[^"]*|\.{1,2})"/gm;

/** Reads every Terraform configuration below the root, from its root modules down. */
export async function readTerraform(workspace: Workspace): Promise<Reading> {
  const folders = filesOfModules(workspace);
  const { launched, given } = await readTerragrunt(
    workspace,
    (folder) => folders.has(folder) && mayDeclare(workspace, folders, folder),
  );
  const callCounts = countCalls(workspace, folders, launched);
  const own = [...folders.keys()].filter((folder) => !callCounts.has(folder) && mayDeclare(workspace, folders, folder));
  const parsed = await parseBelow(workspace, folders, [...own, ...launched.flatMap(({ target }) => target ?? [])]);
  const byFolder = withLaunched(parsed, launched);
  const roots = [...own, ...launched.map(({ module }) => module.folder)];
  const reading = emptyReading();
  const run: ReadContext = {
    workspace,
    byFolder,
    callCounts,
    reading,
    seen: new Map(),
    events: new Map(),
    statedNames: new Map(),
  };
  for (const root of roots) {
    const inputs = givenByTerragrunt(given.get(root), byFolder.get(root));
    // What files of variables say wins: Terragrunt sets variables of the environment.
    readConfiguration(run, root, { ...inputs, ...(await parseGiven(workspace, root)) });
  }
  const statedName = (link: string) => run.statedNames.get(link);
  return {
    ...reading,
    declared: withTellingNames(reading.declared, reading.unresolved, statedName).map((each) =>
      withEvents(each, run.events),
    ),
    unresolved: withTellingNames(reading.unresolved, reading.declared, statedName),
  };
}

function countCalls(
  workspace: Workspace,
  folders: ReadonlyMap<string, readonly string[]>,
  launched: readonly LaunchedModule[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { target } of launched) if (target !== undefined) counts.set(target, (counts.get(target) ?? 0) + 1);
  for (const [folder, files] of folders) {
    for (const target of files.flatMap((file) => localSources(workspace.text(file) ?? '', folder)))
      counts.set(target, (counts.get(target) ?? 0) + 1);
  }
  return counts;
}

function localSources(text: string, folder: string): string[] {
  return [...text.matchAll(LOCAL_SOURCE)].map(([, source = '']) => posix.join(folder, source).replace(/\/$/, ''));
}

/** Cheap test by text: does the module, or one that it calls, mention a function? */
function mayDeclare(
  workspace: Workspace,
  folders: ReadonlyMap<string, readonly string[]>,
  folder: string,
  depth = 0,
): boolean {
  const texts = (folders.get(folder) ?? []).map((file) => workspace.text(file) ?? '');
  if (texts.some((text) => /aws_lambda_function"|source\s*=\s*"[^"]*lambda|"nodejs\d+/i.test(text))) return true;
  return (
    depth < MAX_MODULE_DEPTH &&
    texts.some((text) => localSources(text, folder).some((child) => mayDeclare(workspace, folders, child, depth + 1)))
  );
}

/** Parses the roots and all modules that they lead to, each once. */
async function parseBelow(
  workspace: Workspace,
  folders: ReadonlyMap<string, readonly string[]>,
  roots: readonly string[],
): Promise<ParsedModules> {
  const parsed = new Map<string, ModuleBlocks>();
  const toParse = [...roots];
  for (let folder = toParse.pop(); folder !== undefined; folder = toParse.pop()) {
    const files = folders.get(folder);
    if (files === undefined || parsed.has(folder)) continue;
    const module = await parseModule(workspace, folder, files);
    parsed.set(folder, module);
    for (const block of module.modules) toParse.push(localFolder(block, folder) ?? folder);
  }
  return parsed;
}

function readConfiguration(run: ReadContext, folder: string, given: PlainObject): void {
  const module = run.byFolder.get(folder);
  const root = openRoot(run, folder, { ...(module && openSwitches(run.workspace, module.variables)), ...given });
  if (!root) return;
  const configuration = openConfiguration(root);
  for (const instance of configuration.instances) readFunctions(run, configuration, instance);
  for (const [id, events] of readTerraformEvents(configuration))
    run.events.set(id, [...(run.events.get(id) ?? []), ...events]);
  addResources(run.reading.resources, readConfigurationResources(configuration));
}

function readFunctions(run: ReadContext, configuration: Configuration, instance: ModuleInstance): void {
  const { workspace, module, names } = instance;
  run.reading.tables.push(...readTerraformTables(workspace, module, names));
  const foreign = module.modules.filter((block) => localFolder(block, module.folder) === undefined);
  const blocks = [
    ...blocksOf(module.resources, FUNCTION),
    ...foreign.filter((block) => isFunctionModule(block, names)),
  ];
  for (const placed of blocks.flatMap((block) => placedIn(instance, block))) readPlaced(run, configuration, placed);
}

const FUNCTION = 'aws_lambda_function';

function readPlaced(run: ReadContext, configuration: Configuration, placed: PlacedBlock): void {
  const { instance, block, key } = placed;
  const { caller, module, names } = instance;
  const isAlone = blocksOf(module.resources, FUNCTION).length < 2 && key === undefined;
  const own = siteOf(block, key);
  const site = caller === undefined ? own : { ...caller, name: isAlone ? caller.name : `${caller.name}.${own.name}` };
  const made = readFunction(configuration, placed, site);
  // Who calls what is none of ours matters to nobody.
  const isForeign = 'reason' in made && made.cause === 'not-node';
  const result = isForeign ? readFunction(configuration, placed, siteOf(block, undefined)) : made;
  // A module that several configurations call says the same each time; only a call of its own tells its functions apart.
  const { name, declaredIn } = result;
  const told = 'reason' in result ? result.reason : result.target;
  const text = JSON.stringify(caller === undefined || isForeign ? { name, declaredIn, told } : result);
  const link = addOnce(run.reading, run.seen, text, result);
  const stated = evaluateHcl(block.body.function_name, names);
  if (typeof stated === 'string') run.statedNames.set(link, stated);
  configuration.addFunction(placed, link);
}

import { join } from 'node:path/posix';
import type { FileTools } from '../../bundle/plain-zip/tools.js';
import { isBelow, relativePath } from '../../lib/paths.js';
import type { NodeRuntime, StagedCode, Starter } from '../../model/starter.js';
import type { ProfileKnowledge } from '../profile/attribute-profile.js';
import { placeInBundle, placeInFiles } from '../profile/code-places.js';
import { markModules } from '../profile/mark-modules.js';
import type { ModuleName } from '../profile/shares.js';
import { readSourceMap, type SourceLines, sourceAt } from '../profile/source-map.js';
import { placeInStack } from '../profile/source-profile.js';
import type { Startable } from './startable.js';

/** A function's code on disk, ready to be started, and what is known of it. */
export interface Prepared {
  readonly startable: Startable;
  /** As it is deployed: what is timed. */
  readonly deployed: StagedCode;
  /** What is profiled. */
  readonly readable: StagedCode;
  readonly knowledge: ProfileKnowledge;
  /** Of the readable bundle. */
  readonly bundle?: { readonly path: string; readonly lines: SourceLines };
  nameOf(module: string): ModuleName;
  /** `src/handler.ts:12`, of the innermost place of a stack in the user's code. */
  placeIn(stack: string): string | undefined;
}

export function prepare(startable: Startable, runtime: NodeRuntime, tools: FileTools, starter: Starter): Prepared {
  const deployed = starter.place(runtime, startable.deployed);
  const importerOf = createImporterOf(startable, tools);
  const built = startable.readable;
  if (!built) {
    const nameOf = createNameOf(deployed.folder, startable.deployed.folder, tools);
    // Lines of compiled files are not those of their sources.
    const isCopy = startable.deployed.files.size > 0;
    const knowledge: ProfileKnowledge = { placeOf: placeInFiles(), modules: [], importerOf };
    const placeIn = (stack: string): string | undefined => {
      const place = placeInStack(stack, isOwn);
      return place && `${nameOf(place.path).file}${isCopy ? '' : `:${place.line}`}`;
    };
    return { startable, deployed, readable: deployed, knowledge, nameOf, placeIn };
  }
  const lines = readSourceMap(built.sourceMap, built.moduleOf);
  const { code, modules } = markModules(built.code, lines, built.isNamed);
  const placement = built.placement(code);
  const readable = starter.place(runtime, placement);
  const path = join(readable.folder, placement.entry);
  const nameOf = createNameOf(readable.folder, placement.folder, tools);
  return {
    startable,
    deployed,
    readable,
    knowledge: { placeOf: placeInBundle(path, lines), modules, bundle: path, importerOf },
    bundle: { path, lines },
    nameOf,
    placeIn: (stack) => placeInBuilt(stack, path, lines, nameOf),
  };
}

function isOwn(path: string): boolean {
  return !path.includes('/node_modules/');
}

function placeInBuilt(stack: string, path: string, lines: SourceLines, nameOf: Prepared['nameOf']): string | undefined {
  const place = placeInStack(stack, (each) => each === path);
  const segment = place && sourceAt(lines, place.line - 1, place.column - 1);
  return segment && `${nameOf(segment.source).file}:${segment.sourceLine + 1}`;
}

/** Names by the place in the project, for what was copied from there and for what stands there. */
function createNameOf(placed: string, folder: string, { host, packageOf, relative }: FileTools): Prepared['nameOf'] {
  const sourceOf = (path: string): string => {
    const sources = ['ts', 'tsx'].map((extension) => path.replace(/js$/, extension));
    return host.isFile(path) ? path : (sources.find((source) => host.isFile(source)) ?? path);
  };
  return (module) => {
    const [, standIn] = /^[\w-]{2,}:(.*)$/.exec(module) ?? [];
    if (standIn !== undefined) return { package: standIn, file: `what replaces ${standIn}` };
    const path = isBelow(module, placed) ? sourceOf(join(folder, relativePath(placed, module))) : module;
    return { package: packageOf(path)?.name, file: relative(path) };
  };
}

/** The first module on the way from the handler that names the built-in module in quotes. */
function createImporterOf({ modules }: Startable, { host }: FileTools): (builtin: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (builtin) => {
    if (!known.has(builtin)) {
      const names = ["'", '"'].flatMap((quote) => [`${quote}${builtin}${quote}`, `${quote}node:${builtin}${quote}`]);
      const isNaming = (text: string): boolean => names.some((name) => text.includes(name));
      known.set(
        builtin,
        modules.find((module) => host.isFile(module) && isNaming(host.readText(module) ?? '')),
      );
    }
    return known.get(builtin);
  };
}

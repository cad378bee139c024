import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { textOf } from '../../derived/text-of.js';
import { folderOf, foldersUpwards } from '../../lib/paths.js';
import type { Host } from '../../model/host.js';
import { namesIn, readManifest } from '../../sources/manifest.js';
import { packageNameOf } from '../packages/provided.js';
import { pathOfInput } from './module-graph.js';

export type ConfigHost = Pick<Host, 'isSpecial' | 'isFile' | 'isDirectory' | 'readText' | 'realPath'>;

/** A manifest or a config that can never be read to its end. Paths are absolute. */
export interface SpecialConfig {
  readonly path: string;
  /** Where another config names it; 1-based, the column 0-based as esbuild has it. */
  readonly namedAt?: { readonly path: string; readonly line: number; readonly column: number };
}

/** What a build is told about tsconfig files: absolute, or that none is read. */
export type ConfigChoice = string | 'none' | undefined;

/** Says of a folder what esbuild, looking for configs in it and in those around it, could not read to its end. No plug-in can keep that from it. */
export type SpecialAround = (folder: string) => SpecialConfig | undefined;

export function createSpecialAround(choice: ConfigChoice, host: ConfigHost): SpecialAround {
  const known = new Map<string, SpecialConfig | undefined>();
  const inFolder = (folder: string): SpecialConfig | undefined => {
    const manifest = pathOfInput(folder, 'package.json');
    if (host.isSpecial(manifest)) return { path: manifest };
    const config = choice === undefined ? configIn(folder, host) : undefined;
    return config === undefined ? undefined : specialInChain(config, host);
  };
  const around = (folder: string): SpecialConfig | undefined => {
    if (known.has(folder)) return known.get(folder);
    known.set(folder, undefined);
    const outer = folderOf(folder);
    const found = inFolder(folder) ?? (outer === folder ? chosen() : around(outer));
    known.set(folder, found);
    return found;
  };
  const chosen = (): SpecialConfig | undefined =>
    choice === undefined || choice === 'none' ? undefined : specialInChain(choice, host);
  return around;
}

/** May a package that is declared around the folder have such a manifest? No walk goes through what is installed. */
export function mayPackagesBeSpecial(folder: string, host: ConfigHost): boolean {
  const around = foldersUpwards(folder);
  const modules = around.map((each) => pathOfInput(each, 'node_modules')).filter((each) => host.isDirectory(each));
  const declared = around.flatMap((each) => {
    const { dependencies, devDependencies } = readManifest(each, host) ?? {};
    return [...namesIn(dependencies), ...namesIn(devDependencies)];
  });
  return modules.some((each) => declared.some((name) => host.isSpecial(pathOfInput(each, `${name}/package.json`))));
}

/** The one that holds for a folder, if it stands there. Those of packages hold for nothing. */
function configIn(folder: string, host: ConfigHost): string | undefined {
  if (/\/node_modules(\/|$)/.test(folder)) return undefined;
  return firstThere([pathOfInput(folder, 'tsconfig.json'), pathOfInput(folder, 'jsconfig.json')], host);
}

/** Of a config and all that it extends, over any number of steps. */
function specialInChain(config: string, host: ConfigHost): SpecialConfig | undefined {
  const pending: SpecialConfig[] = [{ path: config }];
  const seen = new Set<string>();
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (host.isSpecial(next.path)) return next;
    if (seen.has(next.path)) continue;
    seen.add(next.path);
    pending.push(...extendedBy(next.path, host));
  }
  return undefined;
}

function extendedBy(config: string, host: ConfigHost): readonly SpecialConfig[] {
  const text = textOf(config, host) ?? '';
  return extendsIn(text).flatMap((node) => {
    if (node.type !== 'string') return [];
    const path = extendedPath(String(node.value), folderOf(config), host);
    return path === undefined ? [] : [{ path, namedAt: { path: config, ...placeOf(node, text) } }];
  });
}

function extendsIn(text: string): readonly Node[] {
  try {
    const tree = parseTree(text, [], { allowTrailingComma: true });
    const value = tree && findNodeAtLocation(tree, ['extends']);
    return value ? [value, ...(value.children ?? [])] : [];
  } catch {
    // Nested so deeply that the stack overflows; esbuild does not read it either.
    return [];
  }
}

function placeOf({ offset }: Node, text: string): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') - 1 };
}

/** The file that esbuild reads for it. */
function extendedPath(specifier: string, folder: string, host: ConfigHost): string | undefined {
  if (isPath(specifier)) {
    const path = pathOfInput(folder, specifier);
    return firstThere([path, `${path}.json`, `${path}/tsconfig.json`], host);
  }
  const modules = foldersUpwards(folder).map((each) => pathOfInput(each, 'node_modules'));
  return firstThere(
    modules.flatMap((each) => inPackage(specifier, each, host)),
    host,
  );
}

function isPath(specifier: string): boolean {
  return /^(\.{0,2}\/|\.\.?$|[a-z]:\/)/i.test(specifier);
}

/** Files that a config in a package may be, the first to be read first. */
function inPackage(specifier: string, modules: string, host: ConfigHost): readonly string[] {
  const name = packageNameOf(specifier);
  const own = pathOfInput(modules, name);
  const manifest = pathOfInput(own, 'package.json');
  if (host.isSpecial(manifest)) return [manifest];
  const { exports, tsconfig } = readManifest(own, host) ?? {};
  const below = specifier.slice(name.length + 1);
  const named = below === '' && typeof tsconfig === 'string' ? [tsconfig] : [];
  const path = pathOfInput(modules, specifier);
  return [
    ...[...exportedAs(below, exports), ...named].map((each) => pathOfInput(own, each)),
    ...[`${path}/tsconfig.json`, path, `${path}.json`],
  ];
}

/** Of all conditions. */
function exportedAs(below: string, exports: unknown): readonly string[] {
  const hasPaths = namesIn(exports).some((key) => key.startsWith('.'));
  if (!hasPaths) return below === '' ? textsIn(exports) : [];
  return textsIn((exports as Readonly<Record<string, unknown>>)[below === '' ? '.' : `./${below}`]);
}

/** Conditions within conditions; nobody nests more. */
function textsIn(value: unknown, depth = 0): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > 8) return [];
  return Object.values(value).flatMap((each) => textsIn(each, depth + 1));
}

function firstThere(paths: readonly string[], host: ConfigHost): string | undefined {
  return paths.find((path) => host.isFile(path) || host.isSpecial(path));
}

/** Where esbuild may look for configs to find what a module imports; what a config maps elsewhere is not known here. */
export function pathsTriedFor(specifier: string, folder: string, host: ConfigHost): readonly string[] {
  if (isPath(specifier)) return [pathOfInput(folder, specifier)];
  const name = packageNameOf(specifier);
  const installed = foldersUpwards(folder)
    .map((each) => pathOfInput(each, `node_modules/${name}`))
    .find((each) => host.isDirectory(each));
  const below = specifier.slice(name.length + 1);
  return installed === undefined ? [] : [installed, host.realPath(installed)].map((each) => pathOfInput(each, below));
}

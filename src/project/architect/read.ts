import { posix } from 'node:path';
import type { BuildSettings, Declaration } from '../../model/function.js';
import {
  addOnce,
  type DeclaredFunction,
  emptyReading,
  getForeignRuntimeReason,
  type Reading,
  type UnresolvedDeclaration,
} from '../declared.js';
import { plainZip } from '../plain-zip.js';
import { withoutUndefined } from '../settings.js';
import { findWithExtension } from '../source-file.js';
import type { Workspace } from '../workspace.js';
import { type ArcFunction, functionsOf, statedBelow } from './functions.js';
import { type ArcFile, readFunctionConfig, readManifests } from './manifest.js';
import { eventsOf, readArcResources } from './resources.js';
import { type ArcSettings, readArcSettings } from './settings.js';
import { readArcTables } from './tables.js';

/** Reads what manifests of Architect declare: `app.arc` and its forms in JSON, YAML and package.json. */
export function readArchitect(workspace: Workspace): Reading {
  const reading = emptyReading();
  for (const manifest of readManifests(workspace)) {
    reading.tables.push(...readArcTables(workspace, manifest));
    const leavesCodeOpen = mayMakeMore(manifest);
    const seen = new Map<string, string>();
    for (const fn of functionsOf(workspace, manifest)) {
      const site = siteOf(workspace, manifest, fn);
      const declared = { ...declare(workspace, manifest, site), ...(leavesCodeOpen && { leavesCodeOpen }) };
      const link = addOnce(reading, seen, JSON.stringify([fn.name, fn.line]), declared);
      readArcResources({ workspace, manifest, ...site, link }, reading.resources);
    }
  }
  return reading;
}

/** Plug-ins may make functions of their own; this one only compiles. */
function mayMakeMore({ pragmas }: ArcFile): boolean {
  return (pragmas.get('plugins') ?? []).some(({ words }) => words[0] !== 'architect/plugin-typescript');
}

interface FunctionSite {
  readonly fn: ArcFunction;
  readonly declaredIn: Declaration;
  readonly folder: string;
  readonly own: ArcSettings;
}

function siteOf(workspace: Workspace, manifest: ArcFile, fn: ArcFunction): FunctionSite {
  const folder = fn.folders.find((each) => workspace.isDirectory(each)) ?? fn.folders[0]!;
  return {
    fn,
    folder,
    declaredIn: { file: workspace.relative(manifest.file), line: fn.line, kind: 'architect' },
    own: readArcSettings(workspace, manifest, readFunctionConfig(workspace, folder)),
  };
}

function declare(
  workspace: Workspace,
  manifest: ArcFile,
  { fn, declaredIn, folder, own }: FunctionSite,
): DeclaredFunction | UnresolvedDeclaration {
  const { settings, handler } = own;
  const { name } = fn;
  const foreign = getForeignRuntimeReason(settings.runtime.value);
  if (foreign) return { name, declaredIn, settings, ...foreign };
  return withoutUndefined<DeclaredFunction>({
    name,
    declaredIn,
    settings,
    target: { kind: 'handler-string', folders: [folder], handler },
    // Its template states the defaults as well.
    runtime: settings.runtime.value,
    memoryMb: settings.memoryMb.value,
    timeoutS: settings.timeoutS.value,
    architecture: settings.architecture.value,
    eventSources: eventsOf({ manifest, fn, own }),
    build: buildOf(workspace, { manifest, folder, handler, copied: copiedFolders(manifest, fn, own) }),
    // What `arc env` sets is in no file.
    environmentUnknown: ['*'],
    hasForeignLayers: own.hasLayers ? true : undefined,
  });
}

/** Where the shared code is that the function gets, relative to the manifest. */
function copiedFolders(
  { pragmas }: ArcFile,
  { route }: ArcFunction,
  own: ArcSettings,
): Readonly<Record<string, string>> {
  if (!own.takesShared) return {};
  const placeOf = (pragma: string): string => {
    const stated = statedBelow({ words: [], line: 1, below: pragmas.get(pragma) ?? [] }, 'src')?.words[0];
    return typeof stated === 'string' ? stated : `src/${pragma}`;
  };
  const hasViews = route !== undefined && ['get', 'any'].includes(route.method);
  return { '@architect/shared': placeOf('shared'), ...(hasViews && { '@architect/views': placeOf('views') }) };
}

interface ArcCode {
  readonly manifest: ArcFile;
  readonly folder: string;
  readonly handler: string;
  readonly copied: Readonly<Record<string, string>>;
}

/** JavaScript is zipped as it is. TypeScript is what the plug-in compiles, which gives esbuild a bundle and a format alone (2.1.0). */
function buildOf(workspace: Workspace, { manifest, folder, handler, copied }: ArcCode): BuildSettings {
  const [stem = 'index'] = handler.split('.');
  const source = findWithExtension(workspace, posix.join(folder, stem));
  const places = Object.entries(copied);
  if (source !== undefined && /\.[cm]?tsx?$/.test(source)) {
    // esbuild takes them from the folder that it runs in.
    const alias = Object.fromEntries(places.map(([name, path]) => [name, `./${posix.normalize(path)}`]));
    return { tool: 'esbuild', format: 'cjs', ...(places.length > 0 && { other: { alias } }) };
  }
  const home = posix.dirname(manifest.file);
  const other = {
    copied: Object.fromEntries(places.map(([name, path]) => [name, workspace.relative(posix.join(home, path))])),
  };
  return plainZip(workspace, { path: folder, ...(places.length > 0 && { other }) }, handler);
}

import { posix } from 'node:path';
import { groupBy } from '../../lib/group.js';
import type { Workspace } from '../workspace.js';
import type { ArcLine } from './arc-text.js';
import type { ArcFile } from './manifest.js';

/** Pragmas with code, as they are called since version 8. */
type CodePragma = 'http' | 'events' | 'queues' | 'scheduled' | 'tables-streams' | 'ws';

/** A function that a manifest declares. */
export interface ArcFunction {
  readonly pragma: CodePragma;
  /** Unique in its manifest. */
  readonly name: string;
  readonly line: number;
  /** Where its code may be; absolute. */
  readonly folders: readonly string[];
  /** Of `@http`, in lower case, and as it is written. */
  readonly route?: { readonly method: string; readonly path: string };
  /** What else the manifest says of it. */
  readonly item: ArcLine;
  /** Whose changes it is told. */
  readonly table?: string;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'options', 'head', 'any'];
/** Routes of every WebSocket API, stated or not. */
const SOCKET_ROUTES = ['connect', 'default', 'disconnect'];

/** All functions of a manifest, in the order of its pragmas. */
export function functionsOf(workspace: Workspace, manifest: ArcFile): readonly ArcFunction[] {
  const site: ManifestSite = { manifest, home: posix.dirname(manifest.file) };
  const functions = [
    ...itemsOf(site, 'http').flatMap((item) => httpFunction(site, item)),
    ...(['events', 'queues', 'scheduled'] as const).flatMap((pragma) =>
      itemsOf(site, pragma).flatMap((item) => namedFunction(site, pragma, item)),
    ),
    ...streams(site),
    ...sockets(workspace, site),
  ];
  const byName = groupBy(functions, ({ name }) => name);
  return functions.map((each) =>
    byName.get(each.name)!.length > 1 ? { ...each, name: `${each.pragma} ${each.name}` } : each,
  );
}

interface ManifestSite {
  readonly manifest: ArcFile;
  readonly home: string;
}

function itemsOf({ manifest }: ManifestSite, pragma: string): readonly ArcLine[] {
  return manifest.pragmas.get(pragma) ?? [];
}

/** What a line below an item says under a key: as words behind it, or as lines below it. */
export function statedBelow(item: ArcLine, key: string): ArcLine | undefined {
  const found = item.below.find(({ words }) => words[0] === key);
  return found && { ...found, words: [...found.words.slice(1), ...found.below.flatMap(({ words }) => words)] };
}

function statedText(item: ArcLine, key: string): string | undefined {
  const [value] = statedBelow(item, key)?.words ?? [];
  return typeof value === 'string' ? value : undefined;
}

/** `get /orders`, or the path with its method and more below it. */
function httpFunction(site: ManifestSite, item: ArcLine): ArcFunction[] {
  const [first, second = first] = item.words;
  const method = (item.words.length > 1 ? String(first) : (statedText(item, 'method') ?? '')).toLowerCase();
  if (typeof second !== 'string' || !second.startsWith('/') || !METHODS.includes(method)) return [];
  const route = { method, path: second };
  const folders = foldersFor(site, item, [`http/${method}${folderOfPath(second)}`]);
  return [{ pragma: 'http', name: `${method} ${second}`, line: item.line, folders, route, item }];
}

/** The part of a folder's name that stands for the path (`get-lambda-name` of @architect/utils 6.0.3). */
function folderOfPath(path: string): string {
  if (path === '/') return '-index';
  return path.replaceAll(/[-.]/g, '_').replaceAll('/', '-').replaceAll(':', '000').replace('*', 'catchall');
}

function namedFunction(
  site: ManifestSite,
  pragma: CodePragma,
  item: ArcLine,
  places = [pragma as string],
): ArcFunction[] {
  const [name] = item.words;
  // A name that is still being typed leads everywhere.
  if (typeof name !== 'string' || name === '' || name.includes('..')) return [];
  const folders = foldersFor(
    site,
    item,
    places.map((place) => `${place}/${name}`),
  );
  return [{ pragma, name, line: item.line, folders, item }];
}

function foldersFor({ home }: ManifestSite, item: ArcLine, usual: readonly string[]): readonly string[] {
  const custom = statedText(item, 'src');
  if (custom !== undefined) return [posix.join(home, custom)];
  return usual.map((folder) => posix.join(home, 'src', folder));
}

/** Of `@tables-streams`, of `@streams` before it, and of tables with `stream true` that neither names. */
function streams(site: ManifestSite): ArcFunction[] {
  const told = ['tables-streams', 'streams'].flatMap((pragma) =>
    itemsOf(site, pragma).flatMap((item) =>
      namedFunction(site, 'tables-streams', item, [pragma]).map((fn) => ({
        ...fn,
        table: statedText(item, 'table') ?? fn.name,
      })),
    ),
  );
  const ofTables = itemsOf(site, 'tables')
    .filter((item) => statedBelow(item, 'stream')?.words[0] === true)
    // A `src` there would be an attribute.
    .flatMap((item) => namedFunction(site, 'tables-streams', { ...item, below: [] }, ['tables-streams', 'tables']))
    .map((fn) => ({ ...fn, table: fn.name }));
  return [...told, ...ofTables.filter(({ table }) => !told.some((each) => each.table === table))];
}

function sockets(workspace: Workspace, site: ManifestSite): ArcFunction[] {
  const items = site.manifest.pragmas.get('ws');
  if (items === undefined) return [];
  const stated = items.flatMap((item) =>
    namedFunction(site, 'ws', item).map((fn) => ({ ...fn, name: fn.name.replace(/^\$/, '') })),
  );
  const line = items[0]?.line ?? 1;
  const unstated = SOCKET_ROUTES.filter((name) => !stated.some((each) => each.name === name))
    .flatMap((name) => namedFunction(site, 'ws', { words: [name], line, below: [] }))
    .filter(({ folders }) => folders.some((folder) => workspace.isDirectory(folder)));
  return [...stated, ...unstated];
}

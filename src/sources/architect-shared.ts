import { absolutePath, folderOf, foldersUpwards } from '../lib/paths.js';
import type { Host } from '../model/host.js';

/** Folders that Architect copies to `node_modules/@architect` of each function. */
const COPIED = /^@architect\/(shared|views)(?:\/(.+))?$/;
const MANIFESTS = ['app.arc', '.arc', 'arc.json', 'arc.yaml', 'arc.yml', 'package.json'];
/** What stands beside one function (@architect/inventory 5.0.0). */
const OWN = ['config.arc', '.arc-config', 'arc.json', 'arc-config.json', 'config.yaml', 'config.yml'];

/** Where the project has what a function imports as `@architect/shared` or `@architect/views`; absolute. */
export function copiedByArchitect(specifier: string, from: string, host: Host): string | undefined {
  const [, name, inner = ''] = COPIED.exec(specifier) ?? [];
  if (name === undefined) return undefined;
  const folders = foldersUpwards(folderOf(from));
  const textOf = (folder: string, file: string) => readText(absolutePath(folder, file), host);
  const manifestIn = (folder: string) =>
    MANIFESTS.map((file) => ({ file, text: textOf(folder, file) })).find(
      ({ file, text }) => text !== undefined && isManifest(file, text),
    )?.text;
  const home =
    folders.find((folder) => manifestIn(folder) !== undefined) ??
    folders.find((folder) => host.isDirectory(absolutePath(folder, `src/${name}`)));
  if (home === undefined) return undefined;
  const inside = folders.slice(0, folders.indexOf(home));
  if (inside.some((folder) => OWN.some((file) => isWithoutShared(textOf(folder, file))))) return undefined;
  const place = statedFolder(manifestIn(home) ?? '', name) ?? `src/${name}`;
  return absolutePath(home, `${place}/${inner}`).replace(/\/$/, '');
}

function readText(path: string, host: Host): string | undefined {
  return host.isFile(path) ? host.readText(path) : undefined;
}

/** Beside a function, there may be files of the same names as manifests in JSON and YAML, but only manifests name the application. */
function isManifest(file: string, text: string): boolean {
  if (file === 'package.json') return /"arc(?:hitect)?"\s*:/.test(text);
  return file.endsWith('.arc') || /^\s*\{?\s*["']?app["']?\s*:/m.test(text);
}

/** `@shared` with `src lib/shared` below it; the same as data: `"shared": { "src": "lib/shared" }`. */
function statedFolder(manifest: string, name: string): string | undefined {
  const [, inText] =
    new RegExp(`^@${name}[^\\S\\n]*\\n(?:(?!@).*\\n)*?\\s*src\\s+["']?([^\\s"']+)`, 'm').exec(manifest) ?? [];
  const [, inData] =
    new RegExp(`["']?\\b${name}["']?\\s*:[\\s[{-]*["']?src["']?\\s*[:,]\\s*["']?([^\\s"',}\\]]+)`).exec(manifest) ?? [];
  const stated = inText ?? inData;
  return stated?.replace(/^\.?\/|\/$/g, '');
}

/** `@arc` with `shared false` below it, which keeps views away as well (@architect/hydrate 5.0.2, shared/get-paths.js). */
function isWithoutShared(config: string | undefined): boolean {
  return config !== undefined && /^\s*["']?shared["']?\s*:?\s*false\b/m.test(config);
}

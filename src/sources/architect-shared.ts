import { absolutePath, folderOf, foldersUpwards } from '../lib/paths.js';
import type { Host } from '../model/host.js';

/** Folders that Architect copies to `node_modules/@architect` of each function. */
const COPIED = /^@architect\/(shared|views)(?:\/(.+))?$/;
const MANIFESTS = ['app.arc', '.arc', 'arc.json', 'arc.yaml', 'arc.yml'];

/** Where the project has what a function imports as `@architect/shared` or `@architect/views`; absolute. */
export function copiedByArchitect(specifier: string, from: string, host: Host): string | undefined {
  const [, name, inner = ''] = COPIED.exec(specifier) ?? [];
  if (name === undefined) return undefined;
  const folders = foldersUpwards(folderOf(from));
  const home =
    folders.find((folder) => MANIFESTS.some((file) => host.isFile(absolutePath(folder, file)))) ??
    folders.find((folder) => host.isDirectory(absolutePath(folder, `src/${name}`)));
  return home === undefined ? undefined : absolutePath(home, `src/${name}/${inner}`).replace(/\/$/, '');
}

import { namesMatched } from '../lib/names-matched.js';
import { absolutePath, commonFolder, folderOf, foldersUpwards, isWithin } from '../lib/paths.js';
import type { Host } from '../model/host.js';
import type { Options } from '../model/options.js';
import { adjustDependencies } from '../transforms/package-json.js';

/**
 * Names in each package.json what the fixed files below it import, and takes out `aws-sdk` where nothing names it any more.
 * `texts` holds the fixed files by absolute path and receives the manifests.
 */
export async function adjustManifests(
  { root, ignore }: Options,
  host: Host,
  fixed: Host,
  texts: Map<string, string>,
): Promise<void> {
  const changed = [...texts.keys()].filter(isCode);
  const codeBelow = (folder: string): Promise<readonly string[]> =>
    host.listFiles(folder, ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'], { ignore: folder === root ? ignore : [] });
  for (const manifest of new Set(changed.map((path) => manifestAround(path, root, host)))) {
    const text = manifest && fixed.readText(manifest);
    if (!text) continue;
    const own = changed.filter((path) => manifestAround(path, root, host) === manifest);
    const imported = own.flatMap((path) => importsIn(fixed.readText(path) ?? ''));
    const folder = folderOf(manifest);
    const code = await codeBelow(isWithin(folder, root) ? root : folder);
    const isNamed = code.some(
      (path) => isWithin(path, folder) && /['"]aws-sdk(\/|['"])/.test(fixed.readText(path) ?? ''),
    );
    texts.set(manifest, adjustDependencies(text, { imported, unused: isNamed ? [] : ['aws-sdk'] }));
  }
}

function isCode(path: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(path);
}

function importsIn(text: string): string[] {
  return namesMatched(text, /(?:from|require\(|import\()\s*['"](?<name>@aws-sdk\/[^'"/]+)/g);
}

function manifestAround(path: string, root: string, host: Host): string | undefined {
  return foldersUpwards(folderOf(path), commonFolder(path, root))
    .map((folder) => absolutePath(folder, 'package.json'))
    .find((manifest) => host.isFile(manifest));
}

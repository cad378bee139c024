import picomatch from 'picomatch';
import { folderOf, relativePath } from '../../lib/paths.js';
import type { Host } from '../../model/host.js';
import { namesIn, readManifest } from '../../sources/manifest.js';
import type { Selection } from './folder.js';
import { installedFor } from './node-packages.js';

/** Left out unless a pattern takes it back in; serverless 3.40, `lib/plugins/package/lib/package-service.js`. */
const DEFAULT_EXCLUDES = [
  ...['.git/**', '.gitignore', '.DS_Store', 'npm-debug.log', 'yarn-*.log', '.serverless/**', '.serverless_plugins/**'],
];

/**
 * As the Serverless Framework zips a service: everything below its folder, then pattern after pattern leaves out or takes back
 * in, and at last packages that only development needs are left out.
 */
export function serverlessRules(folder: string, patterns: readonly string[], dropsDev: boolean, host: Host): Selection {
  const steps = [...DEFAULT_EXCLUDES.map((pattern) => `!${pattern}`), ...patterns].map((pattern) => {
    const isIn = !pattern.startsWith('!');
    return { isIn, matches: picomatch(isIn ? pattern : pattern.slice(1), { dot: true }) };
  });
  const isDevelopment = dropsDev ? developmentOnly(folder, host) : () => false;
  // What nothing takes back in needs no walk; everything else is asked file by file.
  const neverIn = patterns.some((pattern) => /^[^!]*\.(git|serverless)\b/.test(pattern)) ? [] : ['.git', '.serverless'];
  return {
    enters: (path) => !neverIn.includes(path),
    takes: (path) => {
      const last = steps.findLast(({ matches }) => matches(path));
      return (last?.isIn ?? true) && !isDevelopment(path);
    },
  };
}

/** Is a file, by its path in the service, one of a package that development alone needs, or a link to its command? */
function developmentOnly(folder: string, host: Host): (path: string) => boolean {
  const production = installedFor(folder, 'production', host);
  const development = installedFor(folder, 'development', host);
  const real = host.realPath(folder);
  const only = [...development.packages.values()].filter((each) => !production.packages.has(each.folder));
  const links = only.filter(({ name, folder: own }) => host.realPath(`${real}/node_modules/${name}`) === own);
  const folders = new Set([
    ...only.map((each) => relativePath(real, each.folder)),
    // pnpm keeps packages elsewhere and links to them.
    ...links.map(({ name }) => `node_modules/${name}`),
  ]);
  const commands = new Set(only.flatMap((each) => commandsOf(each.folder, each.name, real, host)));
  return (path) => commands.has(path) || packageFolders(path).some((each) => folders.has(each));
}

/** Every package folder that a path stands in: `node_modules/a`, `node_modules/a/node_modules/b`. */
function packageFolders(path: string): string[] {
  return [...path.matchAll(/(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/g)].map(({ index, 0: match }) =>
    path.slice(0, index + match.length),
  );
}

function commandsOf(folder: string, name: string, root: string, host: Host): string[] {
  const { bin } = readManifest(folder, host) ?? {};
  const names = typeof bin === 'string' ? [name.slice(name.lastIndexOf('/') + 1)] : namesIn(bin);
  const parent = folderOf(folder);
  const modules = relativePath(root, name.startsWith('@') ? folderOf(parent) : parent);
  return names.map((each) => `${modules}/.bin/${each}`);
}

import { CODE_FILES } from '../../lib/code-file.js';
import { memoise } from '../../lib/memoise.js';
import { folderOf, foldersUpwards, isWithin, relativePath } from '../../lib/paths.js';
import type { Host } from '../../model/host.js';
import type { FindNeighbours, Neighbours } from '../../model/neighbours.js';
import type { Options } from '../../model/options.js';
import { isBystander } from '../../project/bystander.js';
import { groundOf, outermostFolders } from '../../sources/ground.js';

/** Looks in all of the checkout or workspace that the root is in, and in those of other code that is loaded or asked for. */
export function neighboursOf({ root, paths }: Options, host: Host): FindNeighbours {
  const groundAround = memoise((folder) => groundOf(folder, host));
  const listed = memoise((ground) => host.listFilesSync(ground, [CODE_FILES]));
  const given = paths.filter((path) => !isWithin(path, root) && !isWithin(root, path) && host.isDirectory(path));
  const near = (): readonly string[] =>
    outermostFolders([root, ...given].map((folder) => groundAround(folder) ?? folder));
  return (loaded) => {
    const grounds = near();
    const far = [...loaded].filter((path) => !grounds.some((ground) => isWithin(path, ground))).map(folderOf);
    const others = [...new Set(far)].flatMap((folder) => groundAround(folder) ?? []);
    return sorted(root, outermostFolders([...grounds, ...others]), listed);
  };
}

function sorted(root: string, grounds: readonly string[], listed: (ground: string) => readonly string[]): Neighbours {
  const around = (path: string): string => grounds.find((ground) => isWithin(path, ground)) ?? root;
  // From the root on, as what is asked for by name may be what .gitignore names above.
  const inside = listed(root);
  const outside = grounds
    .flatMap((ground) => (ground === root ? [] : listed(ground)))
    .filter((path) => !isWithin(path, root));
  const bystanders = new Set([
    ...inside.filter((path) => isBystander(relativePath(root, path))),
    ...outside.filter((path) => isBystander(relativePath(around(path), path))),
  ]);
  return {
    bystanders: [...bystanders],
    otherCode: [...inside, ...outside].filter((path) => !bystanders.has(path)),
    folders: foldersUpwards(root, around(root)),
    groundOf: around,
  };
}

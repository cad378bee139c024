import type { Host } from '../../model/host.js';
import type { DeployedFile } from './deployed-file.js';
import { allBut, listFolder } from './folder.js';
import type { Installed } from './node-packages.js';

/**
 * The files of installed packages as an install would lay them out: under `node_modules`, nested copies included. What stands in
 * a package's own `node_modules` belongs to other packages.
 */
export function filesOfPackages({ packages }: Pick<Installed, 'packages'>, host: Host): DeployedFile[] {
  return [...packages.values()].flatMap(({ folder, name }) => {
    const place = placeOf(folder, name);
    const { files } = listFolder(folder, allBut('node_modules', '.git'), host);
    return files.map((file) => ({ ...file, name: `${place}/${file.name}` }));
  });
}

/** Where a package is put: nested as it is installed here; what pnpm or a workspace keeps elsewhere, at the top. */
function placeOf(folder: string, name: string): string {
  const at = folder.indexOf('/node_modules/');
  const isElsewhere = at === -1 || folder.includes('/node_modules/.');
  return isElsewhere ? `node_modules/${name}` : folder.slice(at + 1);
}

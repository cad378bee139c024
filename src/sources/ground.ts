import { absolutePath, folderOf, foldersUpwards, isWithin } from '../lib/paths.js';
import type { Host } from '../model/host.js';
import { foldersAround, isCheckout } from './checkout.js';
import { workspaceAround } from './workspace-packages.js';

/**
 * The folder around another one whose tests and configs may be about the code there: its checkout, else the workspace that it is a part of,
 * else its package. None where nothing says so: what is around may be anybody's, and a lot of it.
 */
export function groundOf(folder: string, host: Host): string | undefined {
  if (host.home !== undefined && isWithin(host.home, folder)) return undefined;
  const around = [folder, ...foldersAround(folder, host)].filter((each) => each !== folderOf(each));
  return (
    around.find((each) => isCheckout(each, host)) ??
    workspaceAround(folder, host)?.top ??
    around.find((each) => host.isFile(absolutePath(each, 'package.json')))
  );
}

/** Of some folders, those that lie in no other one of them. */
export function outermostFolders(folders: Iterable<string>): readonly string[] {
  const all = [...new Set(folders)];
  return all.filter(
    (folder) =>
      !foldersUpwards(folder)
        .slice(1)
        .some((each) => all.includes(each)),
  );
}

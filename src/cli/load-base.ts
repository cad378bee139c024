import { moveOptions } from '../config/move-options.js';
import type { Base } from '../core/compare-with-base.js';
import { readLongText } from '../derived/long-text.js';
import { checkOutTree } from '../host/git-tree.js';
import { createNodeHost } from '../host/node-host.js';
import { NOT_REGULAR, UsageError } from '../model/errors.js';
import type { Host } from '../model/host.js';
import type { Options } from '../model/options.js';
import { readReport } from './base-report.js';
import { absolute } from './targets.js';

/**
 * Reads an earlier report, or builds the functions as a commit has them.
 *
 * @param name a path of a report made with `--format json`, or anything that git understands as a commit.
 * @throws {UsageError} where it is neither.
 */
export async function loadBase(name: string, options: Options, cwd: string, host: Host): Promise<Base> {
  const path = absolute(name, cwd);
  if (host.isSpecial(path)) throw new UsageError(`"${name}" ${NOT_REGULAR}.`);
  if (!host.isFile(path)) return buildCommit(name, options, host);
  return { name, ...readReport(await readLongText(path, host), name), remarks: [], isBuilt: false };
}

async function buildCommit(name: string, options: Options, host: Host): Promise<Base> {
  const { buildBase } = await import('../core/compare-with-base.js');
  const tree = checkOutTree(options.root, name);
  try {
    return await buildBase({
      name,
      tree,
      options: { ...moveOptions(options, tree.root, tree.original), paths: [] },
      hosts: { earlier: createNodeHost(host.log), now: host },
      root: options.root,
    });
  } finally {
    tree.remove();
  }
}

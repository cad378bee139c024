import { compareBundles } from '../bundle/compare.js';
import { bundleFunctions } from '../bundle-functions.js';
import { checkOutTree } from '../host/git-tree.js';
import { createNodeHost } from '../host/node-host.js';
import { listFunctions } from '../list-functions.js';
import type { BundleReport } from '../model/bundle.js';
import type { BundleComparison } from '../model/bundle-comparison.js';
import { UsageError } from '../model/errors.js';
import type { Host } from '../model/host.js';
import type { Options } from '../model/options.js';
import type { Problem } from '../model/problem.js';
import { absolute } from './targets.js';

/** What a run is compared with. */
export interface Base {
  /** As the user named it. */
  readonly name: string;
  readonly functions: BundleReport['functions'];
  /** What makes the comparison less than exact. */
  readonly problems: readonly Problem[];
}

/**
 * Reads an earlier report, or builds the functions as a commit has them.
 *
 * @param name a path of a report made with `--format json`, or anything that git understands as a commit.
 * @throws {UsageError} where it is neither.
 */
export async function loadBase(name: string, options: Options, cwd: string, host: Host): Promise<Base> {
  const path = absolute(name, cwd);
  return host.isFile(path)
    ? { name, functions: readReport(host.readText(path)!, name), problems: [] }
    : buildBase(name, options, host);
}

function readReport(text: string, name: string): BundleReport['functions'] {
  const report = parse(text, name);
  const isReport =
    report.schemaVersion === 1 &&
    Array.isArray(report.functions) &&
    report.functions.every((bundle) => {
      const { functionId, zippedBytes, packages, own, assets } = Object(bundle);
      const lists = [packages, own, assets];
      return typeof functionId === 'string' && typeof zippedBytes === 'number' && lists.every(Array.isArray);
    });
  if (!isReport) throw new UsageError(`"${name}" is no report of "coldlens bundle --format json".`);
  return report.functions as unknown as BundleReport['functions'];
}

function parse(text: string, name: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new UsageError(`"${name}" is not JSON. Make it with "coldlens bundle --format json".`);
  }
}

/** Deployment files and code of the commit, settings of today's config, and the packages that are installed now. */
async function buildBase(ref: string, options: Options, host: Host): Promise<Base> {
  const tree = checkOutTree(options.root, ref);
  try {
    const then = { ...options, root: tree.root, paths: [] };
    const baseHost = createNodeHost(host.log);
    const { functions } = await listFunctions(then, baseHost);
    const built = await bundleFunctions(functions, { ...then, rules: {}, overrides: [] }, baseHost);
    return { name: ref, functions: built.functions, problems: lockProblems(tree.root, options.root, ref, host) };
  } finally {
    tree.remove();
  }
}

const LOCK_FILES = ['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock'];

function lockProblems(before: string, after: string, ref: string, host: Host): readonly Problem[] {
  const changed = LOCK_FILES.find((name) => host.readText(`${before}/${name}`) !== host.readText(`${after}/${name}`));
  if (changed === undefined) return [];
  const message = `${changed} differs from ${ref}, but both sides were built with the packages that are installed now. For what an update costs, compare with a report that was made before it.`;
  return [{ kind: 'unbuilt', file: changed, message }];
}

/** Functions that are there but could not be built have no part in it, nor have those that were not asked for. */
export function compareWith(
  base: Base,
  report: BundleReport,
  wanted: readonly string[],
  isNarrowed: boolean,
): BundleComparison {
  const built = new Set(report.functions.map(({ functionId }) => functionId));
  const asked = new Set(wanted);
  const before = base.functions.filter(
    ({ functionId }) => built.has(functionId) || !(isNarrowed || asked.has(functionId)),
  );
  return compareBundles({ functions: before }, report, base.name);
}

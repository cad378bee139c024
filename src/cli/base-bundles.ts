import { posix } from 'node:path';
import { analyzeBundles } from '../bundle/analyze-bundles.js';
import { buildAsIfAt } from '../bundle/build/build-as-if-at.js';
import { compareBundles } from '../bundle/compare/compare.js';
import { moveOptions } from '../config/move-options.js';
import { listFunctions } from '../core/list-functions.js';
import { readLongText } from '../derived/long-text.js';
import { checkOutTree, type GitTree } from '../host/git-tree.js';
import { createNodeHost } from '../host/node-host.js';
import { absolutePath, foldersUpwards, relativePath } from '../lib/paths.js';
import type { BundleReport } from '../model/bundle.js';
import type { BundleComparison, ComparisonBase } from '../model/bundle-comparison.js';
import { NOT_REGULAR, UsageError } from '../model/errors.js';
import type { Host } from '../model/host.js';
import type { Options } from '../model/options.js';
import type { FunctionRef, Problem } from '../model/problem.js';
import { problemText } from '../words/problems.js';
import { readReport } from './base-report.js';
import { absolute } from './targets.js';
import { toProblem } from './unresolved.js';

/** What a run is compared with. */
export interface Base extends ComparisonBase {
  /** What makes the comparison less than exact. */
  readonly remarks: readonly Problem[];
  /** Whether it was built just now, so that nobody has been told of its problems. */
  readonly isBuilt: boolean;
}

/**
 * Reads an earlier report, or builds the functions as a commit has them.
 *
 * @param name a path of a report made with `--format json`, or anything that git understands as a commit.
 * @throws {UsageError} where it is neither.
 */
export async function loadBase(name: string, options: Options, cwd: string, host: Host): Promise<Base> {
  const path = absolute(name, cwd);
  if (host.isSpecial(path)) throw new UsageError(`"${name}" ${NOT_REGULAR}.`);
  if (!host.isFile(path)) return buildBase(name, options, host);
  return { name, ...readReport(await readLongText(path, host), name), remarks: [], isBuilt: false };
}

/** Deployment files and code of the commit, settings of today's config, and the packages that are installed now. */
async function buildBase(ref: string, options: Options, host: Host): Promise<Base> {
  const tree = checkOutTree(options.root, ref);
  try {
    const then = { ...moveOptions(options, tree.root, tree.original), paths: [] };
    const baseHost = createNodeHost(host.log);
    const found = await listFunctions(then, baseHost);
    const build = buildAsIfAt(tree.top, tree.original);
    const built = await analyzeBundles(found.functions, then.root, baseHost, { build });
    const problems = [...found.problems, ...found.unresolved.map(toProblem), ...built.problems];
    const remarks = await lockProblems(tree, options.root, ref, host);
    return { name: ref, functions: built.functions, problems, remarks, isBuilt: true };
  } finally {
    tree.remove();
  }
}

const LOCK_FILES = ['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb'];

/** The lock file of a workspace stands above its packages. */
async function lockProblems(tree: GitTree, root: string, ref: string, host: Host): Promise<readonly Problem[]> {
  for (const folder of foldersUpwards(tree.root, tree.top)) {
    const place = relativePath(tree.root, folder);
    for (const name of LOCK_FILES) {
      const [before, after] = await Promise.all(
        [folder, absolutePath(root, place)].map((each) => contentOf(`${each}/${name}`, host)),
      );
      if (before === after) continue;
      const message = `${name} differs from ${ref}, but both sides were built with the packages that are installed now. For what an update costs, compare with a report that was made before it.`;
      return [{ kind: 'unbuilt', file: posix.join(place, name), message }];
    }
  }
  return [];
}

async function contentOf(path: string, host: Host): Promise<string | undefined> {
  return host.isFile(path) ? Buffer.from(await host.readBytes(path)).toString('latin1') : undefined;
}

/** Functions that were not asked for have no part in it. */
export function compareWith(
  base: Base,
  report: BundleReport,
  wanted: readonly string[],
  isNarrowed: boolean,
): BundleComparison {
  const asked = new Set(wanted);
  const functions = base.functions.filter(({ functionId }) => !isNarrowed || asked.has(functionId));
  return compareBundles({ functions, problems: base.problems }, report, base.name);
}

/**
 * What a reader of the comparison has to know. What is in the way on both sides is told once.
 *
 * @param others functions that were not asked for.
 */
export function remarksOn(base: Base, report: BundleReport, others: readonly FunctionRef[] = []): readonly Problem[] {
  const now = new Set(report.problems.map(textOf));
  const otherIds = new Set(others.map(({ id }) => id));
  const own = (base.isBuilt ? base.problems : []).filter(
    (problem) => !now.has(textOf(problem)) && !(problem.function && otherIds.has(problem.function.id)),
  );
  return [
    ...base.remarks,
    // Its place is in files that are there no more.
    ...own.map((problem): Problem => ({ kind: 'unbuilt', message: `in ${base.name}: ${textOf(problem)}` })),
    ...(isOfOthers(base, report, others) ? [strange(base)] : []),
  ];
}

function textOf(problem: Problem): string {
  const { file, line } = problem;
  const place = [file, line].filter((part) => part !== undefined).join(':');
  const text = problemText(problem);
  return place === '' ? text : `${place}: ${text}`;
}

function isOfOthers(base: Base, report: BundleReport, others: readonly FunctionRef[]): boolean {
  const ids = new Set([...idsIn(report), ...others.map(({ id }) => id)]);
  const isKnown = idsIn(base).some((id) => ids.has(id));
  return report.functions.length > 0 && base.functions.length > 0 && !isKnown;
}

/** Of functions that were built, and of those that could not be. */
function idsIn({ functions, problems }: Pick<BundleReport, 'functions' | 'problems'>): readonly string[] {
  return [...functions.map(({ functionId }) => functionId), ...problems.flatMap((each) => each.function?.id ?? [])];
}

function strange({ name }: Base): Problem {
  return { kind: 'unbuilt', message: `${name} may be of another project: none of its functions is here.` };
}

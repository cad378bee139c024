import { posix } from 'node:path';
import { analyzeBundles } from '../bundle/analyze-bundles.js';
import { buildAsIfAt } from '../bundle/build/build-as-if-at.js';
import { compareBundles } from '../bundle/compare/compare.js';
import { absolutePath, foldersUpwards, relativePath } from '../lib/paths.js';
import type { BundleReport } from '../model/bundle.js';
import type { BundleComparison, ComparisonBase } from '../model/bundle-comparison.js';
import type { Host } from '../model/host.js';
import type { Options } from '../model/options.js';
import type { FunctionRef, Problem } from '../model/problem.js';
import { placeText } from '../words/places.js';
import { problemText } from '../words/problems.js';
import { listFunctions } from './list-functions.js';
import { unresolvedProblem } from './unresolved-problem.js';

/** What a run is compared with. */
export interface Base extends ComparisonBase {
  /** What makes the comparison less than exact. */
  readonly remarks: readonly Problem[];
  /** Whether it was built just now, so that nobody has been told of its problems. */
  readonly isBuilt: boolean;
}

/** Functions as a commit has them: where its files lie now, and where they would. */
interface EarlierTree {
  /** Absolute folder of the analysed root, among the files of the commit. */
  readonly root: string;
  /** The folder around all of them. */
  readonly top: string;
  /** The folder that they are of. */
  readonly original: string;
}

export interface EarlierBuild {
  /** What the commit is called. */
  readonly name: string;
  readonly tree: EarlierTree;
  /** Those of today, moved to the tree. */
  readonly options: Options;
  /** Of the tree, and of today's files. */
  readonly hosts: { readonly earlier: Host; readonly now: Host };
  /** Root of today. */
  readonly root: string;
}

/** Deployment files and code of the commit, settings of today's config, and the packages that are installed now. */
export async function buildBase({ name, tree, options, hosts, root }: EarlierBuild): Promise<Base> {
  const found = await listFunctions(options, hosts.earlier);
  const build = buildAsIfAt(tree.top, tree.original);
  const built = await analyzeBundles(found.functions, options.root, hosts.earlier, { build, assumesBuilds: true });
  const problems = [...found.problems, ...found.unresolved.map(unresolvedProblem), ...built.problems];
  const remarks = await lockProblems(tree, root, name, hosts.now);
  return { name, functions: built.functions, problems, remarks, isBuilt: true };
}

const LOCK_FILES = ['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb'];

/** The lock file of a workspace stands above its packages. */
async function lockProblems(tree: EarlierTree, root: string, ref: string, host: Host): Promise<readonly Problem[]> {
  for (const folder of foldersUpwards(tree.root, tree.top)) {
    const place = relativePath(tree.root, folder);
    for (const name of LOCK_FILES) {
      const [before, after] = await Promise.all(
        [folder, absolutePath(root, place)].map((each) => contentOf(`${each}/${name}`, host)),
      );
      if (before === after) continue;
      const message = `${name} differs from ${ref}, but both sides were built with the packages that are installed now. To see what an update costs, compare with a report that was made before it.`;
      return [{ kind: 'unbuilt', file: posix.join(place, name), message }];
    }
  }
  return [];
}

async function contentOf(path: string, host: Host): Promise<string | undefined> {
  return host.isFile(path) ? Buffer.from(await host.readBytes(path)).toString('latin1') : undefined;
}

/** Which functions a comparison is about. */
export interface Compared {
  /** Ids. */
  readonly wanted: readonly string[];
  /** Functions that were not asked for. */
  readonly others?: readonly FunctionRef[];
  /** Only what was asked for takes part. */
  readonly isNarrowed: boolean;
}

/** The report with what has changed since the base, and what a reader of that has to know. */
export function withComparison<Report extends BundleReport>(
  base: Base,
  report: Report,
  { wanted, others = [], isNarrowed }: Compared,
): Report & { readonly comparison: BundleComparison } {
  const asked = new Set(wanted);
  const functions = base.functions.filter(({ functionId }) => !isNarrowed || asked.has(functionId));
  const comparison = compareBundles({ functions, problems: base.problems }, report, base.name);
  return { ...report, problems: [...report.problems, ...remarksOn(base, report, others)], comparison };
}

/**
 * What is in the way on both sides is told once.
 *
 * @param others functions that were not asked for.
 */
function remarksOn(base: Base, report: BundleReport, others: readonly FunctionRef[]): readonly Problem[] {
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
  const place = placeText({ file, line });
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
  return { kind: 'unbuilt', message: `${name} may be from another project: it has none of the functions found here.` };
}

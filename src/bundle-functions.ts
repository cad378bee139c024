import { analyzeBundles } from './bundle/analyze-bundles.js';
import { concerns } from './engine/concerns.js';
import { type BuiltFunction, runBundleRules } from './engine/run-bundle-rules.js';
import type { FunctionBundle, JudgedBundles } from './model/bundle.js';
import { UnreadableFileError } from './model/errors.js';
import type { LambdaFunction } from './model/function.js';
import type { Host } from './model/host.js';
import type { Options } from './model/options.js';
import { bundleRules } from './rules/index.js';

/**
 * Builds functions as their deploy tools would and asks the rules about what they ship.
 *
 * @param base what budgets for growth compare with.
 */
export async function bundleFunctions(
  functions: readonly LambdaFunction[],
  options: Options,
  host: Host,
  base: readonly FunctionBundle[] = [],
): Promise<JudgedBundles> {
  const { root } = options;
  const given = functions.map((fn) => withGivenBuild(fn, options));
  const report = await analyzeBundles(given, root, host);
  const byId = new Map(given.map((fn) => [fn.id, fn]));
  const before = new Map(base.map((bundle) => [bundle.functionId, bundle]));
  const built = report.functions.map((bundle): BuiltFunction => {
    const { functionId } = bundle;
    return { fn: byId.get(functionId)!, bundle, base: before.get(functionId) };
  });
  const { findings, problems } = runBundleRules(bundleRules, built, options, (file) =>
    readText(`${root}/${file}`, host),
  );
  return { ...report, problems: [...report.problems, ...problems], findings };
}

/** What the config says of a function's build wins over its deployment file. */
function withGivenBuild(fn: LambdaFunction, { bundle: { builds }, root }: Options): LambdaFunction {
  let { build, runtime } = fn;
  for (const given of builds.filter((each) => concerns(each, fn, root))) {
    const tool = !build || build.tool === 'unknown' ? 'esbuild' : build.tool;
    build = { ...build, tool, ...given.build, other: { ...build?.other, ...given.build.other } };
    runtime = given.runtime ?? runtime;
  }
  return { ...fn, build, runtime };
}

function readText(path: string, host: Host): string | undefined {
  try {
    return host.readText(path);
  } catch (error) {
    if (error instanceof UnreadableFileError) return undefined;
    throw error;
  }
}

import { concerns } from '../derived/concerns.js';
import type { LambdaFunction } from '../model/function.js';
import type { GivenBuild } from '../model/options.js';

/** What the config says of a function's build wins over its deployment file; of several that are about it, the last one. */
export function withGivenBuild(fn: LambdaFunction, builds: readonly GivenBuild[], root: string): LambdaFunction {
  let { build, runtime } = fn;
  const about = builds.filter((each) => concerns(each, fn, root));
  if (about.length === 0) return fn;
  for (const given of about) {
    const tool = !build || build.tool === 'unknown' ? 'esbuild' : build.tool;
    build = { ...build, tool, ...given.build, other: { ...build?.other, ...given.build.other } };
    runtime = given.runtime ?? runtime;
  }
  return { ...fn, build, runtime };
}

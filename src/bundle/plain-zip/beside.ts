import { dirname, join } from 'node:path/posix';
import picomatch from 'picomatch';
import { groupBy } from '../../lib/group.js';
import type { NonEmpty } from '../../lib/non-empty.js';
import { absolutePath, isBelow, relativePath } from '../../lib/paths.js';
import type { DetailedBundle, PackageCopy, PackageShare } from '../../model/bundle.js';
import type { LambdaFunction } from '../../model/function.js';
import type { Host } from '../../model/host.js';
import { listOf } from '../../sources/manifest.js';
import { notPackagedSentences } from '../../words/missing-packages.js';
import type { BundleGraph } from '../build/module-graph.js';
import { packageNames } from '../packages/package-names.js';
import { isProvided, packageNameOf } from '../packages/provided.js';
import type { BuildPlan } from '../settings/settings.js';
import { byBytes, sum } from '../weigh/bytes.js';
import { zipLevelOf } from '../weigh/zip.js';
import { attributeFiles } from './attribute-files.js';
import type { DeployedFile } from './deployed-file.js';
import { weighFiles } from './file-weights.js';
import { followImports } from './follow-imports.js';
import { withLayers } from './layers.js';
import { lackedPeers, neededOutside, notPackaged } from './lost.js';
import { installedNamed } from './node-packages.js';
import { filesOfPackages } from './package-files.js';
import type { FileTools } from './tools.js';
import { followAll } from './way.js';

/** The bundle with what is deployed beside the built file: packages that are installed there, files that are copied, layers. */
export async function withBeside(
  bundle: DetailedBundle,
  built: BundleGraph,
  { fn, entry }: BuildPlan,
  tools: FileTools,
  fullGraphOf: FullGraphOf,
): Promise<DetailedBundle> {
  const { host, root, packageOf, zipSizeOf, relative } = tools;
  const layers = tools.layersOf(fn);
  const names = installedBeside(fn, bundle.external);
  const installed = installedNamed(names, dirname(entry), host);
  const files = distinct([...filesOfPackages(installed, host), ...copiedFiles(fn, root, host)]);
  const graph = names.length > 0 ? await fullGraphOf(entry) : undefined;
  const peers = graph
    ? lackedPeers(graph, graph.external, tools.lacksPeer).filter((name) => !isProvided(name, fn))
    : [];
  const missing = packageNames([...bundle.missing, ...installed.missing, ...peers]);
  const absent = installedNamed(missing, dirname(entry), host).missing;
  const notBuilt = missing.filter((name) => !absent.includes(name));
  const isElsewhere = (name: string): boolean =>
    [...names, ...(fn.build?.nodeModules ?? [])].includes(name) ||
    missing.includes(name) ||
    isProvided(name, fn) ||
    layers.has(name) ||
    files.some((file) => file.name.startsWith(`node_modules/${name}/`));
  const needed = await neededOutside(built, packageOf, isElsewhere, () => fullGraphOf(entry));
  const lost = notPackaged(needed, layers);
  const told: DetailedBundle = {
    ...bundle,
    fromRuntime: bundle.external.filter((name) => {
      const packageName = packageNameOf(name);
      return !names.includes(packageName) && !layers.mayHave(packageName) && !needed.includes(packageName);
    }),
    ...(notBuilt.length > 0 && { notBuilt }),
    ...lost,
    ...withLayers(missing, layers, fn, bundle.loadedExternal),
    assumptions: [...bundle.assumptions, ...layers.assumptions, ...notPackagedSentences(lost)],
  };
  if (files.length === 0) return told;
  const found = attributeFiles(
    weighFiles(files, installed, packageOf, relative),
    graph && followAll(graph, files, packageOf),
    packageOf,
    relative,
  );
  return {
    ...told,
    unzippedBytes: bundle.unzippedBytes + sum(files),
    zippedBytes: bundle.zippedBytes + (await zipSizeOf(files, zipLevelOf(fn))),
    unreachedBytes: found.unreachedBytes,
    modules: bundle.modules + found.modules,
    packages: mergePackages([...bundle.packages, ...found.packages]),
    own: bundle.own,
    assets: [...found.own, ...found.assets].sort(byBytes),
    contents: [...bundle.contents, ...found.contents],
  };
}

/** Names of packages that the tool installs beside the bundle. */
function installedBeside({ declaredIn, build }: LambdaFunction, external: readonly string[]): readonly string[] {
  if (build === undefined) return [];
  if (build.nodeModules) return build.nodeModules;
  if (declaredIn.kind !== 'serverless') return [];
  // The plug-in leaves packages to the place where it runs by `exclude`; those of `external` it installs.
  const excluded = [build.other?.exclude ?? []].flat();
  if (excluded.includes('*')) return [];
  const listed = (build.external ?? []).filter((name) => !excluded.includes(name));
  const isListed = listed.length > 0 ? picomatch([...listed], { dot: true }) : () => false;
  return [...new Set(external.map(packageNameOf))].filter((name) => isListed(name));
}

/** Files that `package.patterns` adds to the bundle, relative to the folder of the service. */
export function copiedFiles({ declaredIn, build }: LambdaFunction, root: string, host: Host): DeployedFile[] {
  const patterns = listOf(build?.patterns) ?? [];
  if (declaredIn.kind !== 'serverless' || patterns.length === 0) return [];
  const folder = dirname(absolutePath(root, declaredIn.file));
  const steps = patterns.map((pattern) => {
    const isIn = !pattern.startsWith('!');
    return { isIn, matches: picomatch(isIn ? pattern : pattern.slice(1), { dot: true }) };
  });
  const bases = new Set(
    patterns.filter((pattern) => !pattern.startsWith('!')).map((pattern) => picomatch.scan(pattern).base),
  );
  const candidates = [...bases].flatMap((base) => host.listTree(join(folder, base)).files);
  return candidates.flatMap((file) => {
    const name = relativePath(folder, file.path);
    const isInside = isBelow(file.path, folder);
    return isInside && steps.findLast(({ matches }) => matches(name))?.isIn ? [{ ...file, name }] : [];
  });
}

/** What a handler reaches when nothing is left out of its bundle; takes an absolute path. */
export type FullGraphOf = (entry: string) => Promise<BundleGraph | undefined>;

/** For functions that are built with the same settings: all of them are followed at once, when the first is asked for. */
export function createFullGraphOf(
  plans: NonEmpty<Pick<BuildPlan, 'entry' | 'options'>>,
  { host, root }: FileTools,
): FullGraphOf {
  const { tsconfig, alias, define, loader } = plans[0].options;
  const further = Object.fromEntries(
    Object.entries({ tsconfig, alias, define, loader }).filter(([, value]) => value !== undefined),
  );
  const paths = [...new Set(plans.map(({ entry }) => host.realPath(entry)))];
  let imported: ReturnType<typeof followImports> | undefined;
  return async (entry) => {
    imported ??= followImports(paths, host.realPath(root), host, further);
    return (await imported).graphs.get(host.realPath(entry));
  };
}

function distinct(files: readonly DeployedFile[]): DeployedFile[] {
  return [...new Map(files.map((file) => [file.name, file])).values()];
}

/** A package may be in the bundle and beside it; in one folder, it is one copy all the same. */
function mergePackages(shares: readonly PackageShare[]): PackageShare[] {
  const merged = [...groupBy(shares, ({ name }) => name).values()].map((same): PackageShare => {
    const [first, ...others] = same;
    if (others.length === 0) return first;
    const total = (key: 'bytes' | 'onlyThroughBytes' | 'modules'): number =>
      same.reduce((all, each) => all + each[key], 0);
    return {
      ...first,
      bytes: total('bytes'),
      onlyThroughBytes: total('onlyThroughBytes'),
      modules: total('modules'),
      copies: mergeCopies(same.flatMap(({ copies }) => copies)),
    };
  });
  return merged.sort(byBytes);
}

function mergeCopies(copies: readonly PackageCopy[]): readonly PackageCopy[] {
  const merged = [...groupBy(copies, ({ folder }) => folder).values()].map((same): PackageCopy => {
    return { ...same[0], bytes: sum(same) };
  });
  return merged.sort(byBytes);
}

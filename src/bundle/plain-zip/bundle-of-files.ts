import type { DetailedBundle } from '../../model/bundle.js';
import type { LambdaFunction } from '../../model/function.js';
import { notPackagedSentences } from '../../words/missing-packages.js';
import { packageNames } from '../packages/package-names.js';
import type { PackageOf } from '../packages/packages.js';
import { packageNameOf } from '../packages/provided.js';
import type { LacksRequired } from '../packages/required.js';
import { attributeFiles } from './attribute-files.js';
import type { WeighedFiles } from './file-weights.js';
import { type Layers, withLayers } from './layers.js';
import { lackedPeers, neededNames, notPackaged } from './lost.js';
import type { AbsentModule, DeployedWay, DeployedWays } from './way.js';

/** What is known of a package of files before it is told. */
export interface FileFindings {
  readonly fn: LambdaFunction;
  readonly weighed: WeighedFiles;
  readonly zippedBytes: number;
  /** Missing where imports could not be followed. */
  readonly ways: DeployedWays | undefined;
  readonly layers: Layers;
  /** Packages that the tool would install and that are not installed here, whoever imports them. */
  readonly missing: readonly string[];
  /** What an install may bring along, or leave out. */
  readonly optional: readonly string[];
  /** What is imported and nothing was found for, as it is written. */
  readonly unfound: readonly string[];
  /** Of these, what is installed and not built. */
  readonly notBuilt: readonly string[];
  /** Packages that are installed and not deployed, and that code can do without. */
  readonly dispensable: readonly string[];
  readonly assumptions: readonly string[];
  /** Does the runtime bring the package along? */
  isProvided(name: string): boolean;
  readonly lacksPeer: LacksRequired;
}

export function bundleOfFiles(
  findings: FileFindings,
  packageOf: PackageOf,
  relative: (path: string) => string,
): DetailedBundle {
  const { fn, weighed, zippedBytes, ways, layers, notBuilt, optional, unfound, dispensable, assumptions } = findings;
  const { isProvided, lacksPeer } = findings;
  const attribution = attributeFiles(weighed, ways?.all, packageOf, relative);
  const namesOf = (way: DeployedWay | undefined): readonly string[] => outsideNames(way, packageOf, relative);
  const isNeededHere = (name: string): boolean => !isProvided(name) && !layers.has(name);
  const imported = ways ? neededNames(ways.all.graph, unfound, packageOf, ways.all.cameFrom.keys()) : [];
  const needed = imported.filter(isNeededHere);
  // An install would bring an SDK that is listed as well.
  const listed = imported.filter((name) => optional.includes(name) && !layers.has(name));
  const peers = ways
    ? lackedPeers(ways.all.graph, unfound, lacksPeer, ways.all.cameFrom.keys()).filter(isNeededHere)
    : [];
  const missing = packageNames([...findings.missing, ...listed, ...peers]);
  const loadedExternal = ways && namesOf(ways.loaded);
  const external = namesOf(ways?.all).filter((name) => !missing.includes(packageNameOf(name)));
  const absent = absentPackages(ways?.all, packageOf).filter(
    (name) => isNeededHere(name) && !dispensable.includes(name),
  );
  const unbrought = [...new Set([...absent, ...needed.filter((name) => !missing.includes(name))])];
  const lost = notPackaged(unbrought, layers, absentFiles(ways?.all, packageOf, relative));
  return {
    functionId: fn.id,
    name: fn.name,
    declaredIn: fn.declaredIn,
    packaging: 'files',
    minified: false,
    unzippedBytes: weighed.bytes,
    zippedBytes,
    codeBytes: 0,
    sourceMapBytes: weighed.mapBytes,
    bundlerBytes: 0,
    ...attribution,
    external,
    fromRuntime: external.filter((name) => isProvided(packageNameOf(name)) && !layers.mayHave(packageNameOf(name))),
    ...withLayers(missing, layers, fn, loadedExternal),
    ...(notBuilt.length > 0 && { notBuilt }),
    ...lost,
    ...(loadedExternal && { loadedExternal }),
    readsSourceMaps: false,
    assumptions: [...assumptions, ...layers.assumptions, ...notPackagedSentences(lost)],
  };
}

/** What stands outside of the package: what nothing on disk holds, and what is there and not deployed. */
function outsideNames(
  way: DeployedWay | undefined,
  packageOf: PackageOf,
  relative: (path: string) => string,
): readonly string[] {
  const outside = (way?.outside ?? []).filter(isName);
  const absent = [...absentPackages(way, packageOf), ...absentFiles(way, packageOf, relative)];
  return [...new Set([...outside, ...absent])].sort();
}

/** Packages that own code imports and that are installed and not deployed. */
export function absentPackages(way: DeployedWay | undefined, packageOf: PackageOf): readonly string[] {
  return [...new Set((way?.absent ?? []).flatMap((each) => absentPackage(each, packageOf) ?? []))].sort();
}

function absentFiles(
  way: DeployedWay | undefined,
  packageOf: PackageOf,
  relative: (path: string) => string,
): readonly string[] {
  const files = (way?.absent ?? []).filter((each) => absentPackage(each, packageOf) === undefined);
  return [...new Set(files.map(({ path }) => relative(path)))].sort();
}

/** Aliases of a tsconfig.json are none: `@/db`, `~/db`. */
const PACKAGE_NAME = /^(@[\w-][^/]*\/)?[\w-]/;

/** What a workspace links stands in no `node_modules`, and is imported by its name. */
function absentPackage({ path, specifier }: AbsentModule, packageOf: PackageOf): string | undefined {
  return packageOf(path)?.name ?? (PACKAGE_NAME.test(specifier) ? packageNameOf(specifier) : undefined);
}

/** Files that were set aside when imports were followed are no names. */
function isName(specifier: string): boolean {
  return !/^\.{0,2}\//.test(specifier) || specifier.startsWith('/opt/');
}

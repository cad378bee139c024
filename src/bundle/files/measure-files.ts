import type { DetailedBundle } from '../../model/bundle.js';
import type { LambdaFunction } from '../../model/function.js';
import type { BundleGraph } from '../module-graph.js';
import type { PackageOf } from '../packages.js';
import { attributeFiles } from './attribute-files.js';
import type { Layers } from './layers.js';
import { followDeployed } from './way.js';
import type { WeighedFiles } from './weigh.js';

/** What is known of a package of files before it is told. */
export interface FileFindings {
  readonly fn: LambdaFunction;
  readonly weighed: WeighedFiles;
  readonly zippedBytes: number;
  /** Missing where imports could not be followed. */
  readonly graph: BundleGraph | undefined;
  readonly layers: Layers;
  readonly assumptions: readonly string[];
  /** Does the runtime or a layer bring the package along? */
  isElsewhere(name: string): boolean;
}

/** More names than this tell nothing more. */
const SHOWN_NAMES = 5;

export function measureFiles(
  findings: FileFindings,
  packageOf: PackageOf,
  relative: (path: string) => string,
): DetailedBundle {
  const { fn, weighed, zippedBytes, graph, layers, assumptions, isElsewhere } = findings;
  const way = graph && followDeployed(graph, weighed.files, packageOf);
  const attribution = attributeFiles(weighed, way, packageOf, relative);
  const names = [...new Set((way?.absent ?? []).map((path) => packageOf(path)?.name ?? relative(path)))];
  const lost = names.filter((name) => !isElsewhere(name)).sort();
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
    layerBytes: layers.bytes,
    bundlerBytes: 0,
    ...attribution,
    external: [...new Set([...(graph?.external ?? []).filter(isName), ...names])].sort(),
    fromRuntime: [],
    missing: [],
    readsSourceMaps: false,
    assumptions: [...assumptions, ...layers.assumptions, ...lostSentence(lost)],
  };
}

/** Files that were set aside when imports were followed are no names. */
function isName(specifier: string): boolean {
  return !/^\.{0,2}\//.test(specifier) || specifier.startsWith('/opt/');
}

function lostSentence(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  return [
    `Imported, but not in the package: ${names.slice(0, SHOWN_NAMES).join(', ')}${names.length > SHOWN_NAMES ? ' …' : ''}.`,
  ];
}

import { isLacking } from '../../derived/missing-packages.js';
import type { FunctionBundle, PackageShare } from '../../model/bundle.js';
import type {
  BundleComparison,
  FunctionComparison,
  IncomparableFunction,
  SizeCause,
  Sizes,
} from '../../model/bundle-comparison.js';
import { type State, whyIncomparable } from './incomparable.js';

/** What grew and what shrank since the base, and because of which packages and files. Functions are matched by id. */
export function compareBundles(before: State, after: State, base: string): BundleComparison {
  const earlier = new Map(before.functions.map((bundle) => [bundle.functionId, bundle]));
  const later = new Map(after.functions.map((bundle) => [bundle.functionId, bundle]));
  const gone = [...earlier.values()].filter(({ functionId }) => !later.has(functionId));
  const known = [...later.values(), ...gone];
  const problems = { before: before.problems, after: after.problems };
  const incomparable = known.flatMap(({ functionId, name }): IncomparableFunction[] => {
    const [then, now] = [earlier.get(functionId), later.get(functionId)];
    const reason = whyIncomparable(then, now, problems, base);
    return reason === undefined ? [] : [{ functionId, name, reason }];
  });
  const left = new Set(incomparable.map(({ functionId }) => functionId));
  const compared = known
    .filter(({ functionId }) => !left.has(functionId))
    .map((bundle) => compareFunction(bundle, earlier.get(bundle.functionId), later.get(bundle.functionId)));
  const changed = compared.filter(({ before, after }) => {
    return before?.zippedBytes !== after?.zippedBytes || before?.unzippedBytes !== after?.unzippedBytes;
  });
  const unchangedInPart = compared.filter((each) => isLacking(each) && !changed.includes(each)).length;
  const unchanged = compared.length - changed.length;
  const counts = { unchanged, ...(unchangedInPart > 0 && { unchangedInPart }) };
  return { base, changed: changed.sort(byGrowth), incomparable, ...counts };
}

function compareFunction(
  { functionId, name, missing = [] }: FunctionBundle,
  before: FunctionBundle | undefined,
  after: FunctionBundle | undefined,
): FunctionComparison {
  return {
    functionId,
    name,
    ...(before && { before: sizesOf(before) }),
    ...(after && { after: sizesOf(after) }),
    ...(missing.length > 0 && { missing }),
    causes: causesOf(before, after),
  };
}

function sizesOf({ zippedBytes, unzippedBytes }: FunctionBundle): Sizes {
  return { zippedBytes, unzippedBytes };
}

function causesOf(before: FunctionBundle | undefined, after: FunctionBundle | undefined): readonly SizeCause[] {
  const packages = causesAmong(before?.packages ?? [], after?.packages ?? [], ({ name }) => name).map(packageCause);
  const own = causesAmong(filesOf(before), filesOf(after), ({ file }) => file).map(
    ([name, earlier, later]): SizeCause => ({
      name,
      kind: 'own',
      before: earlier?.bytes ?? 0,
      after: later?.bytes ?? 0,
    }),
  );
  const changed = [...packages, ...own].filter(
    (cause) => cause.before !== cause.after || cause.versionBefore !== cause.versionAfter,
  );
  return changed.sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before));
}

function filesOf(bundle: FunctionBundle | undefined) {
  return bundle ? [...bundle.own, ...bundle.assets] : [];
}

type Pair<Item> = readonly [key: string, before: Item | undefined, after: Item | undefined];

function causesAmong<Item>(
  before: readonly Item[],
  after: readonly Item[],
  keyOf: (item: Item) => string,
): readonly Pair<Item>[] {
  const earlier = new Map(before.map((item) => [keyOf(item), item]));
  const later = new Map(after.map((item) => [keyOf(item), item]));
  return [...new Set([...later.keys(), ...earlier.keys()])].map((key) => [key, earlier.get(key), later.get(key)]);
}

function packageCause([name, before, after]: Pair<PackageShare>): SizeCause {
  return {
    name,
    kind: 'package',
    before: before?.bytes ?? 0,
    after: after?.bytes ?? 0,
    ...(before?.version && { versionBefore: before.version }),
    ...(after?.version && { versionAfter: after.version }),
    ...(after?.entrance && { entrance: after.entrance }),
  };
}

function byGrowth(a: FunctionComparison, b: FunctionComparison): number {
  return growthOf(b) - growthOf(a);
}

function growthOf({ before, after }: FunctionComparison): number {
  return (after?.zippedBytes ?? 0) - (before?.zippedBytes ?? 0);
}

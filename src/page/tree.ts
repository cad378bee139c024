import { groupBy } from '../lib/group.js';
import { relativePath } from '../lib/paths.js';
import type { BundledModule, OwnFile, PackageShare } from '../model/bundle.js';
import type { BundleNode, BundleNodeDraft, NodeKind } from './bundle-node.js';
import { folderNodes } from './folders.js';
import type { PageBundle } from './unpack.js';

/** All that is deployed of a function, source maps left out: kinds, then packages or folders, then modules; the heaviest first. */
export function buildTree(bundle: PageBundle): BundleNode {
  const byPackage = groupBy(bundle.contents, (module) => module.package);
  const own = byPackage.get(undefined) ?? [];
  const packages = bundle.packages.map((share) => packageDraft(share, byPackage.get(share.name) ?? []));
  const groups: readonly BundleNodeDraft[] = [
    group('own', 'Own code', folderNodes(own.map(asItem), 'own')),
    group(
      'sdk',
      'AWS SDK',
      packages.filter(({ kind }) => kind === 'sdk'),
    ),
    group(
      'package',
      'Other packages',
      packages.filter(({ kind }) => kind === 'package'),
    ),
    group('other', 'Files beside the code', folderNodes(bundle.assets.map(asItem), 'other', 'asset')),
    { type: 'bundler', kind: 'other', name: 'Added by the bundler', path: '', bytes: bundle.bundlerBytes },
  ];
  return grow({ type: 'function', kind: 'own', name: bundle.name, path: '', children: groups });
}

/** Itself and everything below it. */
export function* withDescendants(node: BundleNode): Generator<BundleNode> {
  yield node;
  for (const child of node.children) yield* withDescendants(child);
}

/** The SDK is most of many bundles, so it has a colour of its own. */
export function kindOfPackage(name: string): NodeKind {
  return /^(@aws-sdk|@aws-crypto|@smithy)\/|^aws-sdk$/.test(name) ? 'sdk' : 'package';
}

function group(kind: NodeKind, name: string, children: readonly BundleNodeDraft[]): BundleNodeDraft {
  return { type: 'group', kind, name, path: '', children };
}

function packageDraft(share: PackageShare, modules: readonly BundledModule[]): BundleNodeDraft {
  const { name, copies } = share;
  const kind = kindOfPackage(name);
  const inside = (items: readonly BundledModule[]) =>
    folderNodes(
      items.map((module) => ({ ...asItem(module), path: pathInPackage(module.file, name) })),
      kind,
    );
  const draft = { type: 'package', kind, name, path: name, share } as const;
  if (copies.length < 2) return { ...draft, children: inside(modules) };
  const children = copies.map(({ version, folder }): BundleNodeDraft => {
    const own = modules.filter(({ file }) => folderOfPackage(file, name) === folder);
    // Two copies may have the same version, so the folder tells them apart.
    return { type: 'copy', kind, name: `${version} in ${folder}`.trim(), path: folder, children: inside(own) };
  });
  return { ...draft, children };
}

function pathInPackage(file: string, name: string): string {
  const folder = folderOfPackage(file, name);
  return folder === undefined ? file : relativePath(folder, file);
}

/** A package may be installed below itself, so the last one counts. */
function folderOfPackage(file: string, name: string): string | undefined {
  const start = file.lastIndexOf(`node_modules/${name}/`);
  return start === -1 ? undefined : `${file.slice(0, start)}node_modules/${name}`;
}

function asItem(file: OwnFile | BundledModule) {
  return { path: file.file, file };
}

/** Weighs a draft; what weighs nothing is left out. */
function grow({ children: drafts = [], bytes: own = 0, ...draft }: BundleNodeDraft, parent?: BundleNode): BundleNode {
  const children: BundleNode[] = [];
  const node = { ...draft, children, bytes: own, ...(parent && { parent }) };
  children.push(...drafts.map((child) => grow(child, node)).filter(({ bytes }) => bytes > 0));
  children.sort((a, b) => b.bytes - a.bytes);
  node.bytes += children.reduce((sum, { bytes }) => sum + bytes, 0);
  return node;
}

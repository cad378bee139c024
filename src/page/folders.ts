import { groupBy } from '../lib/group.js';
import type { BundledModule, OwnFile } from '../model/bundle.js';
import type { BundleNodeDraft, NodeKind } from './bundle-node.js';

export interface FolderItem {
  /** Decides where it stands. */
  readonly path: string;
  readonly file: OwnFile | BundledModule;
}

/**
 * Sorts files into their folders. A folder that holds nothing but one other shares a node with it (`lib/db`), and one that holds
 * everything, as `dist` does in many packages, has none: zooming in on it would show nothing new.
 */
export function folderNodes(
  items: readonly FolderItem[],
  kind: NodeKind,
  type: 'module' | 'asset' = 'module',
): readonly BundleNodeDraft[] {
  const leafOf = ({ file, names, path }: Placed): BundleNodeDraft => {
    const leaf = { type, kind, name: names[0] ?? path, path: file.file, bytes: file.bytes };
    return type === 'module' ? { ...leaf, module: file } : leaf;
  };
  const nodesIn = (placed: readonly Placed[], prefix: string): readonly BundleNodeDraft[] => {
    const byFolder = groupBy(placed, ({ names }) => (names.length > 1 ? names[0] : undefined));
    return [...byFolder].flatMap(([folder, inside]): readonly BundleNodeDraft[] => {
      if (folder === undefined) return inside.map(leafOf);
      const path = `${prefix}${folder}`;
      const children = nodesIn(inside.map(oneDeeper), `${path}/`);
      const [only] = children;
      const isPassage = only?.type === 'folder' && children.length === 1;
      return [
        isPassage
          ? { ...only, name: `${folder}/${only.name}` }
          : { type: 'folder', kind, name: folder, path, children },
      ];
    });
  };
  const nodes = nodesIn(
    items.map((item) => ({ ...item, names: item.path.split('/').filter(Boolean) })),
    '',
  );
  const [only] = nodes;
  return only?.type === 'folder' && nodes.length === 1 ? only.children! : nodes;
}

interface Placed extends FolderItem {
  /** What is left of its path. */
  readonly names: readonly string[];
}

function oneDeeper(item: Placed): Placed {
  return { ...item, names: item.names.slice(1) };
}

import type { TreeNode } from './tree.js';

/** What a search found. */
export interface Matches {
  /** Bytes that match, of each node with some in it. */
  readonly bytes: ReadonlyMap<TreeNode, number>;
  readonly modules: number;
  readonly packages: number;
  /** The heaviest package or file that matches. */
  readonly best?: TreeNode;
}

/** Finds files by their path, and packages with all that is in them by their name; capitals make no difference. */
export function search(root: TreeNode, query: string): Matches | undefined {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return undefined;
  const bytes = new Map<TreeNode, number>();
  const found = { modules: 0, packages: 0 };
  let best: TreeNode | undefined;
  const visit = (node: TreeNode, isInside: boolean): number => {
    const isNamed = node.type !== 'folder' && node.path.toLowerCase().includes(wanted);
    if (isNamed && !isInside && node.bytes > (best?.bytes ?? 0)) best = node;
    const matches = isInside || isNamed;
    const own = node.children.length === 0 && matches ? node.bytes : 0;
    const sum = node.children.reduce((total, child) => total + visit(child, matches), own);
    if (sum > 0) bytes.set(node, sum);
    if (sum > 0 && node.type === 'package') found.packages++;
    if (own > 0) found.modules++;
    return sum;
  };
  visit(root, false);
  return { bytes, ...found, ...(best && { best }) };
}

import type { InTree } from './tree-node.js';

/** What a search looks at. */
export interface Searched<Node> extends InTree<Node> {
  readonly path: string;
}

/** What a search found. */
export interface Matches<Node> {
  /** How much of each node matches, of those with some in it. */
  readonly weights: ReadonlyMap<Node, number>;
  readonly modules: number;
  readonly packages: number;
  /** The heaviest package or file that matches. */
  readonly best?: Node;
}

/** Finds files by their path, and packages with all that is in them by their name; capitals make no difference. */
export function searchBy<Node extends Searched<Node>>(
  root: Node,
  query: string,
  weightOf: (node: Node) => number,
): Matches<Node> | undefined {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return undefined;
  const weights = new Map<Node, number>();
  const found = { modules: 0, packages: 0 };
  let best: Node | undefined;
  const visit = (node: Node, isInside: boolean): number => {
    const isNamed = node.type !== 'folder' && node.path.toLowerCase().includes(wanted);
    if (isNamed && !isInside && weightOf(node) > (best ? weightOf(best) : 0)) best = node;
    const matches = isInside || isNamed;
    const own = node.children.length === 0 && matches ? weightOf(node) : 0;
    const sum = node.children.reduce((total, child) => total + visit(child, matches), own);
    if (sum > 0) weights.set(node, sum);
    if (sum > 0 && node.type === 'package') found.packages++;
    if (own > 0) found.modules++;
    return sum;
  };
  visit(root, false);
  return { weights, ...found, ...(best && { best }) };
}

/** Weighs in bytes. */
export function search<Node extends Searched<Node> & { readonly bytes: number }>(root: Node, query: string) {
  return searchBy(root, query, ({ bytes }) => bytes);
}

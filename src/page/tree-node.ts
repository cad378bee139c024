/** What all trees of the page have in common: parts in parts, each with a name. */
export interface InTree<Node> {
  readonly name: string;
  readonly type: string;
  readonly children: readonly Node[];
  /** Missing for the whole. */
  readonly parent?: Node;
}

/** From the whole down to the node, both included. */
export function pathTo<Node extends InTree<Node>>(node: Node): readonly Node[] {
  return node.parent ? [...pathTo(node.parent), node] : [node];
}

/** The node of another tree that stands at the same place, or else the nearest one above it. */
export function counterpart<Node extends InTree<Node>>(node: Node, root: Node): Node {
  return pathTo(node)
    .slice(1)
    .reduce((at, { name, type }) => at.children.find((each) => each.name === name && each.type === type) ?? at, root);
}

import { element, textButton } from './dom.js';
import { type InTree, pathTo } from './tree-node.js';

/** Where the map is zoomed to, and the ways out. */
export function createBreadcrumb<Node extends InTree<Node>>(zoom: (node: Node) => void) {
  const list = element('ol');
  return {
    element: element('nav', { class: 'breadcrumb', 'aria-label': 'Zoom' }, list),
    draw(shown: Node): void {
      const steps = pathTo(shown).map((node) =>
        node === shown
          ? element('li', {}, element('span', { 'aria-current': 'true' }, node.name))
          : element(
              'li',
              {},
              textButton(node.name, () => zoom(node)),
            ),
      );
      list.replaceChildren(...steps);
    },
  };
}

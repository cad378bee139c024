import { element, textButton } from './dom.js';
import { pathTo, type TreeNode } from './tree.js';

/** Where the map is zoomed to, and the ways out. */
export function createBreadcrumb(zoom: (node: TreeNode) => void) {
  const list = element('ol');
  return {
    element: element('nav', { class: 'breadcrumb', 'aria-label': 'Zoom' }, list),
    draw(shown: TreeNode): void {
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

import { shareText } from '../../words/sizes.js';
import { msText } from '../../words/times.js';
import { element } from '../dom.js';
import type { StartNode } from './start-tree.js';

/** The groups of a start one after the other, as wide as their time, and the same as a list. */
export function createBar() {
  const bar = element('div', { class: 'stack', 'aria-hidden': 'true' });
  const list = element('ul', { class: 'legend stack-legend' });
  return {
    elements: [bar, list],
    draw({ children, ms }: StartNode, select: (node: StartNode) => void): void {
      bar.replaceChildren(...children.map((node) => segment(node, ms, select)));
      list.replaceChildren(...children.map((node) => item(node, ms)));
    },
  };
}

function segment(node: StartNode, whole: number, select: (node: StartNode) => void): HTMLElement {
  const made = element('div', { class: `segment kind-${node.kind}`, title: `${node.name}: ${msText(node.ms)}` });
  made.style.flexGrow = String(node.ms / whole);
  made.addEventListener('click', () => select(node));
  return made;
}

function item({ kind, name, ms }: StartNode, whole: number): HTMLElement {
  const figure = element('strong', {}, msText(ms));
  return element(
    'li',
    {},
    element('span', { class: `swatch kind-${kind}` }),
    `${name} `,
    figure,
    ` ${shareText(ms, whole)}`,
  );
}

import { sharedBases, sourceText } from '../../words/part-source.js';
import { shareText } from '../../words/sizes.js';
import { msText } from '../../words/times.js';
import { element, textButton } from '../dom.js';
import type { Matches } from '../search.js';
import type { StartNode } from './start-tree.js';

export interface PartTableView {
  readonly root: StartNode;
  readonly selected: StartNode;
  readonly matches?: Matches<StartNode>;
}

type PartNode = StartNode & Required<Pick<StartNode, 'part'>>;

const HEADS = ['Part', 'Time', 'Share', 'Origin', 'Source'];

/** Every figure of an estimate with where it comes from. What many sources have in common is told once. */
export function createPartTable(select: (node: StartNode) => void) {
  const title = element('h2');
  const rows = element('tbody');
  const heads = HEADS.map((head, index) =>
    element('th', { scope: 'col', class: index === 1 || index === 2 ? 'number' : undefined }, head),
  );
  const notes = element('ol', { class: 'sources' });
  const table = element('table', {}, element('thead', {}, element('tr', {}, ...heads)), rows);
  return {
    element: element('section', { class: 'packages', 'aria-label': 'Parts' }, title, table, notes),
    draw(view: PartTableView): void {
      const hadFocus = rows.contains(document.activeElement);
      const all = partsOf(view.root);
      const shown = all.filter((node) => !view.matches || view.matches.weights.has(node));
      const bases = sharedBases(all.map(({ part }) => part));
      title.textContent =
        shown.length < all.length ? `Parts (${shown.length} of ${all.length})` : `Parts (${all.length})`;
      rows.replaceChildren(...shown.map((node) => row(node, view, bases, select)));
      notes.replaceChildren(...bases.map((text, index) => element('li', {}, `${index + 1} ${text}.`)));
      if (hadFocus) rows.querySelector<HTMLElement>('[aria-current]')?.focus({ preventScroll: true });
    },
  };
}

/** In the order of a start; the heaviest package first. */
export function partsOf(root: StartNode): readonly PartNode[] {
  const isPart = (node: StartNode): node is PartNode => node.part !== undefined;
  return root.children.flatMap((node) => (node.type === 'group' ? node.children : [node])).filter(isPart);
}

function row(
  node: PartNode,
  { root, selected }: PartTableView,
  bases: readonly string[],
  select: (node: StartNode) => void,
): HTMLElement {
  const { name, kind, ms, part } = node;
  const isSelected = node === selected;
  const button = textButton(name, () => select(node), { 'aria-current': isSelected ? 'true' : undefined });
  const of = part.name !== name && element('span', { class: 'badge' }, part.name);
  const swatch = element('span', { class: `swatch kind-${kind}` });
  const at = bases.indexOf(part.basis ?? '');
  const note = at !== -1 && element('sup', {}, String(at + 1));
  return element(
    'tr',
    { class: isSelected ? 'is-selected' : undefined },
    element('th', { scope: 'row' }, element('div', { class: 'package-name' }, swatch, button, of)),
    element('td', { class: 'number' }, msText(ms)),
    element('td', { class: 'number' }, shareText(ms, root.ms)),
    element('td', { class: 'origin' }, part.origin),
    element('td', { class: 'source' }, sourceText(part, bases), note),
  );
}

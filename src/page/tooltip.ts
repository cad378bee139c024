import { element } from './dom.js';

/** Distance from the pointer, so that it hides nothing. */
const OFFSET_PX = 14;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** What a rectangle is, in full. Those who hear the page have it from the rectangle's own label. */
export function createTooltip<Node, View>(
  canvas: HTMLElement,
  contentOf: (node: Node, view: View) => readonly HTMLElement[],
) {
  const tip = element('div', { class: 'tooltip', 'aria-hidden': 'true' });
  tip.hidden = true;

  function show(node: Node, view: View, { x, y }: Point, above: number): void {
    tip.replaceChildren(...contentOf(node, view));
    tip.hidden = false;
    const { width, height } = tip.getBoundingClientRect();
    const left = Math.max(0, Math.min(x, canvas.clientWidth - width));
    const top = y + height > canvas.clientHeight ? above - height : y;
    tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(Math.max(0, top))}px)`;
  }

  return {
    element: tip,
    showAt(node: Node, view: View, pointer: Point): void {
      const { left, top } = canvas.getBoundingClientRect();
      const y = pointer.y - top;
      show(node, view, { x: pointer.x - left + OFFSET_PX, y: y + OFFSET_PX }, y - OFFSET_PX / 2);
    },
    /** For a rectangle that has the focus. */
    showBelow(node: Node, view: View, { offsetLeft, offsetTop, offsetHeight }: HTMLElement): void {
      show(node, view, { x: offsetLeft, y: offsetTop + offsetHeight + 4 }, offsetTop - 4);
    },
    hide: (): void => {
      tip.hidden = true;
    },
  };
}

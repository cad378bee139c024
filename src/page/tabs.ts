import type { PageView } from '../model/protocol.js';
import { element } from './dom.js';

const NAMES: Readonly<Record<PageView, string>> = { map: 'Bundle map', coldStart: 'Cold start' };
const VIEWS = Object.keys(NAMES) as PageView[];

/** The switch between the ways to look at a function. Arrow keys go from one to the other. */
export function createTabs(panel: HTMLElement, choose: (view: PageView) => void) {
  const buttons = VIEWS.map((view) => {
    const button = element('button', { type: 'button', role: 'tab', id: `tab-${view}` }, NAMES[view]);
    button.addEventListener('click', () => choose(view));
    return button;
  });
  const list = element('div', { class: 'tabs', role: 'tablist', 'aria-label': 'View' }, ...buttons);
  list.addEventListener('keydown', ({ key }) => {
    if (key !== 'ArrowLeft' && key !== 'ArrowRight') return;
    const other = buttons.find((button) => button.getAttribute('aria-selected') === 'false');
    other?.click();
    other?.focus();
  });
  return {
    element: list,
    draw(shown: PageView, isChoice: boolean): void {
      list.hidden = !isChoice;
      for (const [index, button] of buttons.entries()) {
        const isShown = VIEWS[index] === shown;
        button.setAttribute('aria-selected', String(isShown));
        button.tabIndex = isShown ? 0 : -1;
      }
      if (isChoice) {
        panel.setAttribute('role', 'tabpanel');
        panel.setAttribute('aria-labelledby', `tab-${shown}`);
      } else {
        panel.removeAttribute('role');
        panel.removeAttribute('aria-labelledby');
      }
    },
  };
}

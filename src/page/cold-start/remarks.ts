import { savingText } from '../../words/start-figures.js';
import { MEMORY_NOTE, SHARES_BY_BYTES } from '../../words/start-notes.js';
import { element } from '../dom.js';
import type { PageColdStart } from '../unpack.js';

/** What would make the start shorter, and what the figures take for granted. */
export function createRemarks() {
  const savings = createList('What would make it shorter');
  const assumptions = createList('Assumptions');
  return {
    element: element('div', { class: 'remarks' }, savings.element, assumptions.element),
    draw({ savings: known, assumptions: assumed, parts, flame }: PageColdStart): void {
      savings.show(known.map((saving) => [element('strong', {}, savingText(saving)), ` modelled: ${saving.source}`]));
      const ofDownload = parts
        .filter(({ group }) => group === 'download')
        .map(({ name, source }) => `${name}: ${source}.`);
      const shares = flame ? [] : [SHARES_BY_BYTES];
      assumptions.show([...assumed, ...ofDownload, MEMORY_NOTE, ...shares].map((sentence) => [sentence]));
    },
  };
}

function createList(title: string) {
  const list = element('ul', { class: 'remark-list' });
  const section = element('section', {}, element('h2', {}, title), list);
  return {
    element: section,
    show(items: readonly (readonly (string | HTMLElement)[])[]): void {
      section.hidden = items.length === 0;
      list.replaceChildren(...items.map((item) => element('li', {}, ...item)));
    },
  };
}

import { count } from '../words/counts.js';
import { bytesText, shareText } from '../words/sizes.js';
import type { BundleNode } from './bundle-node.js';
import { element } from './dom.js';
import type { Matches } from './search.js';

/** The field for a search and what came of it. Enter goes to the heaviest match. */
export function createSearchBox(onChange: () => void, onEnter: () => void) {
  const input = element('input', {
    type: 'search',
    id: 'search',
    placeholder: 'Search packages and files',
    'aria-label': 'Search packages and files',
    'aria-describedby': 'search-result',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const result = element('span', { id: 'search-result', role: 'status', class: 'result' });
  input.addEventListener('input', onChange);
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') onEnter();
    if (event.key === 'Escape' && input.value !== '') {
      input.value = '';
      onChange();
    }
  });
  return {
    element: element('div', { class: 'search', role: 'search' }, input, result),
    query: () => input.value,
    show(text: string): void {
      result.textContent = text;
    },
  };
}

/** `3 files in 2 packages: 68.0 kB, 82 %`. */
export function foundText({ weights, modules, packages }: Matches<BundleNode>, root: BundleNode): string {
  const sum = weights.get(root) ?? 0;
  if (sum === 0) return 'Nothing matches';
  const where = packages > 0 ? ` in ${count(packages, 'package')}` : '';
  return `${count(modules, 'file')}${where}: ${bytesText(sum)}, ${shareText(sum, root.bytes)}`;
}

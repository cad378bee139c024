import { bytesText, shareText } from '../model/units.js';
import { count } from '../report/words.js';
import { element } from './dom.js';
import type { Matches } from './search.js';
import type { TreeNode } from './tree.js';

/** The field for a search and what came of it. Enter goes to the heaviest match. */
export function createSearchBox(onChange: () => void, onEnter: (matches: Matches) => void) {
  let found: Matches | undefined;
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
    if (event.key === 'Enter' && found) onEnter(found);
    if (event.key === 'Escape' && input.value !== '') {
      input.value = '';
      onChange();
    }
  });
  return {
    element: element('div', { class: 'search', role: 'search' }, input, result),
    query: () => input.value,
    show(matches: Matches | undefined, root: TreeNode): void {
      found = matches;
      result.textContent = matches ? resultText(matches, root) : '';
    },
  };
}

function resultText({ bytes, modules, packages }: Matches, root: TreeNode): string {
  const sum = bytes.get(root) ?? 0;
  if (sum === 0) return 'Nothing matches';
  const where = packages > 0 ? ` in ${count(packages, 'package')}` : '';
  return `${count(modules, 'file')}${where}: ${bytesText(sum)}, ${shareText(sum, root.bytes)}`;
}

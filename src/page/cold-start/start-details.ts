import { sourceText } from '../../words/part-source.js';
import { bytesText, shareText } from '../../words/sizes.js';
import { SHARES_BY_BYTES } from '../../words/start-notes.js';
import { msText } from '../../words/times.js';
import type { ChainOf } from '../chain.js';
import { chainItems, createFileItem, type Fact, factList, packageFacts } from '../details.js';
import { element } from '../dom.js';
import type { FilePlace } from '../header.js';
import type { StartNode } from './start-tree.js';

export interface StartDetailsView {
  readonly node: StartNode;
  readonly root: StartNode;
  readonly chainOf: ChainOf;
}

const HINT = 'Select a part to see where its figure comes from, and why it is loaded.';

const TYPES: Readonly<Record<StartNode['type'], string>> = {
  start: 'Cold start',
  group: 'Group',
  part: 'Part of the start',
  step: 'Measured',
  function: 'Function',
  package: 'Package',
  copy: 'Copy of a package',
  folder: 'Folder',
  module: 'Module',
  asset: 'File beside the code',
  bundler: 'Wrappers and helpers',
};

export type StartDetails = ReturnType<typeof createStartDetails>;

/** Where the figure of the part that is selected comes from, and why the handler loads it. */
export function createStartDetails(open?: (place: FilePlace) => void) {
  const aside = element('aside', { class: 'details', 'aria-label': 'Details of the selection' });
  const fileItem = createFileItem(open);
  return {
    element: aside,
    draw({ node, root, chainOf }: StartDetailsView): void {
      const isRoot = node === root;
      aside.replaceChildren(
        element('p', { class: 'type' }, TYPES[node.type]),
        element('h2', {}, node.type === 'module' ? node.path : node.name),
        factList(factsOf(node, root)),
        ...(isRoot ? [element('p', { class: 'facts' }, HINT)] : []),
        ...originOf(node),
        ...chainItems(node, chainOf, fileItem),
      );
    },
  };
}

function factsOf({ ms, module, share, path, name, type }: StartNode, root: StartNode): readonly Fact[] {
  return [
    ['Time', msText(ms)],
    ['Share', shareText(ms, root.ms)],
    ...(type === 'part' && path !== name ? [['Of', path] as const] : []),
    ...(module ? [['Size', bytesText(module.bytes)] as const] : []),
    ...(module?.package !== undefined ? [['Package', module.package] as const] : []),
    ...(share ? [['Size', bytesText(share.bytes)] as const, ...packageFacts(share)] : []),
  ];
}

function originOf({ part, type }: StartNode): readonly HTMLElement[] {
  if (!part) return [];
  const isWhole = type === 'part' || type === 'package';
  return [
    element('h3', {}, `Where the figure comes from: ${part.origin}`),
    element('p', {}, `${sourceText(part)}.`),
    ...(isWhole ? [] : [element('p', {}, SHARES_BY_BYTES)]),
  ];
}

import type { PackageShare } from '../model/bundle.js';
import { bytesText, shareText } from '../words/sizes.js';
import type { BundleNode } from './bundle-node.js';
import type { ChainOf, ImportChain } from './chain.js';
import { element, textButton } from './dom.js';
import type { FilePlace } from './header.js';
import { withDescendants } from './tree.js';
import type { PageBundle } from './unpack.js';

export type Details = ReturnType<typeof createDetails>;

export interface DetailsView {
  readonly node: BundleNode;
  readonly root: BundleNode;
  readonly bundle: PageBundle;
  readonly chainOf: ChainOf;
}

const HINT = 'Select a part of the map or a package to see why it is there.';

const FORMATS = { esm: 'ES modules', cjs: 'CommonJS', mixed: 'CommonJS and ES modules', unknown: 'not known' } as const;
const TYPES = {
  function: 'Function',
  group: 'Group',
  package: 'Package',
  copy: 'Copy of a package',
  folder: 'Folder',
  module: 'Module',
  asset: 'File beside the code',
  bundler: 'Wrappers and helpers',
} as const;

/** What is known of the part that is selected, and why it is there. */
export function createDetails(open?: (place: FilePlace) => void) {
  const aside = element('aside', { class: 'details', 'aria-label': 'Details of the selection' });
  const fileItem = createFileItem(open);
  return {
    element: aside,
    draw(view: DetailsView): void {
      const { node, bundle } = view;
      const isFile = node.type === 'module' || node.type === 'asset';
      const title = [
        element('p', { class: 'type' }, TYPES[node.type]),
        element('h2', {}, isFile ? node.path : node.name),
      ];
      const body =
        node.type === 'function'
          ? [element('p', { class: 'facts' }, HINT), ...handlerFile(bundle, fileItem)]
          : [factList(factsOf(view)), ...copiesOf(node), ...chainItems(node, view.chainOf, fileItem)];
      aside.replaceChildren(...title, ...body);
    },
  };
}

/** A file in a list; a link where an editor can open it. */
export function createFileItem(open?: (place: FilePlace) => void): FileItem {
  return (file) => element('li', {}, open ? textButton(file, () => open({ file })) : element('code', {}, file));
}

export type FileItem = (file: string) => HTMLElement;

function handlerFile({ entry }: PageBundle, fileItem: FileItem): readonly HTMLElement[] {
  if (entry === undefined) return [];
  return [element('h3', {}, 'Handler'), element('ul', { class: 'files' }, fileItem(entry))];
}

export type Fact = readonly [name: string, value: string];

function factsOf({ node, root }: DetailsView): readonly Fact[] {
  const { bytes, share, module, type } = node;
  const files = type === 'module' || type === 'asset' || type === 'bundler' ? 0 : countFiles(node);
  return [
    ['Size', bytesText(bytes)],
    ['Share', shareText(bytes, root.bytes)],
    ...(share ? packageFacts(share) : []),
    ...(module?.package !== undefined ? [['Package', module.package] as const] : []),
    ...(files > 0 ? [['Files', String(files)] as const] : []),
  ];
}

export function packageFacts({ version, format, sideEffects, onlyThroughBytes, bytes }: PackageShare): readonly Fact[] {
  const brought =
    onlyThroughBytes > bytes ? `, ${bytesText(onlyThroughBytes - bytes)} of it in packages that only it brings in` : '';
  return [
    ['Removing it saves', `${bytesText(onlyThroughBytes)}${brought}`],
    ['Version', version === '' ? 'not stated' : version],
    ['Format', FORMATS[format]],
    ['Side effects', sideEffectsText(sideEffects)],
  ];
}

function sideEffectsText(sideEffects: PackageShare['sideEffects']): string {
  if (sideEffects === false) return 'none, so unused modules can be left out';
  return sideEffects === 'some' ? 'some modules are kept even when unused' : 'modules may be kept even when unused';
}

function countFiles(node: BundleNode): number {
  return [...withDescendants(node)].filter(({ type }) => type === 'module' || type === 'asset').length;
}

export function factList(facts: readonly Fact[]): HTMLElement {
  const rows = facts.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value)));
  return element('dl', { class: 'facts' }, ...rows);
}

function copiesOf({ share }: BundleNode): readonly HTMLElement[] {
  if (!share || share.copies.length < 2) return [];
  const items = share.copies.map(({ version, folder, bytes }) =>
    element('li', {}, `${version || 'no version'}, ${bytesText(bytes)} `, element('code', {}, folder)),
  );
  return [element('h3', {}, `${share.copies.length} copies`), element('ul', { class: 'files' }, ...items)];
}

/** By which imports the handler comes to a package or module. */
export function chainItems(
  node: Pick<BundleNode, 'share' | 'module'>,
  find: ChainOf,
  fileItem: FileItem,
): readonly HTMLElement[] {
  if (!node.share && !node.module) return [];
  const chain = chainOfNode(node, find);
  if (!chain) return [element('h3', {}, 'Import chain'), element('p', {}, 'No import from the handler leads here.')];
  const items = chain.files.map(fileItem);
  const gap = element('li', { class: 'gap' }, 'through files that add no bytes');
  if (chain.hasGap) items.splice(1, 0, gap);
  return [
    element('h3', {}, chain.files.length === 1 ? 'The handler itself' : 'Imported from the handler'),
    element('ol', { class: 'files chain' }, ...items),
  ];
}

function chainOfNode({ share, module }: Pick<BundleNode, 'share' | 'module'>, find: ChainOf): ImportChain | undefined {
  if (share) return share.chain.length > 0 ? { files: share.chain, hasGap: false } : undefined;
  return module && find(module.file);
}

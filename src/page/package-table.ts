import type { PackageShare } from '../model/bundle.js';
import { bytesText, shareText } from '../words/sizes.js';
import type { BundleNode } from './bundle-node.js';
import { element, textButton } from './dom.js';
import type { Matches } from './search.js';

export interface TableView {
  readonly root: BundleNode;
  readonly selected: BundleNode;
  readonly matches?: Matches<BundleNode>;
}

type PackageNode = BundleNode & { readonly share: PackageShare };

interface Column {
  readonly title: string;
  /** Left out on narrow screens. */
  readonly isMinor?: true;
  readonly sortBy: (share: PackageShare) => string | number;
  readonly text: (share: PackageShare, root: BundleNode) => string;
}

const FORMATS = { esm: 'ESM', cjs: 'CommonJS', mixed: 'both', unknown: 'not known' } as const;

const nameColumn: Column = { title: 'Package', sortBy: ({ name }) => name, text: ({ name }) => name };
const sizeColumn: Column = { title: 'Size', sortBy: ({ bytes }) => bytes, text: ({ bytes }) => bytesText(bytes) };
const furtherColumns: readonly Column[] = [
  sizeColumn,
  { title: 'Share', sortBy: ({ bytes }) => bytes, text: ({ bytes }, root) => shareText(bytes, root.bytes) },
  {
    title: 'Removing it saves',
    sortBy: ({ onlyThroughBytes }) => onlyThroughBytes,
    text: ({ onlyThroughBytes }) => bytesText(onlyThroughBytes),
  },
  { title: 'Modules', isMinor: true, sortBy: ({ modules }) => modules, text: ({ modules }) => String(modules) },
  { title: 'Format', isMinor: true, sortBy: ({ format }) => FORMATS[format], text: ({ format }) => FORMATS[format] },
  {
    title: 'Version',
    sortBy: ({ version }) => version,
    text: ({ copies }) => copies.map((copy) => copy.version).join(', '),
  },
];
const columns = [nameColumn, ...furtherColumns];

/** All packages of a function: the same as the map says, for those who prefer to read. */
export function createPackageTable(select: (node: BundleNode) => void) {
  let view: TableView | undefined;
  let sorting = { column: sizeColumn, isDescending: true };
  const title = element('h2', {}, 'Packages');
  const only = element('input', { type: 'checkbox', id: 'duplicates' });
  const onlyLabel = element('label', { for: 'duplicates' });
  const heads = element('tr');
  const rows = element('tbody');
  const table = element('table', {}, element('thead', {}, heads), rows);
  const nothing = element('p', { class: 'nothing' });
  const check = element('span', { class: 'check' }, only, onlyLabel);
  const controls = element('div', { class: 'controls' }, title, check);
  only.addEventListener('change', redraw);

  function redraw(): void {
    if (view) draw(view);
  }

  function sortBy(column: Column, shown: TableView): void {
    const isDescending = column === sorting.column ? !sorting.isDescending : isNumeric(column, shown);
    sorting = { column, isDescending };
    const at = columns.indexOf(column);
    redraw();
    heads.querySelectorAll('button')[at]?.focus();
  }

  function draw(next: TableView): void {
    view = next;
    const hadFocus = rows.contains(document.activeElement);
    const all = packagesOf(next.root);
    const duplicates = all.filter(isDuplicate);
    const found = all.filter((node) => !next.matches || next.matches.weights.has(node));
    const shown = found.filter((node) => !only.checked || isDuplicate(node)).sort(comparison(sorting));
    title.textContent =
      shown.length < all.length ? `Packages (${shown.length} of ${all.length})` : `Packages (${all.length})`;
    onlyLabel.textContent = `Duplicates only (${duplicates.length})`;
    heads.replaceChildren(...columns.map((column) => headCell(column, sorting, () => sortBy(column, next))));
    check.hidden = all.length === 0;
    rows.replaceChildren(...shown.map((node) => row(node, next, select)));
    if (hadFocus) rows.querySelector<HTMLElement>('[aria-current]')?.focus({ preventScroll: true });
    table.hidden = shown.length === 0;
    nothing.textContent = all.length === 0 ? 'No packages, only own code.' : 'No package matches.';
    nothing.hidden = shown.length > 0;
  }

  return {
    element: element('section', { class: 'packages', 'aria-label': 'Packages' }, controls, table, nothing),
    draw,
  };
}

interface Sorting {
  readonly column: Column;
  readonly isDescending: boolean;
}

function packagesOf(root: BundleNode): readonly PackageNode[] {
  const isPackage = (node: BundleNode): node is PackageNode => node.share !== undefined;
  return root.children.flatMap(({ children }) => children).filter(isPackage);
}

function isDuplicate({ share }: PackageNode): boolean {
  return share.copies.length > 1;
}

function comparison({ column, isDescending }: Sorting): (a: PackageNode, b: PackageNode) => number {
  const sign = isDescending ? -1 : 1;
  return (a, b) => {
    const [left, right] = [column.sortBy(a.share), column.sortBy(b.share)];
    if (left !== right) return left < right ? -sign : sign;
    return b.bytes - a.bytes;
  };
}

function isNumeric({ sortBy }: Column, { root }: TableView): boolean {
  const [first] = packagesOf(root);
  return first !== undefined && typeof sortBy(first.share) === 'number';
}

function headCell(column: Column, sorting: Sorting, onClick: () => void): HTMLElement {
  const isSorted = column === sorting.column;
  const order = sorting.isDescending ? 'descending' : 'ascending';
  const button = textButton(column.title, onClick);
  return element('th', { scope: 'col', class: classOf(column), 'aria-sort': isSorted ? order : undefined }, button);
}

function row(node: PackageNode, { root, selected }: TableView, select: (node: BundleNode) => void): HTMLElement {
  const isSelected = node === selected;
  const button = textButton(nameColumn.text(node.share, root), () => select(node), {
    'aria-current': isSelected ? 'true' : undefined,
  });
  const copies = isDuplicate(node) && element('span', { class: 'badge' }, `${node.share.copies.length} copies`);
  const cells = furtherColumns.map((column) =>
    element('td', { class: classOf(column) }, column.text(node.share, root)),
  );
  const swatch = element('span', { class: `swatch kind-${node.kind}` });
  const head = element('th', { scope: 'row' }, element('div', { class: 'package-name' }, swatch, button, copies));
  return element('tr', { class: isSelected ? 'is-selected' : undefined }, head, ...cells);
}

function classOf({ title, isMinor }: Column): string | undefined {
  const isText = title === 'Package' || title === 'Format' || title === 'Version';
  return [!isText && 'number', isMinor && 'minor'].filter(Boolean).join(' ') || undefined;
}

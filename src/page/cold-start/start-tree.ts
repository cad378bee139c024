import type { BundledModule, PackageShare } from '../../model/bundle.js';
import type { Flame } from '../../model/page-data.js';
import type { StartGroup } from '../../model/start-groups.js';
import type { BundleNode } from '../bundle-node.js';
import { buildTree, kindOfPackage } from '../tree.js';
import type { PageBundle, PageColdStart, PagePart } from '../unpack.js';

/** What time is spent on; each kind has its colour. */
type StartKind = 'floor' | 'read' | 'runtime' | 'node' | 'sdk' | 'package' | 'own' | 'other';

/** A part of a start. */
export interface StartNode {
  readonly type: 'start' | 'group' | 'part' | 'step' | BundleNode['type'];
  readonly kind: StartKind;
  readonly name: string;
  /** What a search looks at. */
  readonly path: string;
  readonly ms: number;
  readonly children: readonly StartNode[];
  /** Missing for the whole start. */
  readonly parent?: StartNode;
  /** Where the figure comes from; of modules and folders, that of their package. */
  readonly part?: PagePart;
  readonly share?: PackageShare;
  readonly module?: BundledModule;
}

/** A node before it knows its parent. */
interface StartNodeDraft extends Omit<StartNode, 'children' | 'parent'> {
  readonly children?: readonly StartNodeDraft[];
}

/**
 * What `Init Duration` is made of: what comes with the runtime, then packages and own code with their modules.
 *
 * @param shipped the function's tree of bytes.
 */
export function buildStart(bundle: PageBundle, { parts }: PageColdStart, shipped = buildTree(bundle)): StartNode {
  const bytes = bundle.packaging === 'files' ? buildTree(readAtStart(bundle)) : shipped;
  const within = (kind: BundleNode['kind']) => bytes.children.filter((node) => node.kind === kind);
  const packages = new Map(
    [...within('sdk'), ...within('package')].flatMap(({ children }) => children).map((node) => [node.name, node]),
  );
  const own = bytes.children.find(({ type, kind }) => type === 'group' && kind === 'own');
  const of = (group: StartGroup): readonly PagePart[] => parts.filter((part) => part.group === group);
  const inGroup = (kind: 'sdk' | 'package', name: string): readonly StartNodeDraft[] => {
    const all = of('packages').filter((part) => kindOfPackage(part.name) === kind);
    const children = all.map((part) => packageDraft(part, kind, packages.get(part.name)));
    return children.length === 0 ? [] : [{ type: 'group', kind, name, path: '', ms: sumOf(children), children }];
  };
  const drafts: readonly StartNodeDraft[] = [
    ...of('floor').map((part) => partDraft(part, 'floor', 'Runtime')),
    ...of('read').map((part) => partDraft(part, 'read', 'Reading and compiling')),
    ...of('runtime').map((part) => partDraft(part, 'runtime', part.name)),
    ...of('node').map((part) => partDraft(part, 'node', part.name)),
    ...inGroup('sdk', 'AWS SDK'),
    ...inGroup('package', 'Other packages'),
    ...of('own').map((part) => {
      const children = own ? own.children.map((node) => scaled(node, part.ms / own.bytes, part, 'own')) : [];
      return { ...partDraft(part, 'own', 'Own code'), children };
    }),
  ];
  return grow({ type: 'start', kind: 'other', name: bundle.name, path: '', ms: sumOf(drafts), children: drafts });
}

/** A start that was measured: the function, its packages, their modules, their functions. */
export function buildFlame(flame: Flame, isPackage: (name: string) => boolean): StartNode {
  const draft = ({ name, ms, children }: Flame, inherited: StartKind): StartNodeDraft => {
    const kind = isPackage(name) ? kindOfPackage(name) : inherited;
    return { type: 'step', kind, name, path: name, ms, children: children.map((child) => draft(child, kind)) };
  };
  return grow({ ...draft(flame, 'own'), type: 'start', kind: 'other' });
}

/** Of files, what no import reaches is deployed and stays on the disk. */
function readAtStart(bundle: PageBundle): PageBundle {
  const contents = bundle.contents.filter(({ file, importedBy }) => importedBy !== undefined || file === bundle.entry);
  return { ...bundle, contents, assets: [] };
}

function partDraft(part: PagePart, kind: StartKind, name: string): StartNodeDraft {
  return { type: 'part', kind, name, path: part.name, ms: part.ms, part };
}

function packageDraft(part: PagePart, kind: StartKind, node: BundleNode | undefined): StartNodeDraft {
  if (!node) return { type: 'package', kind, name: part.name, path: part.name, ms: part.ms, part };
  // Nobody measured its modules.
  return scaled(node, part.ms / node.bytes, part, kind);
}

function scaled(node: BundleNode, msPerByte: number, part: PagePart, kind: StartKind): StartNodeDraft {
  const { type, name, path, bytes, share, module, children } = node;
  return {
    type,
    kind,
    name,
    path,
    ms: bytes * msPerByte,
    part,
    ...(share && { share }),
    ...(module && { module }),
    children: children.map((child) => scaled(child, msPerByte, part, kind)),
  };
}

function sumOf(drafts: readonly StartNodeDraft[]): number {
  return drafts.reduce((sum, { ms }) => sum + ms, 0);
}

/** What takes no time is left out. */
function grow({ children: drafts = [], ...draft }: StartNodeDraft, parent?: StartNode): StartNode {
  const children: StartNode[] = [];
  const node = { ...draft, children, ...(parent && { parent }) };
  const grown = drafts.filter(({ ms }) => ms > 0).map((child) => grow(child, node));
  // Those of the whole come in the order of a start.
  children.push(...(node.type === 'start' && !isFlame(drafts) ? grown : grown.sort((a, b) => b.ms - a.ms)));
  return node;
}

function isFlame(drafts: readonly StartNodeDraft[]): boolean {
  return drafts.some(({ type }) => type === 'step');
}

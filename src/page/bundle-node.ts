import type { BundledModule, PackageShare } from '../model/bundle.js';

/** Whose bytes these are; each kind has its colour. */
export type NodeKind = 'own' | 'sdk' | 'package' | 'other';

type NodeType = 'function' | 'group' | 'package' | 'copy' | 'folder' | 'module' | 'asset' | 'bundler';

/** A part of what a function ships. */
export interface BundleNode {
  readonly type: NodeType;
  readonly kind: NodeKind;
  /** What the map calls it. */
  readonly name: string;
  /** What a search looks at: the path of a file or folder, the name of a package. */
  readonly path: string;
  readonly bytes: number;
  readonly children: readonly BundleNode[];
  /** Missing for the function. */
  readonly parent?: BundleNode;
  /** Of a package. */
  readonly share?: PackageShare;
  /** Of a module. */
  readonly module?: BundledModule;
}

/** A node before it knows its parent and its weight. */
export interface BundleNodeDraft extends Omit<BundleNode, 'bytes' | 'children' | 'parent'> {
  /** Of a node without children. */
  readonly bytes?: number;
  readonly children?: readonly BundleNodeDraft[];
}

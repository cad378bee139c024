import type { BundleNode } from './bundle-node.js';
import type { FilePlace } from './header.js';
import type { PageBundle } from './unpack.js';

/** A function with the tree of its bytes. */
export interface ShownFunction {
  readonly bundle: PageBundle;
  readonly root: BundleNode;
}

/** One way to look at a function. */
export interface Tab {
  /** Where it is zoomed to. */
  readonly breadcrumb: HTMLElement;
  readonly elements: readonly HTMLElement[];
  /** The same function in a newer report keeps what is zoomed and selected, as far as it is still there. */
  show(shown: ShownFunction): void;
  draw(): void;
  /** To the heaviest match of the search. */
  goToBest(): void;
  zoomOut(): void;
}

/** What a tab has of the page around it. */
export interface TabHost {
  /** In the editor around the page. */
  readonly open?: (place: FilePlace) => void;
  readonly query: () => string;
  /** What came of the search. */
  readonly tellFound: (text: string) => void;
  /** To those who hear what happens. */
  readonly say: (text: string) => void;
}

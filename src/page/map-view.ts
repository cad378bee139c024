import type { BundleNode } from './bundle-node.js';
import type { Matches } from './search.js';
import type { CanvasView } from './tile-canvas.js';

export interface MapView extends CanvasView<BundleNode> {
  readonly matches?: Matches<BundleNode>;
}

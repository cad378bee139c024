import type { ts } from 'ts-morph';
import type { CallNode, Owner } from '../../ast/nodes.js';

export interface CallEdge {
  readonly target: Owner;
  /** The call, or the place where the function is handed over. */
  readonly node: ts.Node;
  /**
   * `call`: entered here. `callback`: handed to something that calls it at once (`map`, `then`).
   * `deferred`: handed to a library that calls it later (a route, a resolver). `memo`: handed to `once()` and the like.
   */
  readonly kind: 'call' | 'callback' | 'deferred' | 'memo';
  /** Only reached when something went wrong. */
  readonly isOnErrorPath: boolean;
  /** What the function was handed to. */
  readonly call?: CallNode;
}

import type { ts } from 'ts-morph';
import { ownerOf } from '../../src/ast/nodes.js';
import type { Lifetimes } from '../../src/lambda/reach/long-lived.js';
import { type Loaded, loadSource } from './load-source.js';

/** All functions run on every invocation, and all objects are kept; calls lead where they do in the code. */
export function lifetimesIn({ program }: Loaded, overrides: Partial<Lifetimes> = {}): Lifetimes {
  return {
    runsPerInvocation: () => true,
    isPerInvocation: () => false,
    targetsOf: (call) => program.calls.targetsOf(call),
    valuesOf: (expression) => program.values.of(expression),
    memoised: new Map(),
    ...overrides,
  };
}

type Guard = (at: ts.Node, node: ts.Node, lifetimes: Lifetimes) => boolean;

/** Does the guard stand around `make(1)`, anywhere in its function? */
export function isGuardedBy(guard: Guard, code: string): boolean {
  const loaded = loadSource(code);
  const lifetimes = lifetimesIn(loaded);
  const node = loaded.node('make(1)');
  const owner = ownerOf(node);
  for (let at = node; at !== owner; at = at.parent) if (guard(at, node, lifetimes)) return true;
  return false;
}

/** A handler with this body, below names of the module: `kept`, `other`, `isReady`, and caches `all` and `rest`. */
export function besideKept(body: string, further = ''): string {
  const names = 'let kept; let other; let isReady = false; const all = new Map(); const rest = new Map();';
  return `${names}\n${further}\nexport const handler = async (event) => { ${body} };`;
}

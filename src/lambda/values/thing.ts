import type { ts } from 'ts-morph';
import type { Denoted } from './value.js';

/** What can be told apart: an object literal, a class, a module, or what one call or `new` made. */
export type Thing = ts.Node | string;

export function thingOf(value: Denoted): Thing | undefined {
  if (value.kind === 'object' || value.kind === 'array' || value.kind === 'class') return value.node;
  if (value.kind === 'instance' || value.kind === 'constructed') return value.node;
  if (value.kind === 'module') return value.path;
  if (value.kind === 'external') return value.module;
  if (value.kind === 'made') return value.node;
  // What is set in a client's `config` is set in the client.
  return value.kind === 'member' ? thingOf(value.of) : undefined;
}

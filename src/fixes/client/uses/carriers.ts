import type { ts } from 'ts-morph';
import type { ClientFamily } from '../../../lambda/catalogue/clients.js';
import type { Program } from '../../../lambda/program.js';

/** What is looked for: a client of some package. */
export interface SoughtClient {
  readonly family: ClientFamily;
  readonly module: string;
  /** It keeps connections open that a server may close while the function rests. */
  readonly keepsSockets?: boolean;
}

/** An expression that has the client, or leads to it. */
export interface ClientCarrier {
  readonly node: ts.Expression;
  /** The client itself, or an object that has it among its members. */
  readonly is: 'client' | 'holder';
  /** How many calls give it: one where the expression is a function that makes it. */
  readonly calls: number;
}

/** All carriers that are found so far, each to be looked at once. */
export interface CarrierSearch {
  readonly program: Program;
  readonly client: SoughtClient;
  readonly carriers: ClientCarrier[];
  readonly seen: Map<ts.Node, readonly ClientCarrier[]>;
  /** Names of members that are looked for already, each with what they lead to. */
  readonly names: Set<string>;
  /** Where values come from that are the client or lead to it: what made it, functions that give it, objects that hold it. */
  readonly origins: Set<ts.Node>;
  /** Calls that make a document client of it: each writes its settings into the one client. */
  readonly documents: Set<ts.Node>;
  /** Calls from which on its requests are traced. */
  readonly traces: Set<ts.Node>;
}

export function createSearch(client: SoughtClient, program: Program): CarrierSearch {
  return {
    program,
    client,
    carriers: [],
    seen: new Map(),
    names: new Set(),
    origins: new Set(),
    documents: new Set(),
    traces: new Set(),
  };
}

export function follow(
  node: ts.Expression,
  { is, calls }: Omit<ClientCarrier, 'node'>,
  { carriers, seen }: CarrierSearch,
): void {
  const known = seen.get(node) ?? [];
  if (known.some((each) => each.is === is && each.calls === calls)) return;
  const carrier = { node, is, calls };
  seen.set(node, [...known, carrier]);
  carriers.push(carrier);
}

export const HOLDER = { is: 'holder', calls: 0 } as const;

/** Why not all uses are known to be harmless, in words that go on from a fix's title. */
export type UsesDoubt = string | undefined;

/** The first of some answers that is a doubt. */
export function firstDoubt<Item>(items: readonly Item[], ask: (item: Item) => UsesDoubt): UsesDoubt {
  for (const item of items) {
    const doubt = ask(item);
    if (doubt !== undefined) return doubt;
  }
  return undefined;
}

export const UNSEEN = 'not all of its uses can be seen';
export const LISTED = 'it is kept in a list';
export const RESTING = 'the server may close its connections while the function is idle, and a POST is not retried';
export const UNNAMED = 'it is kept under a key that varies';

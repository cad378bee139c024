import type { AwsCall } from '../aws-requests/aws-calls.js';

/** What waiting for something means. Everything false and empty: local work. */
export interface Effect {
  readonly isRead: boolean;
  /** Counts as a read, although what it is given, or a function that it calls, may write. */
  readonly isAssumed: boolean;
  readonly isWrite: boolean;
  /** Writes that only tell somebody: a message, a mail, a push. */
  readonly isNotification: boolean;
  /** Waits for something that we cannot see into. */
  readonly isUnknown: boolean;
  readonly isDelay: boolean;
  /** On a transaction or a single connection, where nothing can run beside it. */
  readonly isOrdered: boolean;
  /** Changes state that others may look at: its own object, a parameter, a variable outside. */
  readonly isMutating: boolean;
  /** Its failure never reaches the caller. */
  readonly isSwallowed: boolean;
  /** The services and libraries that it talks to: `dynamodb`, `axios`. */
  readonly partners: ReadonlySet<string>;
  /** The requests to AWS in it, in code order. */
  readonly requests: readonly AwsCall[];
}

export const NO_EFFECT: Effect = {
  isRead: false,
  isAssumed: false,
  isWrite: false,
  isNotification: false,
  isUnknown: false,
  isDelay: false,
  isOrdered: false,
  isMutating: false,
  isSwallowed: false,
  partners: new Set(),
  requests: [],
};

export const UNKNOWN: Effect = { ...NO_EFFECT, isUnknown: true };
export const DELAY: Effect = { ...NO_EFFECT, isDelay: true };

export function doesIo(effect: Effect): boolean {
  return effect.isRead || effect.isWrite || effect.isNotification;
}

export function isReadOnly(effect: Effect): boolean {
  return effect.isRead && !effect.isWrite && !effect.isNotification && !effect.isUnknown;
}

/** Reads, and cannot do anything else. */
export function isCertainRead(effect: Effect): boolean {
  return isReadOnly(effect) && !effect.isAssumed;
}

/** Talks to something that a client of AWS or of HTTP does not reach, such as a database over a connection. */
export function hasOtherPartners({ partners, requests }: Effect): boolean {
  const services = new Set(requests.map(({ service }) => service));
  return [...partners].some((each) => !services.has(each));
}

export function isNotificationOnly(effect: Effect): boolean {
  return effect.isNotification && !effect.isRead && !effect.isWrite && !effect.isUnknown;
}

export function sharesPartner(a: Effect, b: Effect): boolean {
  return [...a.partners].some((partner) => b.partners.has(partner));
}

/** All of them together; swallowed only when each is. */
export function merge(effects: Iterable<Effect>): Effect {
  const all = [...effects];
  const [only] = all;
  if (all.length < 2) return only ?? NO_EFFECT;
  const has = (
    flag: 'isRead' | 'isAssumed' | 'isWrite' | 'isNotification' | 'isUnknown' | 'isDelay' | 'isOrdered' | 'isMutating',
  ) => all.some((effect) => effect[flag]);
  return {
    isRead: has('isRead'),
    isAssumed: has('isAssumed'),
    isWrite: has('isWrite'),
    isNotification: has('isNotification'),
    isUnknown: has('isUnknown'),
    isDelay: has('isDelay'),
    isOrdered: has('isOrdered'),
    isMutating: has('isMutating'),
    isSwallowed: all.every((effect) => effect.isSwallowed),
    partners: new Set(all.flatMap((effect) => [...effect.partners])),
    requests: [...new Set(all.flatMap((effect) => effect.requests))],
  };
}

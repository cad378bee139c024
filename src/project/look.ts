import type { Setting, SharedBy, WrittenAt } from '../model/deployment.js';

/** What a deployment file says of one setting. */
export interface Looked {
  /** Plain data; `undefined` where only a deployment can tell. */
  readonly value: unknown;
  readonly writtenAt?: WrittenAt;
  readonly sharedBy?: SharedBy;
}

/** Looks a setting up by the name that its deploy tool has for it; nothing where no file states it. */
export type Look = (name: string) => Looked | undefined;

/** Makes a value of what a file states; `undefined` for what it cannot use, which then counts as unknown. */
export type Convert<Value> = (stated: unknown) => Value | undefined;

/** What is taken where nothing is stated; `undefined` where nobody knows. */
export interface Question<Value> {
  /** The tool's name for it; nothing where the tool has none. */
  readonly name?: string;
  readonly convert: Convert<Value>;
  readonly otherwise?: Value;
}

const UNKNOWN = { from: 'unknown' } as const;

/** The setting that a question asks for. */
export function askSetting<Value>(look: Look, { name, convert, otherwise }: Question<Value>): Setting<Value> {
  const looked = name === undefined ? undefined : look(name);
  if (looked === undefined) return otherwise === undefined ? UNKNOWN : { value: otherwise, from: 'default' };
  const { value: stated, writtenAt, sharedBy } = looked;
  const value = stated === undefined ? undefined : convert(stated);
  return {
    ...(value === undefined ? UNKNOWN : { value, from: 'stated' }),
    ...(writtenAt && { writtenAt }),
    ...(sharedBy && { sharedBy }),
  };
}

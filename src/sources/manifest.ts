import { parse } from 'jsonc-parser';
import { textOf } from '../derived/text-of.js';
import type { Host } from '../model/host.js';

/** A package.json, or another file of JSON, as it stands: any key may hold anything. */
export type Manifest = Readonly<Record<string, unknown>>;

/** The package.json of a folder; `undefined` where there is none. */
export function readManifest(folder: string, host: Pick<Host, 'readText'>): Manifest | undefined {
  return readJson(`${folder}/package.json`, host);
}

/** What a file of JSON holds; `undefined` where there is none, or none that can be read. Of a broken one, what stands before and after the break. */
export function readJson(path: string, host: Pick<Host, 'readText'>): Manifest | undefined {
  const text = textOf(path, host);
  return text === undefined ? undefined : toRecord(parseJson(text));
}

/** Half-typed text is normal in an editor, and some tools take comments. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parse(text, [], { allowTrailingComma: true });
  }
}

/** Names in a map such as `dependencies`. */
export function namesIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? [] : Object.keys(toRecord(value));
}

/** Texts in a list, where it is one. */
export function listOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : undefined;
}

/** An empty one for what has no keys. */
export function toRecord(value: unknown): Manifest {
  return typeof value === 'object' && value !== null ? (value as Manifest) : {};
}

import type { Host } from '../model/host.js';
import { textOf } from '../model/text-of.js';

/** A package.json as it stands: any key may hold anything. */
export type Manifest = Readonly<Record<string, unknown>>;

/** `undefined` where there is none. A broken one counts as empty, as it names no dependencies that could be found. */
export function readManifest(folder: string, host: Pick<Host, 'readText'>): Manifest | undefined {
  const text = textOf(`${folder}/package.json`, host);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Manifest) : {};
  } catch {
    return {};
  }
}

/** Names in a map such as `dependencies`. */
export function namesIn(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

export function listOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : undefined;
}

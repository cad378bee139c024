import { ts } from 'ts-morph';
import type { Host } from '../model/host.js';
import { textOf } from '../model/text-of.js';

/** What a JSON file holds that may have comments; nothing for one that is missing, broken or not to be read. */
export function readManifest(path: string, host: Host): Readonly<Record<string, unknown>> {
  const text = textOf(path, host);
  const { config } = text === undefined ? {} : ts.parseConfigFileTextToJson(path, text);
  return typeof config === 'object' && config !== null ? config : {};
}

import { posix } from 'node:path';
import type { ReadCode } from '../code-data.js';
import { isObject, type Places, type Plain, readDataFile } from '../data-file.js';
import { addReading, emptyReading, type Reading } from '../declared.js';
import type { Workspace } from '../workspace.js';
import { readServiceFunctions } from './functions.js';

const SERVICE_NAME = /^serverless([.-][^/]*)?\.(ya?ml|json|[cm]?[jt]s)$/;
/** Far above what a large service needs. */
const MAX_LOOKUPS = 20_000;
const DATA_NAME = /\.(ya?ml|json)$/;

/** What services say, and the files that they take resources from. Absolute. */
export interface ServiceReading {
  readonly reading: Reading;
  readonly fragments: ReadonlySet<string>;
}

/** Reads every Serverless Framework service below the root. Code is read through `readCode`, never executed. */
export function readServices(workspace: Workspace, readCode: ReadCode): ServiceReading {
  const reading = emptyReading();
  const fragments = new Set<string>();
  for (const file of workspace.files.filter((path) => isService(workspace, path))) {
    addReading(reading, readService(workspace, file, readCode, fragments));
  }
  return { reading, fragments };
}

function isService(workspace: Workspace, file: string): boolean {
  if (!SERVICE_NAME.test(posix.basename(file)) || file.endsWith('.d.ts')) return false;
  const text = workspace.text(file) ?? '';
  return text.includes('provider') && /functions|resources/.test(text);
}

function readService(workspace: Workspace, file: string, readCode: ReadCode, fragments: Set<string>): Reading {
  const places: Places = new WeakMap();
  const folder = posix.dirname(file);
  const cache = new Map<string, Plain>();
  const readFile = (path: string): Plain => {
    if (!cache.has(path)) {
      // Marks the file as being read, so that a cycle of references ends.
      cache.set(path, undefined);
      cache.set(path, DATA_NAME.test(path) ? readDataFile(workspace, path, places) : readCode(path, folder, places));
    }
    return cache.get(path);
  };
  const service = readFile(file);
  if (!isObject(service) || !('functions' in service || 'resources' in service)) return emptyReading();
  return readServiceFunctions(
    workspace,
    { service, folder, places, readFile, active: new Set(), budget: { left: MAX_LOOKUPS } },
    file,
    fragments,
  );
}

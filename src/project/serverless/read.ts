import { posix } from 'node:path';
import type { ReadCode } from '../code-data.js';
import { isObject, type Places, type Plain, readDataFile } from '../data-file.js';
import { addReading, emptyReading, type Reading } from '../declared.js';
import type { Workspace } from '../workspace.js';
import { composedOf, isComposeFile, readCompose } from './compose.js';
import { readServiceFunctions } from './functions.js';
import { unreadService } from './unread-service.js';
import type { VariableSources } from './variables.js';

const SERVICE_NAME = /^serverless([.-][^/]*)?\.(ya?ml|json|[cm]?[jt]s)$/;
/** Far above what a large service needs. */
const MAX_LOOKUPS = 20_000;
const CODE_NAME = /^serverless\.[cm]?[jt]s$/;
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
  const open = (file: string) => openService(workspace, file, readCode);
  const composed = readCompose(workspace, open);
  for (const file of workspace.files.filter((path) => isService(workspace, path))) {
    const sources = open(file);
    if (!sources || !('functions' in sources.service || 'resources' in sources.service)) {
      reading.unresolved.push(...unreadService(workspace, file, sources, readCode));
      continue;
    }
    const services = composedOf(composed, file);
    addReading(reading, readServiceFunctions(workspace, { ...sources, composed: services }, file, fragments));
  }
  return { reading, fragments };
}

function isService(workspace: Workspace, file: string): boolean {
  const name = posix.basename(file);
  if (!SERVICE_NAME.test(name) || file.endsWith('.d.ts') || isComposeFile(file)) return false;
  const text = workspace.text(file) ?? '';
  // Code of exactly this name may take all of it from elsewhere.
  return (
    (text.includes('provider') && /functions|resources/.test(text)) || (CODE_NAME.test(name) && /export/.test(text))
  );
}

/** A service, or a compose file, with what its variables are looked up in; nothing where it holds no object. */
function openService(workspace: Workspace, file: string, readCode: ReadCode): VariableSources | undefined {
  const places: Places = new WeakMap();
  const folder = posix.dirname(file);
  const cache = new Map<string, Plain>();
  const readFile = (path: string, key?: string): Plain => {
    const isData = DATA_NAME.test(path);
    const id = isData || key === undefined ? path : `${path}:${key}`;
    if (!cache.has(id)) {
      // Marks the file as being read, so that a cycle of references ends.
      cache.set(id, undefined);
      cache.set(id, isData ? readDataFile(workspace, path, places) : readCode(path, folder, places, { key }));
    }
    return cache.get(id);
  };
  const service = readFile(file);
  if (!isObject(service)) return undefined;
  return { service, folder, places, readFile, active: new Set(), budget: { left: MAX_LOOKUPS }, composed: [] };
}

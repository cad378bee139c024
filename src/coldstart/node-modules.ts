import { BUILT_IN_MS } from './built-ins.generated.js';
import { ofNearestMajor } from './nearest-major.js';

/** What importing `http` takes beyond requiring it. */
export const IMPORTED_HTTP = 'import http';

/** Modules of Node's own that bring others with them. */
export const BRINGS: Readonly<Record<string, readonly string[]>> = {
  https: ['http', 'tls'],
  http2: ['http', 'tls'],
  http: ['net', 'stream'],
  tls: ['net', 'crypto'],
  crypto: ['stream'],
  zlib: ['stream'],
  net: ['stream'],
  child_process: ['net'],
  cluster: ['child_process'],
  tty: ['net'],
  worker_threads: ['stream'],
};

/** Loaded by Node or Lambda's own client before any function is, and so part of the floor. */
const LOADED_ANYWAY = new Set(['fs', 'util', 'buffer', 'events', 'path', 'url', 'module', 'process', 'constants']);

/**
 * Local ms of loading modules of Node's own that the runtime has not loaded by itself, each of them once.
 *
 * @param isModule whether an ES module imports them.
 * @param names with or without `node:`; what is no module of Node's is passed over.
 */
export function builtInMs(names: readonly string[], major: number, isModule = false): number {
  const needed = neededBy(names);
  const costOf = costsIn(major);
  // Importing all that `http` exports touches its WebSocket, which loads a whole HTTP client from Node.js 22 on.
  const isImported = isModule && names.some((name) => name.replace(/^node:/, '') === 'http');
  const imported = isImported ? costOf(IMPORTED_HTTP) : 0;
  return [...needed].reduce((sum, name) => sum + costOf(name), imported);
}

/** Those that take time, the most first. */
export function costlyBuiltIns(names: readonly string[], major: number): readonly string[] {
  const costOf = costsIn(major);
  return [...neededBy(names)].filter((name) => costOf(name) > 0).toSorted((a, b) => costOf(b) - costOf(a));
}

function neededBy(names: readonly string[]): ReadonlySet<string> {
  const needed = new Set<string>();
  const add = (name: string): void => {
    if (needed.has(name) || LOADED_ANYWAY.has(name)) return;
    needed.add(name);
    for (const brought of BRINGS[name] ?? []) add(brought);
  };
  for (const name of names) add(name.replace(/^node:/, ''));
  return needed;
}

/** Of the measured version that is nearest. */
function costsIn(major: number): (name: string) => number {
  const costs = ofNearestMajor(BUILT_IN_MS, major);
  return (name) => costs[name] ?? 0;
}

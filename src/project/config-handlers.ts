import { posix } from 'node:path';
import picomatch from 'picomatch';
import { memoise, oncePer } from '../lib/memoise.js';
import type { DeclaredHandler } from '../model/options.js';
import { type DeclaredFunction, emptyReading, type Reading } from './declared.js';
import { isSourcePath, nearestFolderWith, withoutExtension } from './source-file.js';
import { frameworksAt } from './web-frameworks/read.js';
import { servedBelow } from './web-frameworks/served.js';
import type { Workspace } from './workspace.js';

/** Functions that the configuration names by a glob and an export. */
export function readConfigHandlers(workspace: Workspace, handlers: readonly DeclaredHandler[]): Reading {
  const reading = emptyReading();
  for (const handler of handlers) {
    const isWanted = picomatch(handler.file, { dot: true });
    const files = workspace.files.filter((file) => isSourcePath(file) && isWanted(workspace.relative(file)));
    reading.declared.push(...files.map((file) => toDeclared(workspace, file, handler.export)));
    if (files.length > 0) continue;
    const declaredIn = { file: handler.file, line: 1, kind: 'config' as const };
    reading.unresolved.push({
      declaredIn,
      reason: `no file matches "${handler.file}", which is listed under "handlers" in the config`,
      cause: 'not-found',
    });
  }
  return reading;
}

/** What a framework serves, it builds as well, together with all the rest. */
function isServed(workspace: Workspace, file: string): boolean {
  return servedAt(workspace)(nearestFolderWith(workspace, posix.dirname(file), 'package.json')).has(file);
}

/** A config may list every page, and all pages of a project are looked for at once. */
const servedAt = oncePer((workspace: Workspace) =>
  memoise((home: string) => {
    const served = frameworksAt(workspace, home).flatMap((preset) => servedBelow(workspace, home, preset));
    return new Set(served.map(({ file }) => file));
  }),
);

function toDeclared(workspace: Workspace, file: string, exported: string): DeclaredFunction {
  return {
    name: posix.basename(withoutExtension(file)),
    declaredIn: { file: workspace.relative(file), line: 1, kind: 'config' },
    target: { kind: 'entry', file, export: exported },
    eventSources: [],
    ...(isServed(workspace, file) && { build: { tool: 'unknown' as const, builder: 'framework' as const } }),
  };
}

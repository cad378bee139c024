import { posix } from 'node:path';
import type { DeclaredHandler } from '../../model/options.js';
import type { Workspace } from '../workspace.js';
import type { FrameworkPreset } from './presets.js';
import { frameworksAt, signOf } from './read.js';
import { exportsServed, servedFiles } from './served.js';

/** What a config may list where a framework serves code and nothing says that it runs on Lambda. */
export interface HandlerProposal {
  /** Such as `Next.js`. */
  readonly framework: string;
  readonly handlers: readonly DeclaredHandler[];
}

/** More than these, one by one, help nobody. */
const MAX_FILES = 20;

export function proposeHandlers(workspace: Workspace): readonly HandlerProposal[] {
  const homes = workspace.files.filter((file) => posix.basename(file) === 'package.json').map(posix.dirname);
  return homes.flatMap((home) =>
    frameworksAt(workspace, home)
      .filter((preset) => signOf(workspace, home, preset) === undefined)
      .map((preset) => ({ framework: preset.name, handlers: handlersFor(workspace, home, preset) }))
      .filter(({ handlers }) => handlers.length > 0),
  );
}

/** A glob where all of its files have the export; else the files that have it. */
function handlersFor(workspace: Workspace, home: string, { served }: FrameworkPreset): DeclaredHandler[] {
  return served.flatMap((each) => {
    const files = servedFiles(workspace, home, each).map((file) => ({
      file: workspace.relative(file),
      exports: exportsServed(workspace, file, each),
    }));
    const names = [...new Set(files.flatMap(({ exports }) => exports))];
    return names.flatMap((name): DeclaredHandler[] => {
      const having = files.filter(({ exports }) => exports.includes(name));
      const glob = posix.join(workspace.relative(home), each.glob);
      const all =
        having.length === files.length ? [glob] : having.map(({ file }) => literally(file)).slice(0, MAX_FILES);
      return all.map((file) => ({ file, export: name }));
    });
  });
}

/** A glob that matches this file alone: routes have brackets in their names. */
function literally(file: string): string {
  return file.replaceAll(/[[\]{}()*?!+@]/g, '?');
}

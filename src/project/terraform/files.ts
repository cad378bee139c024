import { posix } from 'node:path';
import { oncePer } from '../../lib/memoise.js';
import { isWithin } from '../../lib/paths.js';
import { type Plain, parseData } from '../data-file.js';
import type { Workspace } from '../workspace.js';

/** The files that expressions of a module read. */
export interface ModuleFiles {
  /** The text of a file of the project. */
  read(path: string): string | undefined;
  /** Paths relative to the folder; nothing where nobody can tell. */
  list(folder: string, pattern: string): readonly string[] | undefined;
  /** Keeps which file a text was made of. */
  keep(text: string, path: string): void;
  /** The file that a text was made of. Absolute. */
  sourceOf(text: string): string | undefined;
}

/** A definition of an API or a list of functions is shorter. */
const MAX_LENGTH = 500_000;
/** A folder with more files does not list functions. */
const MAX_FILES = 500;

/** A text may be handed on to another module. */
const sourcesOf = oncePer((_: Workspace) => new Map<string, string>());

/** Reads files of the project alone. Relative paths start at the root module, where Terraform is run, and else at the module itself. */
export function moduleFiles(workspace: Workspace, root: string, folder: string): ModuleFiles {
  const sources = sourcesOf(workspace);
  const candidates = (path: string) =>
    [root, folder].map((base) => posix.resolve(base, path)).filter((each) => isWithin(each, workspace.root));
  const fileAt = (path: string) => candidates(path).find((each) => workspace.textInside(each) !== undefined);
  const keep = (text: string, path: string) => {
    const file = fileAt(path);
    if (file !== undefined) sources.set(text, file);
  };
  return {
    read: (path) => {
      const file = fileAt(path);
      const text = file === undefined ? undefined : workspace.textInside(file);
      if (text === undefined || text.length > MAX_LENGTH) return undefined;
      keep(text, path);
      return text;
    },
    list: (path, pattern) => {
      const base = candidates(path).find((each) => workspace.isDirectory(each));
      if (base === undefined) return undefined;
      // What is in the checkout; a build may put more files there.
      const files = workspace.listInside(base, [pattern]);
      return files.length > MAX_FILES ? undefined : files.map((file) => posix.relative(base, file));
    },
    keep,
    sourceOf: (text) => sources.get(text),
  };
}

/** What a text of YAML or JSON holds. */
export function decodeData(text: Plain): Plain {
  return typeof text === 'string' ? parseData(text, '', new WeakMap()) : undefined;
}

/** One object for each line below the first, which has the names. */
export function decodeCsv(text: Plain): Plain {
  if (typeof text !== 'string') return undefined;
  const [names = [], ...rows] = [...text.matchAll(ROW)].map(([row]) => cellsOf(row)).filter(({ length }) => length > 0);
  return rows.map((cells) => Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])));
}

/** Up to the end of the line, which a quoted cell may go over. */
const ROW = /(?:"[^"]*"|[^"\r\n])+/g;
const CELL = /(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g;

function cellsOf(row: string): string[] {
  return [...row.matchAll(CELL)].map(([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain);
}

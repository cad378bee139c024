import { posix } from 'node:path';
import { ts } from 'ts-morph';
import type { CallNode } from '../../ast/nodes.js';
import { isImportCall, isRequireCall } from '../../ast/requires.js';
import { escapeRegExp } from '../../lib/escape-reg-exp.js';
import { folderOf } from '../../lib/paths.js';
import { isTestFile } from '../../lib/test-file.js';
import type { Host } from '../../model/host.js';
import { ANY_TEXT, pathText } from './path-text.js';

/** A call that loads a module by a name that only the run knows, from a folder that the code names: `` require(`./steps/${name}`) ``. */
export interface FolderLoad {
  readonly call: ts.CallExpression;
  readonly kind: 'require' | 'dynamic';
  /** Relative to the file, without a slash at its end. */
  readonly folder: string;
  /** What the path of a file in it must look like, relative to the folder. */
  readonly pattern: RegExp;
}

const CODE_ENDING = '\\.[cm]?[jt]sx?';

export function folderLoadOf(call: CallNode): FolderLoad | undefined {
  const [argument] = call.arguments ?? [];
  if (!ts.isCallExpression(call) || !argument || ts.isStringLiteralLike(argument)) return undefined;
  const kind = isImportCall(call) ? 'dynamic' : isRequireCall(call) ? 'require' : undefined;
  if (!kind) return undefined;
  const text = pathText(argument, '.');
  const hole = text.indexOf(ANY_TEXT);
  if (hole < 0 || !/^\.\.?\//.test(text)) return undefined;
  const slash = text.lastIndexOf('/', hole);
  return { call, kind, folder: text.slice(0, slash), pattern: patternOf(text.slice(slash + 1)) };
}

/** `${name}`, `${name}.js`, `${name}/index`, `handle-${name}` */
function patternOf(rest: string): RegExp {
  const source = rest.split(ANY_TEXT).map(escapeRegExp).join('[^/]+');
  const isWithEnding = new RegExp(`${CODE_ENDING}$`).test(rest);
  // A name that is imported as `.js` may be one of TypeScript.
  const named = isWithEnding
    ? source.replace(/\\\.[cm]?[jt]sx?$/, CODE_ENDING)
    : `${source}(?:(?:/index)?${CODE_ENDING})?`;
  return new RegExp(`^${named}$`);
}

/** More than a folder of steps, routes or models holds. */
const MOST_FILES = 300;

/** The files that it may load, absolute and sorted; tests beside them are none. */
export function filesOfLoad({ call, folder, pattern }: FolderLoad, host: Host): readonly string[] {
  const from = call.getSourceFile().fileName;
  const absolute = posix.join(folderOf(from), folder);
  if (!host.isDirectory(absolute)) return [];
  return host
    .listFilesSync(
      absolute,
      ['*', '*/*'].map((each) => `${each}.{js,jsx,cjs,mjs,ts,tsx,cts,mts}`),
    )
    .filter((path) => path !== from && !isTestFile(path) && pattern.test(path.slice(absolute.length + 1)))
    .slice(0, MOST_FILES);
}

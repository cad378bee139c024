import { posix } from 'node:path';
import type { LambdaFunction } from '../../model/function.js';
import type { Host } from '../../model/host.js';
import { isTypeScript } from './compiled.js';
import type { DeployedFile } from './deployed-file.js';

/** The module that Lambda loads. */
export interface EntryModule {
  /** Absolute, without links. */
  readonly path: string;
  /** It is TypeScript that something compiles before it is deployed. */
  readonly isSource: boolean;
}

/** The extensions that Lambda looks for, in this order. */
const EXTENSIONS = ['.js', '.mjs', '.cjs'];

/** The deployed file that the handler names; else its source, when that is among what is packaged; nothing when neither is. */
export function entryOf(
  { build, handler }: LambdaFunction,
  files: readonly DeployedFile[],
  root: string,
  host: Host,
): EntryModule | undefined {
  const byName = new Map(files.map((file) => [file.name, file.realPath]));
  for (const stem of stemsOf(build?.handler ?? '')) {
    for (const extension of EXTENSIONS) {
      const path = byName.get(`${stem}${extension}`);
      if (path !== undefined) return { path, isSource: false };
    }
  }
  const source = host.realPath(posix.join(root, handler.file));
  return files.some(({ realPath }) => realPath === source)
    ? { path: source, isSource: isTypeScript(source) }
    : undefined;
}

/** Why there is no entry. */
export function notHeld({ build }: Pick<LambdaFunction, 'build'>): string {
  const { folder = '.', handler = '' } = build ?? {};
  const isOutside = posix.normalize(handler).startsWith('../');
  const cause = isOutside ? ', which is outside of that folder' : '; it may have to be built first';
  return `its package ${folder} does not contain the handler ${handler}${cause}`;
}

/** `src/a.b.handler` names `src/a.js`, or to frameworks `src/a.b.js`. */
function stemsOf(handler: string): string[] {
  const normal = posix.normalize(handler);
  const start = normal.lastIndexOf('/') + 1;
  return [...normal.slice(start).matchAll(/\./g)].map(({ index }) => normal.slice(0, start + index));
}

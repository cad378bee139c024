import type { BuildOptions, Message, Plugin } from 'esbuild';
import { absolutePath, folderOf, foldersUpwards, isWithin, relativePath } from '../lib/paths.js';
import { NOT_REGULAR } from '../model/errors.js';
import type { Host } from '../model/host.js';

/** What the kernel makes up: devices, and files that never end. A link of the project leads there by its real path. */
const OF_THE_KERNEL = /^\/(dev|proc|sys)\//;

/** A build that takes longer may be waiting for somebody to write into a pipe. */
const SUSPICIOUS_MS = 10_000;

export interface Suspects {
  /** Of the host. */
  readonly isSpecial: Host['isSpecial'];
  /** One was found already, by a build of more than these entries. */
  readonly mayHoldSpecialFiles?: boolean;
}

/**
 * esbuild opens whatever has the name of a module: a device until there is no memory left, a pipe for ever. Asking of every file what it is
 * would cost each build a tenth of its time, so only devices are kept away from it; beside a build that comes to no end, another one asks.
 *
 * @param build builds again when its process is gone.
 * @param buildOnce the same, in nothing that is used again.
 * @param endProcess ends the process in which a build hangs.
 */
export async function buildRegularFiles<Options extends BuildOptions, T>(
  { isSpecial, mayHoldSpecialFiles }: Suspects,
  options: Options,
  build: (options: Options) => Promise<T>,
  buildOnce: (options: Options) => Promise<T>,
  endProcess: () => Promise<void>,
): Promise<T> {
  const guardedBy = (guard: Guard): Options => ({ ...options, plugins: [guard.plugin, ...(options.plugins ?? [])] });
  const guard = createGuard(isSpecial);
  // Where links stay what they are, names say nothing.
  if (mayHoldSpecialFiles || options.preserveSymlinks) guard.askOfAll();
  const first = build(guardedBy(guard));
  if (await isEndedWithin(SUSPICIOUS_MS, first)) return first;
  const asking = createGuard(isSpecial);
  asking.askOfAll();
  const second = buildOnce(guardedBy(asking)).catch(async (error: unknown) => {
    // It fails of something else, which the first, which is only slow, will tell.
    if (!(error as { readonly errors?: readonly Message[] }).errors?.some(isAboutSpecialFile)) return first;
    guard.askOfAll();
    await endProcess();
    throw error;
  });
  return Promise.race([first, second]).finally(() => void Promise.allSettled([first, second]));
}

/** What esbuild reads in the folders around a module, and no plug-in can keep from it. */
const READ_AROUND = ['package.json', 'tsconfig.json', 'jsconfig.json'];

/** A manifest or a config around the entries that can never be read to its end; absolute. */
export function specialAround(entries: readonly string[], { isSpecial }: Suspects): string | undefined {
  const folders = new Set(entries.flatMap((entry) => foldersUpwards(folderOf(entry))));
  return [...folders].flatMap((folder) => READ_AROUND.map((name) => absolutePath(folder, name))).find(isSpecial);
}

interface Guard {
  readonly plugin: Plugin;
  /** From the next time on that the plug-in is set up. */
  askOfAll(): void;
}

function createGuard(isSpecial: (path: string) => boolean): Guard {
  let filter = OF_THE_KERNEL;
  return {
    plugin: {
      name: 'regular files only',
      setup({ onLoad, initialOptions: { absWorkingDir = '/' } }) {
        onLoad({ filter, namespace: 'file' }, ({ path }) =>
          isSpecial(path) ? { errors: [{ text: notRegular(path, absWorkingDir) }] } : undefined,
        );
      },
    },
    askOfAll: () => {
      filter = /.*/;
    },
  };
}

/** What a problem says; a file in the folder by its path from there. */
export function notRegular(path: string, folder: string): string {
  return `${isWithin(path, folder) ? relativePath(folder, path) : path} ${NOT_REGULAR}`;
}

export function isAboutSpecialFile({ text }: Pick<Message, 'text'>): boolean {
  return text.endsWith(NOT_REGULAR);
}

async function isEndedWithin(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const end = work.then(
    () => true,
    () => true,
  );
  return Promise.race([end, late]).finally(() => clearTimeout(timer));
}

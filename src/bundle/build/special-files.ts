import type { BuildFailure, BuildOptions, Message, PartialMessage, Plugin } from 'esbuild';
import { isWithin, relativePath } from '../../lib/paths.js';
import { NOT_REGULAR } from '../../model/errors.js';
import type { Host } from '../../model/host.js';
import { pathOfInput } from './module-graph.js';
import {
  type ConfigHost,
  createSpecialAround,
  mayPackagesBeSpecial,
  pathsTriedFor,
  type SpecialAround,
  type SpecialConfig,
} from './special-configs.js';

/** What the kernel makes up: devices, and files that never end. A link of the project leads there by its real path. */
const OF_THE_KERNEL = String.raw`^\/(dev|proc|sys)\/`;

interface BuildPatience {
  /** A build that takes longer may be waiting for somebody to write into a pipe. */
  readonly suspiciousMs: number;
  /** One that asks of every file, and has not asked for so long, comes to no end: what it puts together at last takes less. */
  readonly silentMs: number;
}

const PATIENCE: BuildPatience = { suspiciousMs: 10_000, silentMs: 60_000 };

/** Counted, as a computer may sleep meanwhile. */
const TICKS = 60;

export interface SpecialFileGuardInput {
  readonly host: ConfigHost & Pick<Host, 'specialFiles'>;
  /** One was found already, by a build of more than these entries. */
  readonly mayHoldSpecialFiles?: boolean;
  readonly patience?: BuildPatience;
}

/**
 * esbuild opens whatever has the name of a module: a device until there is no memory left, a pipe for ever. Asking of every file what it is
 * would cost each build a tenth of its time. So devices are kept away from it, and what the walk through the project has found by the way;
 * beside a build that comes to no end, another one asks of all.
 *
 * @param build begins anew when its process is gone.
 * @param buildOnce the same, in nothing that is used again.
 * @param endProcess ends the process in which a build hangs.
 */
export async function buildRegularFiles<Options extends BuildOptions, T>(
  { host, mayHoldSpecialFiles, patience = PATIENCE }: SpecialFileGuardInput,
  options: Options,
  build: (options: Options) => Promise<T>,
  buildOnce: (options: Options) => Promise<T>,
  endProcess: () => Promise<void>,
): Promise<T> {
  const guardedBy = (guard: PluginGuard): Options => ({
    ...options,
    plugins: [guard.plugin, ...(options.plugins ?? [])],
  });
  const guard = createGuard(host, options);
  // Where links stay what they are, names say nothing.
  const asksAtOnce = mayHoldSpecialFiles || options.preserveSymlinks === true;
  if (asksAtOnce) guard.askOfAll();
  // What is kept has the plug-in of its first time, which may not have asked.
  const first = (mayHoldSpecialFiles ? buildOnce : build)(guardedBy(guard));
  if (!asksAtOnce && (await isEndedWithin(patience.suspiciousMs, first))) return first;
  const asking = asksAtOnce ? guard : createGuard(host, options);
  return new Promise<T>((resolve, reject) => {
    first.then(resolve, reject);
    const giveUp = (error: unknown): void => {
      for (const each of [guard, asking]) each.giveUp();
      // What the end of the process makes of the builds is of no interest any more.
      reject(error);
      void endProcess();
    };
    asking.watch(patience, giveUp);
    if (asksAtOnce) return;
    asking.askOfAll();
    buildOnce(guardedBy(asking)).then(resolve, (error: unknown) => {
      asking.end();
      // It may fail of something else, which the first, which is only slow, will tell.
      if (isOfSpecialFile(error)) giveUp(error);
    });
  }).finally(() => asking.end());
}

function isOfSpecialFile(error: unknown): boolean {
  return (error as Partial<BuildFailure>).errors?.some(isAboutSpecialFile) === true;
}

/** What is to be known of configs: which esbuild reads depends on the options. */
function aroundFor({ tsconfig, tsconfigRaw, absWorkingDir = '/' }: BuildOptions, host: ConfigHost): SpecialAround {
  if (tsconfigRaw !== undefined) return createSpecialAround('none', host);
  return createSpecialAround(tsconfig === undefined ? undefined : pathOfInput(absWorkingDir, tsconfig), host);
}

/** A manifest or a config around the entries that can never be read to its end. */
export function specialAround(
  folders: readonly string[],
  options: BuildOptions,
  host: ConfigHost,
): PartialMessage | undefined {
  const around = aroundFor(options, host);
  for (const folder of folders) {
    const found = around(folder);
    if (found) return messageOf(found, options);
  }
  return undefined;
}

function messageOf({ path, namedAt }: SpecialConfig, { absWorkingDir = '/' }: BuildOptions): PartialMessage {
  const location = namedAt && { ...namedAt, file: relativePath(absWorkingDir, namedAt.path) };
  return { text: notRegular(path, absWorkingDir), ...(location && { location }) };
}

interface PluginGuard {
  readonly plugin: Plugin;
  /** From the next time on that the plug-in is set up. */
  askOfAll(): void;
  /** What begins anew with another process is to end at once: nobody waits for it any more. */
  giveUp(): void;
  /** Tells when it has not been asked for long. */
  watch(patience: BuildPatience, onSilent: (error: unknown) => void): void;
  end(): void;
}

function createGuard(host: SpecialFileGuardInput['host'], options: BuildOptions): PluginGuard {
  const { absWorkingDir = '/' } = options;
  const known = host.specialFiles(absWorkingDir);
  let filter = filterOf(known.flatMap((path) => [path, host.realPath(path)]));
  let asksOfConfigs = known.some((path) => path.endsWith('.json')) || mayPackagesBeSpecial(absWorkingDir, host);
  let silentTicks = 0;
  let isInUse = false;
  let isGivenUp = false;
  let timer: NodeJS.Timeout | undefined;
  const around = aroundFor(options, host);
  return {
    plugin: {
      name: 'regular files only',
      setup({ onLoad, onResolve }) {
        if (isGivenUp) throw new Error(NO_END);
        isInUse = true;
        onLoad({ filter, namespace: 'file' }, ({ path }) => {
          silentTicks = 0;
          return host.isSpecial(path) ? { errors: [{ text: notRegular(path, absWorkingDir) }] } : undefined;
        });
        if (!asksOfConfigs) return;
        onResolve({ filter: /.*/ }, ({ path, resolveDir }) => {
          silentTicks = 0;
          const found = pathsTriedFor(path, resolveDir, host).flatMap((place) => around(place) ?? [])[0];
          return found && { errors: [{ text: notRegular(found.path, absWorkingDir) }] };
        });
      },
    },
    askOfAll: () => {
      filter = /.*/;
      asksOfConfigs = true;
    },
    giveUp: () => {
      isGivenUp = true;
    },
    watch: ({ silentMs }, onSilent) => {
      const tick = (): void => {
        // What builds again keeps the plug-ins of its first time.
        if (isInUse && ++silentTicks === TICKS + 1) onSilent({ errors: [{ text: NO_END }] });
      };
      timer = setInterval(tick, silentMs / TICKS);
    },
    end: () => clearInterval(timer),
  };
}

const NO_END = 'the bundler did not finish; it may be waiting for something that is not a regular file, such as a pipe';

function filterOf(paths: readonly string[]): RegExp {
  const exact = paths.map((path) => `^${path.replace(/[.+*?^${}()|[\]\\/]/g, '\\$&')}$`);
  return new RegExp([OF_THE_KERNEL, ...exact].join('|'));
}

/** What a problem says; a file in the folder by its path from there. */
function notRegular(path: string, folder: string): string {
  return `${isWithin(path, folder) ? relativePath(folder, path) : path} ${NOT_REGULAR}`;
}

export function isAboutSpecialFile({ text }: Pick<Message, 'text'>): boolean {
  return text.endsWith(NOT_REGULAR) || text === NO_END;
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

import { firstOf } from '../lib/first-of.js';
import { memoise, oncePer } from '../lib/memoise.js';
import { absolutePath, folderOf, foldersUpwards, isWithin } from '../lib/paths.js';
import type { Host } from '../model/host.js';
import type { ReportProblem } from './broken-json.js';
import { topAround } from './checkout.js';
import { BASE_OPTIONS, createTsconfigReader, type Tsconfig, type WrittenTsconfig } from './read-tsconfig.js';

export interface Tsconfigs {
  /** The outermost folder that is looked into. */
  readonly top: string;
  /** The one that holds for a file: the nearest upwards, up to the top of the checkout, as the compiler and bundlers look for it. */
  of(file: string): Tsconfig;
  /** All that stand around a path, the nearest first, each followed by those that it hands its files to. */
  around(path: string): readonly WrittenTsconfig[];
}

const NONE: Tsconfig = { options: {}, isComplete: true, resolution: BASE_OPTIONS, patterns: [] };

/** Reads each once. */
export function createTsconfigs(root: string, host: Host, report: ReportProblem): Tsconfigs {
  const top = topAround(root, host);
  const read = createTsconfigReader(root, host, report);
  const at = memoise((folder) => {
    // The executors of Nx resolve by tsconfig.base.json where no other is.
    const isNx = host.isFile(absolutePath(folder, 'nx.json'));
    const path = ['tsconfig.json', 'jsconfig.json', ...(isNx ? ['tsconfig.base.json'] : [])]
      .map((name) => absolutePath(folder, name))
      .find((each) => host.isFile(each));
    return path === undefined ? undefined : read(path);
  });
  const upwards = (folder: string): readonly string[] => foldersUpwards(folder, isWithin(folder, top) ? top : '');
  const nearest = memoise((folder) => firstOf(upwards(folder), at));
  return {
    top,
    of: memoise((file) => {
      const config = nearest(folderOf(file));
      return config ? withAliases(config, file) : NONE;
    }),
    around: (path) =>
      upwards(folderOf(path)).flatMap((folder) => {
        const config = at(folder);
        return config ? [config, ...config.referred()] : [];
      }),
  };
}

/** A config without files hands them to others: of these, the one that has the file says what aliases there are in it; else the first that has some. */
function withAliases(config: WrittenTsconfig, file: string): Tsconfig {
  if (config.patterns.length > 0) return config;
  const referred = config.referred().filter(hasAliases);
  const own = referred.find(({ includes }) => includes(file));
  const { resolution, patterns } = own ?? firstOf(referred, pathsOnly) ?? config;
  return { ...config, resolution, patterns };
}

function hasAliases({ patterns, resolution }: Tsconfig): boolean {
  return patterns.length > 0 || resolution.baseUrl !== undefined;
}

/** For files of no project: every name may be one below its `baseUrl`, and would be code of another project. */
const pathsOnly = oncePer((config: WrittenTsconfig): Pick<Tsconfig, 'resolution' | 'patterns'> | undefined => {
  const { patterns, resolution } = config;
  const { baseUrl, pathsBasePath } = resolution;
  const paths = { ...resolution, baseUrl: undefined, pathsBasePath: baseUrl ?? pathsBasePath };
  return patterns.length > 0 ? { patterns, resolution: paths } : undefined;
});

import type { ts } from 'ts-morph';
import { memoise } from '../lib/memoise.js';
import { isWithin, relativePath } from '../lib/paths.js';
import { KnownError } from '../model/errors.js';
import type { Host } from '../model/host.js';
import type { Problem } from '../model/problem.js';
import { type Manifest, parseJson, toRecord } from '../sources/manifest.js';
import { openSources, type ProjectSources } from '../sources/open-sources.js';
import { createModuleResolver, type ResolveModule } from '../sources/resolve-module.js';

/** Makes a tree of a file's text; shared with the later steps, so that each file is parsed once. */
export type ParseText = (path: string, text: string) => ts.SourceFile;

/** Parses a source file; `undefined` when it is missing or cannot be read. */
type ParseFile = (path: string) => ts.SourceFile | undefined;

/** The files below the root as every reader sees them: listed once, read once, parsed once. Paths are absolute. */
export interface Workspace {
  readonly root: string;
  /** Sorted. */
  readonly files: readonly string[];
  readonly problems: Problem[];
  /** The text of a file; `undefined` when it is missing, or unreadable (which is recorded as a problem once). */
  text(path: string): string | undefined;
  /** The same without a word where it cannot be read: for what is only good to know. */
  hint(path: string): string | undefined;
  /** What a file of JSON holds; empty where there is none. */
  json(path: string): Manifest;
  isFile(path: string): boolean;
  isDirectory(path: string): boolean;
  /** The text of a file of any kind that a deployment file reads; only of one that is in the project, and not where a link leads out of it. */
  textInside(path: string): string | undefined;
  /** The files below a folder of the project that match one of the globs; sorted. */
  listInside(folder: string, globs: readonly string[]): readonly string[];
  readonly parse: ParseFile;
  readonly sources: ProjectSources;
  /** Where an import leads, as in the analysis of code. */
  readonly resolve: ResolveModule;
  /** Relative to the root, with `/`; what every result shows. */
  relative(path: string): string;
  /** Files that no `.gitignore` hides from us, for generated folders such as `cdk.out`. */
  listGenerated(folder: string, globs: readonly string[]): Promise<readonly string[]>;
}

const LISTED = [
  '**/*.{ts,mts,cts,tsx,js,mjs,cjs,jsx,json,yaml,yml,template,tf,tofu,tfvars}',
  '**/terragrunt.hcl',
  '**/{Dockerfile,Containerfile}{,.*}',
  '**/*.{Dockerfile,dockerfile}',
  '**/app.arc',
  '**/.arc',
];
/** Copies that deploy tools leave behind: they repeat what the sources declare. */
const GENERATED = [
  '**/cdk.out/**',
  '**/.serverless/**',
  '**/.aws-sam/**',
  '**/.terraform/**',
  '**/.sst/**',
  '**/.build/**',
  '**/.amplify/**',
  '**/amplify/#current-cloud-backend/**',
  '**/amplify/backend/awscloudformation/**',
];

/** Lists the files below `root`; folders that cannot be read become problems. */
export async function openWorkspace(
  root: string,
  ignore: readonly string[],
  host: Host,
  parseFile: ParseText,
): Promise<Workspace> {
  const problems: Problem[] = [];
  const relative = (path: string) => relativePath(root, path);
  const files = await host.listFiles(root, LISTED, {
    ignore: [...ignore, ...GENERATED],
    onProblem: (path, message) => problems.push({ kind: 'unreadable-file', file: relative(path), message }),
  });
  const isFile = memoise((path: string) => host.isFile(path));
  const text = memoise((path: string) => orReport(relative(path), problems, () => host.readText(path)));
  const sources = await openSources({ root, ignore }, host, (problem) => problems.push(problem));
  return {
    root,
    files,
    problems,
    text,
    hint: memoise((path: string) =>
      isFile(path) ? orReport(relative(path), [], () => host.readText(path)) : undefined,
    ),
    json: memoise((path: string) => toRecord(parseJson(text(path) ?? ''))),
    isFile,
    isDirectory: memoise((path: string) => host.isDirectory(path)),
    textInside: (path) => (isFile(path) && isWithin(host.realPath(path), host.realPath(root)) ? text(path) : undefined),
    listInside: (folder, globs) =>
      isWithin(host.realPath(folder), host.realPath(root)) ? host.listFilesSync(folder, globs, { isSparse: true }) : [],
    parse: memoise((path: string) =>
      orReport(relative(path), problems, () => {
        const source = text(path);
        return source === undefined ? undefined : parseFile(path, source);
      }),
    ),
    sources,
    resolve: createModuleResolver(sources, { takesData: true }, { ...host, isFile }),
    relative,
    listGenerated: (folder, globs) => host.listFiles(folder, globs, { includeGitIgnored: true }),
  };
}

/** What cannot be read is a problem, once, and `undefined`. */
function orReport<T>(shown: string, problems: Problem[], read: () => T | undefined): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    problems.push({ kind: 'unreadable-file', file: shown, message: error.message });
    return undefined;
  }
}

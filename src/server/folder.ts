import { createSession, type Update } from '../analysis/session.js';
import type { Finding } from '../model/finding.js';
import type { LambdaFunction, UnresolvedFunction } from '../model/function.js';
import { groupBy } from '../model/group.js';
import type { Host } from '../model/host.js';
import type { Problem } from '../model/problem.js';
import type { AnalysisResult } from '../model/result.js';
import type { LoadedOptions } from './options.js';
import { createRunner } from './runner.js';

/** One analysed folder, over many edits. Files are named relative to its root. */
export interface Folder {
  readonly root: string;
  /** As the editor names it. */
  readonly uri: string;
  /** Not one of the workspace's own: made for open documents that belong to none. */
  readonly isGuest: boolean;
  readonly state: FolderState;
  /** A file's text has changed. */
  changed(path: string): void;
  /** The edits so far are meant. */
  saved(): void;
  /** Which files, functions or options there are may have changed. */
  stale(): void;
  /** Everything, now. */
  analyze(): Promise<void>;
  /** Settles when all edits so far are in the state. */
  settled(): Promise<void>;
  /** What another text of some files would give, without keeping anything of it. */
  preview(texts: ReadonlyMap<string, string>): Promise<Update | undefined>;
  dispose(): void;
}

export interface FolderState {
  /** False until the first analysis has ended. */
  readonly isReady: boolean;
  readonly isBusy: boolean;
  /** Why the last analysis could not be made, for a person. */
  readonly failure?: string;
  readonly functions: readonly LambdaFunction[];
  readonly unresolved: readonly UnresolvedFunction[];
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  /** Without a file: under the empty name. */
  readonly problems: ReadonlyMap<string, readonly Problem[]>;
  /** The text that a file's findings are about. */
  textOf(file: string): string;
}

export interface FolderInput {
  readonly root: string;
  readonly uri: string;
  readonly isGuest: boolean;
  /** Unsaved texts laid over the disk; `scratch` over both. */
  readonly host: Host;
  readonly scratch: Map<string, string>;
  readonly loadOptions: () => Promise<LoadedOptions>;
  /** Texts of documents that are open, as `host` gives them; absolute path → text. */
  readonly openTexts: ReadonlyMap<string, string>;
  /** Whether edits are looked at before they are saved. */
  readonly runsOnType: () => boolean;
  readonly onChange: (folder: Folder) => void;
}

export function createFolder(input: FolderInput): Folder {
  const { root, host, scratch, openTexts } = input;
  const session = createSession(host);
  const findings = new Map<string, readonly Finding[]>();
  const problems = new Map<string, readonly Problem[]>();
  const analyzed = new Map<string, string>();
  let functions: readonly LambdaFunction[] = [];
  let result: AnalysisResult | undefined;
  let failure: string | undefined;

  const relative = (path: string): string => path.slice(root.length + 1);
  const keepTexts = (isLookedAt: (file: string) => boolean, texts: ReadonlyMap<string, string>): void => {
    for (const [path, text] of texts) if (isLookedAt(relative(path))) analyzed.set(relative(path), text);
  };

  const runner = createRunner({
    runsOnType: input.runsOnType,
    analyze: async (pause) => {
      const texts = new Map(openTexts);
      const { options, problem } = await input.loadOptions();
      result = await session.analyze(options, pause, (found) => {
        if (result) return;
        functions = found;
        input.onChange(folder);
      });
      functions = result.functions;
      failure = undefined;
      replace(findings, groupByFile(result.findings));
      replace(problems, groupByFile([...(problem ? [problem] : []), ...result.problems]));
      analyzed.clear();
      keepTexts(() => true, texts);
    },
    update: async (paths, pause) => {
      const texts = new Map(openTexts);
      const update = await session.update(paths, pause);
      if (!update) return;
      const renewedFindings = groupByFile(update.findings);
      const renewedProblems = groupByFile(update.problems);
      for (const file of update.files) {
        findings.set(file, renewedFindings.get(file) ?? []);
        problems.set(file, renewedProblems.get(file) ?? []);
      }
      keepTexts((file) => update.files.has(file), texts);
    },
    onFailure: (error) => {
      failure = error instanceof Error ? error.message : String(error);
      host.log('warn', `The analysis of ${root} failed: ${error instanceof Error ? error.stack : error}`);
    },
    onChange: () => input.onChange(folder),
  });

  const folder: Folder = {
    root,
    uri: input.uri,
    isGuest: input.isGuest,
    state: {
      get isReady() {
        return result !== undefined || failure !== undefined;
      },
      get isBusy() {
        return runner.isBusy();
      },
      get failure() {
        return failure;
      },
      get functions() {
        return functions;
      },
      get unresolved() {
        return result?.unresolved ?? [];
      },
      findings,
      problems,
      textOf: (file) => analyzed.get(file) ?? readOrNothing(host, `${root}/${file}`),
    },
    changed: runner.changed,
    saved: runner.saved,
    stale: runner.stale,
    analyze: runner.analyzeNow,
    settled: runner.settled,
    preview: async (texts) => {
      for (const [file, text] of texts) scratch.set(`${root}/${file}`, text);
      try {
        return await session.update([...scratch.keys()]);
      } finally {
        scratch.clear();
      }
    },
    dispose: runner.dispose,
  };
  return folder;
}

function groupByFile<T extends { readonly file?: string }>(items: readonly T[]): Map<string, readonly T[]> {
  return groupBy(items, ({ file }) => file ?? '');
}

function replace<T>(map: Map<string, T>, by: ReadonlyMap<string, T>): void {
  map.clear();
  for (const [key, value] of by) map.set(key, value);
}

/** A file that vanished or became unreadable has its own problem. */
function readOrNothing(host: Host, path: string): string {
  try {
    return host.readText(path) ?? '';
  } catch {
    return '';
  }
}

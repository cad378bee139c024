/** What stands on disk when a function is started. */
export interface CodeToStage {
  /** Absolute folder of the project that the code belongs to; packages are found from there upwards. */
  readonly folder: string;
  /** Relative to the folder → content. Where there are none, the code is started in its folder as it stands there. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The file that Lambda loads, relative to the folder. */
  readonly entry: string;
  /** Whether Lambda imports the file, and does not require it. */
  readonly isModule: boolean;
}

export interface StartRequest {
  readonly environment: Readonly<Record<string, string>>;
  readonly limitMs: number;
  /** Whether a CPU profile is taken, which makes the start slower. */
  readonly isProfiled?: boolean;
  /** Kills the process. */
  readonly signal?: AbortSignal;
}

/** One start of a function in a process of its own. */
export type StartOutcome = LoadedOutcome | Failed;

interface LoadedOutcome {
  readonly kind: 'loaded';
  /** Of loading the handler's file; where the system tells, without the time that other processes had the processor. */
  readonly ms: number;
  readonly attempts: readonly OutsideCall[];
  readonly profile?: ProfiledStart;
}

/**
 * `crashed`: something was thrown and not caught. `exited`: it called `process.exit`. `stuck`: it waits for something that never comes, and
 * Node gave up. `hung`: it was killed at the limit. `died`: its process ended by a signal or without a word, for want of memory for instance.
 */
export interface Failed {
  readonly kind: 'crashed' | 'exited' | 'stuck' | 'hung' | 'died';
  readonly message: string;
  /** Of an error or of the call of `process.exit`, as Node writes it. */
  readonly stack?: string;
  /** Of an error: `MODULE_NOT_FOUND`. */
  readonly code?: string;
  /** What was reached for outside of the process until then. */
  readonly attempts: readonly OutsideCall[];
}

/** Something that was called while the function started, and that reaches outside. */
export interface OutsideCall {
  /** All but `listen` and `spawn` are refused. */
  readonly kind: 'connect' | 'lookup' | 'send' | 'listen' | 'spawn';
  /** `db.internal:5432`. */
  readonly target: string;
}

export interface ProfiledStart {
  /** As the inspector gives it, which is what DevTools and VS Code open. */
  readonly profile: CpuProfile;
  /** When loading began and ended, in microseconds on the clock of the profile, which begins earlier and ends later. */
  readonly from: number;
  readonly to: number;
  /** In the order of time, on the same clock. */
  readonly marks: readonly Mark[];
}

/** Something that began or ended during a profiled start. */
export interface Mark {
  /** `module`: from here on, code of that module runs in the bundle's top level. `load`, `loaded`: a file is read, compiled and run. */
  readonly kind: 'module' | 'load' | 'loaded';
  /** The number that the bundle gives, or the path of the file. */
  readonly name: string;
  /** Microseconds. */
  readonly at: number;
}

export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  /** Microseconds. */
  readonly startTime: number;
  readonly endTime: number;
  readonly samples?: readonly number[];
  readonly timeDeltas?: readonly number[];
}

export interface ProfileNode {
  readonly id: number;
  readonly callFrame: CallFrame;
  readonly children?: readonly number[];
}

export interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  /** 0-based, as the column. */
  readonly lineNumber: number;
  readonly columnNumber: number;
}

export interface NodeRuntime {
  /** `22.23.3`. */
  readonly version: string;
  readonly major: number;
  /** `x64`, `arm64`. */
  readonly architecture: string;
}

/** Code on disk that can be started again and again. */
export interface StagedCode {
  /** Absolute folder that the code was put into. */
  readonly folder: string;
  start(request: StartRequest): Promise<StartOutcome>;
  /** Where nothing was written, nothing goes. */
  remove(): void;
}

/** The only way the core starts processes. They get no credentials and no network. */
export interface Starter {
  /** @throws {KnownError} where there is no such Node and none can be installed. */
  runtime(major: number | undefined): Promise<NodeRuntime>;
  /** @throws {KnownError} where nothing can be written. */
  place(runtime: NodeRuntime, placement: CodeToStage): StagedCode;
  /** Writes a file that somebody asked for, with the folders on the way. */
  write(path: string, text: string): void;
  /** Kills what runs and removes what was placed. */
  dispose(): void;
}

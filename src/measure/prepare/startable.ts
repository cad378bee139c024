import type { LambdaFunction } from '../../model/function.js';
import type { CodeToStage } from '../../model/starter.js';

/** What a function is started from, and how its modules are called. */
export interface Startable {
  readonly fn: LambdaFunction;
  readonly packaging: 'bundle' | 'files';
  /** Of the Node to start it with, where it is stated or the deploy tool has a default. */
  readonly major?: number;
  /** As it is deployed. */
  readonly deployed: CodeToStage;
  /** The same code for the eyes of a profiler; missing where files are deployed as they are. */
  readonly readable?: ReadableBuild;
  /** Absolute paths of the modules that are reached, the handler first. */
  readonly modules: readonly string[];
  /** Packages that are left to the runtime or a layer. */
  readonly external: readonly string[];
  /** What was taken for granted, a sentence each. */
  readonly assumptions: readonly string[];
}

/** A build of the same modules in which each statement has a line of its own. */
export interface ReadableBuild {
  readonly code: string;
  readonly sourceMap: string;
  readonly placement: (code: string) => CodeToStage;
  /** What the source map calls a module → its absolute path, or the name of what a variant puts in its place. */
  readonly moduleOf: (source: string) => string;
  /** Whether a comment that esbuild writes before a module names this one. */
  readonly isNamed: (comment: string, module: string) => boolean;
}

import type { BuildSettings, LambdaFunction } from '../../model/function.js';
import type { BundlerOptions } from '../build/bundler-options.js';

/** What a deploy tool makes of a function's settings. */
interface ToolSettings {
  readonly outfile: string;
  /**
   * Where the tool lets esbuild write, relative to the folder that it runs in, since a source map tells the way from there to each source;
   * `*` stands for a folder of the function's own.
   */
  readonly builtAt: string;
  readonly options: BundlerOptions;
  /** Of Node, as it is stated or assumed; missing where nothing of the build depends on it. */
  readonly major?: number;
  readonly assumptions: readonly string[];
}

/** Feature flags of the CDK app, as the context in its cdk.json sets them. */
export interface CdkFlags {
  /** `@aws-cdk/aws-lambda-nodejs:sdkV3ExcludeSmithyPackages`. */
  readonly excludesSmithy: boolean;
  /** `@aws-cdk/aws-lambda-nodejs:useLatestRuntimeVersion`. */
  readonly usesLatestRuntime: boolean;
}

export type SettingsReader = (build: BuildSettings, fn: LambdaFunction, flags: CdkFlags) => ToolSettings;

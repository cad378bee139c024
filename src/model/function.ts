/**
 * Where a function is declared: a deployment file, or its own code where only the code (`code`) or the config (`config`) tells of it. Paths
 * are relative to the root, lines 1-based.
 */
export interface Declaration {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
  readonly kind: DeclarationKind;
}

export type DeclarationKind =
  | 'sam'
  | 'cloudformation'
  | 'serverless'
  | 'architect'
  | 'amplify'
  | 'cdk'
  | 'cdk-out'
  | 'terraform'
  | 'pulumi'
  | 'cdktf'
  | 'docker'
  | 'framework'
  | 'config'
  | 'code';

interface HandlerRef {
  /** Source file, relative to the root. */
  readonly file: string;
  /**
   * Name of the export that Lambda calls; may be dotted (`api.handler`). Empty where no export is called: the module itself
   * is started, by a script that the Lambda Web Adapter or a custom runtime runs, and serves what it registers.
   */
  readonly export: string;
  /** Line of the exported declaration, 1-based; 1 until the file was parsed. */
  readonly line: number;
  /** Of a function that stands in deployment code and is no export: where it begins in its line, 1-based. */
  readonly column?: number;
}

export interface EventSource {
  /** Lower-case service name: `sqs`, `sns`, `s3`, `dynamodb`, `kinesis`, `schedule`, `http`, `rest`, `websocket`, `eventbridge`, `cognito`, `custom-resource`, `url`, `other` … */
  readonly type: string;
  readonly batchSize?: number;
  readonly fifo?: boolean;
  readonly reportBatchItemFailures?: boolean;
  /** Of `cloudfront`: at the viewer, at the origin, or at both. */
  readonly edge?: 'viewer' | 'origin';
}

/** Build settings as the deployment file states them; every field is optional because most projects leave most of them out. */
export interface BuildSettings {
  readonly tool: 'esbuild' | 'webpack' | 'rollup' | 'zip' | 'unknown';
  /** Who calls the tool, where a kind of deployment file leaves more than one possibility. */
  readonly builder?: 'framework' | 'serverless-esbuild' | 'serverless-plugin-typescript' | 'sst' | 'docker';
  /** The major version of who calls it, where that matters. */
  readonly builderMajor?: number;
  /** Where no runtime is stated: the one that CDK takes by itself, or the one that it calls the latest. */
  readonly unstatedRuntime?: 'default' | 'latest';
  readonly minify?: boolean;
  readonly sourceMap?: boolean | string;
  readonly target?: string;
  readonly format?: 'cjs' | 'esm';
  readonly mainFields?: readonly string[];
  readonly external?: readonly string[];
  readonly nodeModules?: readonly string[];
  readonly tsconfig?: string;
  /** What is packaged where nothing bundles: a folder, or a single file; relative to the root, `../` where it stands outside. */
  readonly folder?: string;
  /** The handler as Lambda reads it, below the folder: `dist/create.handler`. */
  readonly handler?: string;
  /** Patterns of files below the folder, in the tool's own syntax; the last that matches decides, and `!` in front leaves out. */
  readonly patterns?: readonly string[];
  /** Further settings, verbatim from the deployment file where they are static. */
  readonly other?: Readonly<Record<string, unknown>>;
}

export interface LambdaFunction {
  /** Unique and stable: declaring file, `#`, name. */
  readonly id: string;
  /** As declared: logical id, key in serverless.yml, construct id, resource name; for code shape the file's name. */
  readonly name: string;
  readonly handler: HandlerRef;
  readonly declaredIn: Declaration;
  readonly runtime?: string;
  readonly memoryMb?: number;
  readonly timeoutS?: number;
  readonly architecture?: 'arm64' | 'x86_64';
  readonly eventSources: readonly EventSource[];
  /** What runs it where that is not Node.js. */
  readonly engine?: 'llrt' | 'bun' | 'deno';
  /** CloudFront runs it (Lambda@Edge). */
  readonly edge?: true;
  readonly build?: BuildSettings;
  /** Environment variables with a static value, by name. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Names of those whose value is known only at deployment; `*` where there may be any others besides. */
  readonly environmentUnknown?: readonly string[];
  /** Environment variables that hold the name of a declared table → the table's id. */
  readonly tables?: Readonly<Record<string, string>>;
  /** Folders of the project, relative to the root, whose content its layers put into `/opt`. */
  readonly layers?: readonly string[];
  /** It has layers besides whose content is not known here: named by an ARN, or in a way that cannot be followed. */
  readonly hasForeignLayers?: boolean;
  /** The declaration does not lead to the source: its name, or that of its archive or handler, does. */
  readonly foundBy?: 'name';
  /** Further deployment files that declare the same handler, for another tool or stage. */
  readonly alsoDeclaredIn?: readonly FurtherDeclaration[];
}

/** A declaration beside the one that a function has its id from. */
interface FurtherDeclaration extends Declaration {
  /** Id of the declaration. */
  readonly id?: string;
}

/** A declaration that names no source file of ours. */
export interface UnresolvedFunction extends Unfound {
  /** Id of the declaration, as those of functions; absent where it has no name. */
  readonly declarationId?: string;
  readonly name?: string;
  readonly declaredIn: Declaration;
}

/** Why a declaration leads to no source file: in words, and as data. */
export interface Unfound {
  readonly reason: string;
  readonly cause: UnresolvedCause;
}

/**
 * `not-node`, `not-lambda`: written in another language, or for another cloud. By design no file of the analysed folder is `image`, made by Docker; `inline`,
 * in the deployment file; `stored`, fetched from where something puts it; and `outside`, in another folder or in a layer. `not-found`: what is named is not there.
 * `unknown`: the deployment file names it in a way that cannot be followed, or not at all.
 */
export type UnresolvedCause =
  | 'not-node'
  | 'not-lambda'
  | 'image'
  | 'inline'
  | 'stored'
  | 'outside'
  | 'not-found'
  | 'unknown';

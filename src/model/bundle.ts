import type { ColdStartEstimate } from './cold-start.js';
import type { Finding } from './finding.js';
import type { Declaration } from './function.js';
import type { Problem } from './problem.js';
import type { Variant } from './variant.js';

/** One copy of a package: there is one for each folder that it is installed in and bundled from. */
export interface PackageCopy {
  /** Empty where its package.json does not say. */
  readonly version: string;
  /** Relative to the root, also outside of it: `../shared/index.ts`. */
  readonly folder: string;
  readonly bytes: number;
}

/** What one package adds to a function. Bytes are those that are deployed: in a bundle, after minification and tree shaking; as files, of all its files. */
export interface PackageShare {
  /** `@aws-sdk/client-s3`. */
  readonly name: string;
  /** Of the heaviest copy; empty where no package.json says. */
  readonly version: string;
  readonly bytes: number;
  /**
   * What would leave the deployment with this package: itself, and what only it brings in. In a bundle by imports; as files by
   * dependencies: packages that would not be installed if nobody depended on this one.
   */
  readonly onlyThroughBytes: number;
  /** In a package of files, those that an import reaches. */
  readonly modules: number;
  /** `unknown` where only a source map tells of it. */
  readonly format: 'esm' | 'cjs' | 'mixed' | 'unknown';
  /** Whether loading it may do something, so that a bundler keeps modules of it that nobody uses; `some` where its package.json names which. */
  readonly sideEffects: boolean | 'some';
  /** Modules on the shortest way from the handler to the package, both included; relative to the root. Empty when no import leads there. */
  readonly chain: readonly string[];
  /** The import in the project's own code that brings it in, on that way. */
  readonly entrance?: { readonly file: string; readonly specifier: string };
  /** Where the package.json nearest to that import lists it; missing for what only other packages depend on. */
  readonly declaredAs?: 'dependencies' | 'devDependencies';
  /** What is well known to do the same with less, where the project's own code imports the package: `crypto.randomUUID()`. */
  readonly alternative?: string;
  /** The heaviest first. More than one is a duplicate. */
  readonly copies: readonly PackageCopy[];
}

/** A file of the project's own. */
export interface OwnFile {
  /** Relative to the root. */
  readonly file: string;
  readonly bytes: number;
}

/** One module with the bytes that are deployed of it. */
export interface BundledModule {
  /** Relative to the root, also outside of it: `../shared/index.ts`. */
  readonly file: string;
  readonly bytes: number;
  /** Missing for the project's own code. */
  readonly package?: string;
  /** The module before it on the shortest way from the handler, which itself has none. */
  readonly importedBy?: string;
  /** Whether only `import()` leads to it, so that it is shipped but not run at the start. */
  readonly isLazy?: boolean;
}

export interface FunctionBundle {
  readonly functionId: string;
  readonly name: string;
  readonly declaredIn: Declaration;
  /** `bundle`: a bundler makes one file of the code. `files`: files are deployed as they are. */
  readonly packaging: 'bundle' | 'files';
  readonly minified: boolean;
  /** All files that are deployed, layers not counted. */
  readonly unzippedBytes: number;
  /** Of the zip as the tool makes it, to a few bytes. */
  readonly zippedBytes: number;
  /** Of the built file, without a source map in it; 0 where files are deployed as they are. */
  readonly codeBytes: number;
  /** Of the bundle; of a package of files, all `*.map`. */
  readonly sourceMapBytes: number;
  /** Unpacked, of the layers that stand in this project. */
  readonly layerBytes: number;
  /** Of files: deployed, but reached by no import from the handler; 0 where its imports could not be followed. */
  readonly unreachedBytes: number;
  /** What the bundler adds of its own: wrappers and helpers. */
  readonly bundlerBytes: number;
  /** Modules that are reached from the handler and weigh something. */
  readonly modules: number;
  /** The largest first. */
  readonly packages: readonly PackageShare[];
  /** The project's own code, the largest first. */
  readonly own: readonly OwnFile[];
  /** What is deployed beside the code and is none: copied files, and in a package of files all that is no module. */
  readonly assets: readonly OwnFile[];
  /** Packages and built-in modules that the bundle expects to find where it runs. */
  readonly external: readonly string[];
  /** Of these, what stands neither beside the bundle nor in a layer of the project, so that the runtime has to bring it. */
  readonly fromRuntime: readonly string[];
  /** Packages that it imports and that are not installed here: neither counted nor external. */
  readonly missing: readonly string[];
  /** Of these, what is installed and lacks the files that are imported, as a workspace package does before it is built. */
  readonly notBuilt?: readonly string[];
  /** Of what is missing, what layers of the project list and do not hold, by the folder of their package.json, relative to the root. */
  readonly missingInLayers?: Readonly<Record<string, readonly string[]>>;
  /** Layers of the project whose folder is not there, relative to the root. */
  readonly absentLayers?: readonly string[];
  /** What its own code cannot do without, is not in the package, and nothing brings to where it runs: packages, and files of the project. */
  readonly lost?: readonly string[];
  /** The same of packages that a layer may bring whose content is not known here. */
  readonly leftToLayers?: readonly string[];
  /** Its imports could not be followed, so that nobody knows what it loads. What it weighs is known all the same. */
  readonly isReachLost?: boolean;
  /** Whether something in the built file has source maps read, as `process.setSourceMapsEnabled(true)` does. */
  readonly readsSourceMaps: boolean;
  /** What the deployment file does not say and was taken for granted, a sentence each. */
  readonly assumptions: readonly string[];
  /** Why nobody knows how it is built: these are the figures of a guess, which no rule and no budget judges. */
  readonly assumedSince?: string;
  /** What it would weigh with changes that were asked for and apply to it. */
  readonly variants?: readonly Variant[];
}

/** A bundle with every module in it, for those who draw. */
export interface DetailedBundle extends FunctionBundle {
  /**
   * In the order of their distance from the handler. As files, then what no import reaches: own code by file, and one entry a
   * package, named by its folder (`node_modules/x/`), for all the rest of it.
   */
  readonly contents: readonly BundledModule[];
  /** Of the Node version that was taken for granted where the function states none. */
  readonly major?: number;
  /** Of what is external, what is loaded with the file; missing where that is not known. */
  readonly loadedExternal?: readonly string[];
  /** Of these, what a layer of the project brings, and nobody has counted. */
  readonly loadedFromLayers?: readonly string[];
  /** Whether Lambda imports the built file and does not require it. */
  readonly isModule?: boolean;
  readonly variants?: readonly DetailedVariant[];
}

export interface DetailedVariant extends Variant {
  readonly bundle: DetailedBundle;
}

export interface BundleReport<Bundle extends FunctionBundle = FunctionBundle> {
  readonly root: string;
  /** In the order of the functions. */
  readonly functions: readonly Bundle[];
  /** What kept a function from being built, or a part of it from being counted. */
  readonly problems: readonly Problem[];
}

/** What was built, and what the rules say of it. */
export interface JudgedBundles extends BundleReport<DetailedBundle> {
  /** What their cold starts are estimated to take, in the same order. */
  readonly coldStarts: readonly ColdStartEstimate[];
  /** Sorted by file, line, column, rule. Suppressed ones are included and marked. */
  readonly findings: readonly Finding[];
}

/** Of a deployment package: the zip that is uploaded directly, and everything unpacked with its layers. */
export const LIMITS = { zippedBytes: 50 * 1024 * 1024, unzippedBytes: 250 * 1024 * 1024 } as const;

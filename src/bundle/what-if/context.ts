import { absolutePath, foldersUpwards } from '../../lib/paths.js';
import type { DetailedBundle } from '../../model/bundle.js';
import type { Host } from '../../model/host.js';
import type { BundlerOptions } from '../build/bundler-options.js';
import type { BundleGraph } from '../build/module-graph.js';
import type { RewrittenModule, Substitute } from './substitute.js';

/** What a change looks at to find out whether it applies, and how. */
export interface VariantContext {
  readonly bundle: DetailedBundle;
  readonly graph: BundleGraph;
  readonly options: BundlerOptions;
  /** Texts of the project's own modules in the bundle, by absolute path. */
  readonly ownTexts: ReadonlyMap<string, string>;
  /** Absolute folder of the handler, which packages are resolved from. */
  readonly folder: string;
  readonly host: Host;
}

/** How the build of a variant differs. */
export interface Patch {
  readonly options?: BundlerOptions;
  readonly substitutes?: readonly Substitute[];
  readonly rewritten?: readonly RewrittenModule[];
  /** What the figure does not hold. */
  readonly notes?: readonly string[];
}

/** Something that may be done about a bundle. */
export interface WhatIf {
  /** As it is asked for. */
  readonly change: string;
  readonly title: string;
  /** `undefined` where it changes nothing. */
  patch(context: VariantContext): Patch | undefined;
}

/** Whether the project's own code imports a package, or a path below it. */
export function importsItself({ graph, ownTexts }: VariantContext, name: string): boolean {
  return graph.modules.some(
    ({ path, imports }) =>
      ownTexts.has(path) && imports.some(({ specifier }) => specifier === name || specifier.startsWith(`${name}/`)),
  );
}

/** Whether a package can be found from the handler's folder upwards. */
export function isInstalled({ folder, host }: VariantContext, name: string): boolean {
  return foldersUpwards(folder).some((at) => host.isDirectory(absolutePath(at, `node_modules/${name}`)));
}

/** Whether the project's own code mentions a name as a word. */
export function isMentionedByOwnCode({ ownTexts }: VariantContext, name: string): boolean {
  const word = new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`);
  return [...ownTexts.values()].some((text) => word.test(text));
}

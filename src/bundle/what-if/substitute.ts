import type { Plugin } from 'esbuild';
import { escapeRegExp } from '../../lib/escape-reg-exp.js';

/** Text that stands in for modules, in the build of a variant. */
export interface Substitute {
  /** Imports of this package, and of paths below it, lead to the contents. */
  readonly package: string;
  /** Whether other packages keep the real one. */
  readonly isOwnOnly: boolean;
  readonly contents: string;
  /** Absolute; imports in the contents are resolved from it. */
  readonly folder: string;
}

/** A module with other contents. */
export interface RewrittenModule {
  /** Absolute. */
  readonly path: string;
  readonly contents: string;
}

const NAMESPACE = 'coldlens-variant';

/** A plug-in of ours; it answers for the named packages and files and leaves all others to esbuild. */
export function substitutePlugin(substitutes: readonly Substitute[], rewritten: readonly RewrittenModule[]): Plugin {
  return {
    name: NAMESPACE,
    setup(build) {
      for (const { package: name, isOwnOnly, contents, folder } of substitutes) {
        build.onResolve({ filter: new RegExp(`^${escapeRegExp(name)}(/|$)`) }, ({ path, importer, namespace }) => {
          if (namespace === NAMESPACE || (isOwnOnly && /[\\/]node_modules[\\/]/.test(importer))) return undefined;
          return { path, namespace: NAMESPACE, pluginData: { contents, folder }, sideEffects: false };
        });
      }
      build.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ pluginData: { contents, folder } }) => {
        return { contents, resolveDir: folder, loader: 'js' };
      });
      for (const { path, contents } of rewritten) {
        build.onLoad({ filter: new RegExp(`^${escapeRegExp(path).replaceAll('/', '[\\\\/]')}$`) }, () => ({
          contents,
          loader: 'js',
        }));
      }
    },
  };
}

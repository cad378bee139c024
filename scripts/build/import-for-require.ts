import { isBuiltin } from 'node:module';
import type { Plugin } from 'esbuild';

/** Modules of CommonJS that are bundled into ES modules cannot call `require`; what they want from outside is imported for them. */
export const importForRequire: Plugin = {
  name: 'import-for-require',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /.*/ }, ({ path, kind }) =>
      kind === 'require-call' && (path === 'vscode' || isBuiltin(path)) ? { path, namespace: 'outside' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'outside' }, ({ path }) => ({ contents: `export * from '${path}';` }));
  },
};

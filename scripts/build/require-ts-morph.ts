import type { Plugin } from 'esbuild';

/**
 * Importing a CommonJS package makes Node search it for export names first, which takes 150 ms for the compiler inside
 * ts-morph; requiring it does not.
 */
export const requireTsMorph: Plugin = {
  name: 'require-ts-morph',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^ts-morph$/ }, () => ({ path: 'ts-morph', namespace: 'required' }));
    onLoad({ filter: /.*/, namespace: 'required' }, () => ({
      contents: `import { createRequire } from 'node:module';\nexport const { ts } = createRequire(import.meta.url)('ts-morph');`,
    }));
  },
};

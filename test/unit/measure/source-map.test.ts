import assert from 'node:assert/strict';
import { build } from 'esbuild';
import { markModules } from '../../../src/measure/profile/mark-modules.js';
import { readSourceMap, sourceAt } from '../../../src/measure/profile/source-map.js';

const MODULES: Readonly<Record<string, string>> = {
  'entry.js': "import { one } from './one.js';\nimport two from './two.cjs';\n\nconsole.log(one, two);\n",
  'one.js': '// entry.js\nexport const one = `\n// two.cjs\n`;\n',
  'two.cjs': 'exports.two = function two() {\n  return 2;\n};\n',
};

/** What esbuild makes of the modules, and which source each line that says so comes from. */
async function bundled() {
  const { outputFiles } = await build({
    entryPoints: ['entry.js'],
    bundle: true,
    write: false,
    format: 'esm',
    sourcemap: 'external',
    outdir: '/out',
    plugins: [
      {
        name: 'memory',
        setup: ({ onResolve, onLoad }) => {
          onResolve({ filter: /./ }, ({ path }) => ({ path: `/${path.replace('./', '')}`, namespace: 'memory' }));
          onLoad({ filter: /./, namespace: 'memory' }, ({ path }) => ({ contents: MODULES[path.slice(1)] }));
        },
      },
    ],
  });
  const [map, code] = outputFiles.map(({ text }) => text) as [string, string];
  return { code, lines: readSourceMap(map, (source) => source.replace(/^.*\//, '')) };
}

describe('a source map', () => {
  it('says where a function comes from', async () => {
    const { code, lines } = await bundled();
    const line = code.split('\n').findIndex((text) => text.includes('function two'));
    assert.deepEqual([sourceAt(lines, line, 20)?.source, sourceAt(lines, line, 20)?.sourceLine], ['two.cjs', 0]);
  });

  it('takes what a bundler wraps round a module for the module', async () => {
    const { code, lines } = await bundled();
    const line = code.split('\n').findIndex((text) => text.includes('"memory:/two.cjs"('));
    assert.equal(sourceAt(lines, line, 30)?.source, 'two.cjs');
  });

  it('knows where modules begin, whatever comments and texts say', async () => {
    const { code, lines } = await bundled();
    const marked = markModules(code, lines, (comment, source) => comment === `memory:/${source}`);
    assert.deepEqual(marked.modules, ['two.cjs', 'one.js', 'entry.js']);
    assert.equal(marked.code.split('\n').length, code.split('\n').length);
    assert.equal(marked.code.replace(/globalThis\.__coldlensMark\?\.\(\d\); /g, ''), code);
  });
});

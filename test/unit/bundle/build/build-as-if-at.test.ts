import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildBundles } from '../../../../src/bundle/build/build.js';
import { buildAsIfAt } from '../../../../src/bundle/build/build-as-if-at.js';
import type { BuildOutcome } from '../../../../src/bundle/build/build-outcome.js';
import type { BundlerOptions } from '../../../../src/bundle/build/bundler-options.js';
import { createNodeHost } from '../../../../src/host/node-host.js';
import { type Files, withTempFolder } from '../../../support/temp-folder.js';

const OWN: Files = {
  'src/a.ts':
    "import common from 'common';\nimport { e } from 'modern';\nexport const handler = async () => [common, e, import('modern')];\n",
};
const PACKAGES: Files = {
  'node_modules/common/package.json': '{ "name": "common", "main": "index.js" }',
  'node_modules/common/index.js': 'module.exports = { a: 1, b: require("modern"), c: "../../repo/node_modules/" };\n',
  'node_modules/modern/package.json': '{ "name": "modern", "type": "module", "main": "index.js" }',
  'node_modules/modern/index.js': '/*! @license MIT */ import c from "common"; export const e = () => c.a;\n',
};

function below(folder: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}

/** Everything that is told of what was built. */
function told({ bundles, missing }: BuildOutcome): unknown {
  const [bundle] = [...bundles.values()];
  const { code, sourceMap, graph } = bundle!;
  return [...[code, sourceMap ?? []].map((bytes) => Buffer.from(bytes).toString()), [...graph.bytes], missing];
}

describe('a build in a tree with linked packages', () => {
  const settings: Readonly<Record<string, BundlerOptions>> = {
    'with a source map beside it': { sourcemap: true },
    'with a source map inside': { sourcemap: 'inline' },
    'on one line with its names': { sourcemap: true, minifyWhitespace: true },
    minified: { sourcemap: true, minify: true },
  };
  for (const [name, options] of Object.entries(settings)) {
    it(`gives what the original gives, ${name}`, () =>
      withTempFolder(
        { ...below('repo', { ...OWN, ...PACKAGES }), ...below('far/away/in/tree', OWN) },
        async (folder) => {
          const [original, tree] = [join(folder, 'repo'), join(folder, 'far/away/in/tree')];
          for (const each of ['common', 'modern']) {
            const link = join(tree, 'node_modules', each);
            mkdirSync(dirname(link), { recursive: true });
            symlinkSync(join(original, 'node_modules', each), link);
          }
          const request = (at: string) => ({
            entries: [{ path: join(at, 'src/a.ts'), builtAt: 'dist/*/a.js' }],
            options,
            folder: at,
            host: createNodeHost(),
          });
          const wanted = told(await buildBundles(request(original)));
          assert.deepEqual(told(await buildAsIfAt(tree, original)(request(tree))), wanted);
        },
      ));
  }
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { buildBundles } from '../../../src/bundle/build.js';
import { createNodeHost } from '../../../src/host/node-host.js';
import { withTempFolder } from '../../support/temp-folder.js';

describe('a module that can never be read to its end', function () {
  if (process.platform === 'win32') return;
  // Less than a build may take before another one asks of every file.
  this.timeout(9_000);

  const FORMS: Readonly<Record<string, (folder: string) => void>> = {
    'a pipe': (folder) => void execFileSync('mkfifo', [join(folder, 'lib/a+b.ts')]),
    'a link to one': (folder) => {
      execFileSync('mkfifo', [join(folder, 'lib/pipe')]);
      symlinkSync('pipe', join(folder, 'lib/a+b.ts'));
    },
    'a link to a device': (folder) => symlinkSync('/dev/tty', join(folder, 'lib/a+b.ts')),
  };
  for (const [name, make] of Object.entries(FORMS)) {
    it(`costs no waiting where the walk through the project has met it: ${name}`, () =>
      withTempFolder(
        { 'lib/c.ts': '', 'a.ts': "import './lib/a+b';\n", 'b.ts': "import './lib/c';\n" },
        async (folder) => {
          make(folder);
          const entries = ['a', 'b'].map((each) => ({ path: join(folder, `${each}.ts`), builtAt: `out/${each}.js` }));
          const { bundles, problems } = await buildBundles({ entries, options: {}, folder, host: createNodeHost() });
          assert.deepEqual([...bundles.keys()], [entries[1]!.path]);
          const [[path, [problem, ...others]]] = [...problems] as [[string, { message: string; line?: number }[]]];
          assert.equal(path, entries[0]!.path);
          assert.deepEqual(others, []);
          assert.match(problem!.message, /(lib\/a\+b\.ts|lib\/pipe|\/dev\/tty) is not a regular file$/);
          assert.equal(problem!.line, 1);
        },
      ));
  }
});

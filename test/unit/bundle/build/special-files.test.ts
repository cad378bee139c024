import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { BuildOptions, PluginBuild } from 'esbuild';
import { buildBundles } from '../../../../src/bundle/build/build.js';
import { buildRegularFiles, isAboutSpecialFile } from '../../../../src/bundle/build/special-files.js';
import { createNodeHost } from '../../../../src/host/node-host.js';
import { memoryHost } from '../../../support/memory-host.js';
import { withTempFolder } from '../../../support/temp-folder.js';

describe('a module that can never be read to its end', () => {
  if (process.platform === 'win32') return;
  /** Longer than a test may take: what patience for it fails. */
  const patience = { suspiciousMs: 1e9, silentMs: 1e9 };

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
          const { bundles, problems } = await buildBundles({
            entries,
            options: {},
            folder,
            host: createNodeHost(),
            patience,
          });
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

describe('a package whose manifest can never be read to its end', () => {
  if (process.platform === 'win32') return;

  for (const dependencies of ['dependencies', 'devDependencies']) {
    it(`costs no memory where it is one of the ${dependencies}`, () =>
      withTempFolder(
        {
          'package.json': `{ "${dependencies}": { "@some/x": "1" } }`,
          'node_modules/@some/x/index.js': '',
          'src/a.ts': `import '@some/x';\n`,
        },
        async (top) => {
          symlinkSync('/dev/zero', join(top, 'node_modules/@some/x/package.json'));
          const folder = join(top, 'src');
          const build = async ({ plugins }: BuildOptions): Promise<string> => {
            const asked: string[] = [];
            for (const { setup } of plugins ?? [])
              void setup({
                onLoad: () => {},
                onResolve: (_: unknown, ask: (args: object) => { errors: { text: string }[] }) =>
                  asked.push(ask({ path: '@some/x', resolveDir: folder }).errors[0]!.text),
              } as unknown as PluginBuild);
            return asked.join();
          };
          const suspects = { host: createNodeHost(), patience: { suspiciousMs: 8_000, silentMs: 9_000 } };
          const options = { absWorkingDir: folder };
          const answer = await buildRegularFiles(suspects, options, build, build, async () => {});
          assert.equal(answer, `${join(top, 'node_modules/@some/x/package.json')} is not a regular file`);
        },
      ));
  }
});

describe('a build that patience for what nobody knows of', () => {
  const patience = { suspiciousMs: 20, silentMs: 300 };
  const never = new Promise<never>(() => {});

  /** Hands over what the plug-in would be asked of each module. */
  function buildOf(use: (askOf: (path: string) => void) => Promise<string>) {
    return ({ plugins = [] }: BuildOptions): Promise<string> => {
      const asked: ((args: { path: string }) => unknown)[] = [];
      const onLoad = (_: unknown, callback: (typeof asked)[number]): void => void asked.push(callback);
      for (const { setup } of plugins) void setup({ onLoad, onResolve: () => {} } as unknown as PluginBuild);
      return use((path) => {
        for (const each of asked) each({ path });
      });
    };
  }

  for (const mayHoldSpecialFiles of [false, true]) {
    it(`is given up${mayHoldSpecialFiles ? ', also when something was found before' : ''}`, async () => {
      const build = buildOf(() => never);
      let ends = 0;
      const end = async (): Promise<void> => void ends++;
      const suspects = { host: memoryHost({}), mayHoldSpecialFiles, patience };
      await assert.rejects(buildRegularFiles(suspects, {}, build, build, end), ({ errors }) => {
        assert.match(errors[0].text, /^the bundler did not finish/);
        return isAboutSpecialFile(errors[0]);
      });
      assert.equal(ends, 1);
    });

    it(`is none that goes on asking${mayHoldSpecialFiles ? ', from the beginning' : ''}`, async () => {
      const build = buildOf(async (askOf) => {
        for (let count = 0; count < 40; count++) {
          await setTimeout(20);
          askOf(`/shop/${count}.ts`);
        }
        return 'built';
      });
      const suspects = { host: memoryHost({}), mayHoldSpecialFiles, patience };
      const end = (): Promise<void> => assert.fail('it was ended');
      assert.equal(await buildRegularFiles(suspects, {}, build, build, end), 'built');
    });
  }

  it('is none whose other build has failed of something else', async () => {
    const build = buildOf(() => setTimeout(600, 'built'));
    const once = buildOf(() => Promise.reject({ errors: [{ text: 'Could not resolve "x"' }] }));
    const end = (): Promise<void> => assert.fail('it was ended');
    assert.equal(await buildRegularFiles({ host: memoryHost({}), patience }, {}, build, once, end), 'built');
  });
});

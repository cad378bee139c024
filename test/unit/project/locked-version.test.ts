import assert from 'node:assert/strict';
import { discover, HANDLER } from './check.js';

const PROJECT = {
  'package.json': '{ "devDependencies": { "sst": "^2.40.3" } }',
  'sst.config.ts': `import { Function } from 'sst/constructs';
export default {
  config: () => ({ name: 'orders', region: 'eu-west-1' }),
  stacks(app: any) {
    app.stack(({ stack }: any) => { new Function(stack, 'Fn', { handler: 'src/a.handler' }); });
  },
};`,
  'src/a.ts': HANDLER,
};

async function runtimeWith(files: Readonly<Record<string, string>>): Promise<string> {
  const { deployment } = await discover({ ...PROJECT, ...files });
  return deployment().functions[0]?.settings.runtime.value ?? 'unknown';
}

describe('the version of a tool, which tells its defaults', () => {
  it('is open where package.json states a range and no lock file is there', async () =>
    assert.equal(await runtimeWith({}), 'unknown'));

  const LOCKS: readonly (readonly [title: string, file: string, text: string])[] = [
    ['npm', 'package-lock.json', '{ "packages": { "node_modules/sst": { "version": "2.40.3" } } }'],
    [
      'pnpm, asked for',
      'pnpm-lock.yaml',
      'importers:\n  .:\n    devDependencies:\n      sst:\n        specifier: ^2.40.3\n        version: 2.40.3(react@18.0.0)\n',
    ],
    ['pnpm, brought by another', 'pnpm-lock.yaml', "packages:\n  'sst@2.40.3':\n    resolution: {}\n"],
    ['pnpm of old', 'pnpm-lock.yaml', 'packages:\n  /sst@2.40.3:\n    resolution: {}\n'],
    ['Yarn 1', 'yarn.lock', '\nsst@^2.40.3:\n  version "2.40.3"\n'],
    ['Yarn of today', 'yarn.lock', '\n"sst@npm:^2.40.3":\n  version: 2.40.3\n'],
  ];
  for (const [title, file, text] of LOCKS)
    it(`is that of the lock file of ${title}`, async () =>
      assert.equal(await runtimeWith({ [file]: text }), 'nodejs18.x'));

  it('is that of its own folder in a workspace, and open where several are there', async () => {
    const inApp = (files: Readonly<Record<string, string>>) =>
      Object.fromEntries(
        Object.entries(PROJECT)
          .map(([path, text]) => [`apps/b/${path}`, text])
          .concat(Object.entries(files)),
      );
    const runtimeOf = async (files: Readonly<Record<string, string>>) =>
      (await discover(inApp(files))).deployment().functions[0]?.settings.runtime.value ?? 'unknown';
    const npm =
      '{ "packages": { "node_modules/sst": { "version": "2.48.0" }, "apps/b/node_modules/sst": { "version": "2.40.3" } } }';
    assert.equal(await runtimeOf({ 'package-lock.json': npm }), 'nodejs18.x');
    const asks = (folder: string, version: string) =>
      `  ${folder}:\n    dependencies:\n      sst:\n        specifier: ^2\n        version: ${version}\n\n`;
    const pnpm = `importers:\n\n${asks('apps/a', '2.48.0')}${asks('apps/b', '2.40.3')}packages:\n`;
    assert.equal(await runtimeOf({ 'pnpm-lock.yaml': pnpm }), 'nodejs18.x');
    const yarn = 'sst@^2.40.3:\n  version "2.40.3"\n\nsst@^2.48.0:\n  version "2.48.0"\n';
    assert.equal(await runtimeOf({ 'yarn.lock': yarn }), 'unknown');
  });

  it('is open, without a word, where the lock file is too large to be read', async () => {
    const { deployment, problems } = await discover({ ...PROJECT, 'pnpm-lock.yaml': 'x'.repeat(6 * 1024 * 1024) });
    assert.deepEqual(problems, []);
    assert.equal(deployment().functions[0]?.settings.runtime.value, undefined);
  });

  it('is open where the lock file is broken or does not have it', async () => {
    assert.equal(await runtimeWith({ 'package-lock.json': '{ "packages": [' }), 'unknown');
    assert.equal(await runtimeWith({ 'yarn.lock': '\nsst-auth@^2.40.3:\n  version "2.40.3"\n' }), 'unknown');
  });
});

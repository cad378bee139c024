import assert from 'node:assert/strict';
import { findWorkspacePackages } from '../../../src/analysis/workspace-packages.js';
import { resolveOptions } from '../../../src/config/resolve-options.js';
import { memoryHost } from '../../support/memory-host.js';

const WORKSPACE = '{ "workspaces": ["**"] }';

async function namesIn(root: string, files: Readonly<Record<string, string>>): Promise<string[]> {
  const options = resolveOptions({ root, paths: [], rules: [], onlyRules: [] }, { outer: [], nested: [] });
  return [...(await findWorkspacePackages(options, memoryHost(files))).keys()].sort();
}

describe('packages that are known by name', () => {
  const packages = (folder: string) => ({
    [`${folder}/package.json`]: WORKSPACE,
    [`${folder}/api/package.json`]: '{ "name": "api" }',
    [`${folder}/shared/package.json`]: '{ "name": "shared" }',
  });
  const cases: readonly [string, string, Readonly<Record<string, string>>, readonly string[]][] = [
    ['those of a workspace above', '/home/me/api', packages('/home/me'), ['api', 'shared']],
    ['not those of the home folder', '/home/api', packages('/home'), ['api']],
    [
      'not those above the home folder',
      '/home/shop/api',
      { ...packages('/home/shop'), ...packages('') },
      ['api', 'shared'],
    ],
    [
      'not those above the top of a checkout',
      '/home/me/shop/api',
      { ...packages('/home/me'), '/home/me/shop/.git/HEAD': '', '/home/me/shop/api/package.json': '{ "name": "api" }' },
      ['api'],
    ],
    [
      'not those above a work tree, whose .git is a file',
      '/home/me/shop/api',
      {
        ...packages('/home/me'),
        '/home/me/shop/.git': 'gitdir: x',
        '/home/me/shop/api/package.json': '{ "name": "api" }',
      },
      ['api'],
    ],
    [
      'folders that are dependencies of dependencies, in a circle too',
      '/home/me/api',
      {
        '/home/me/api/package.json':
          '{ "name": "api", "dependencies": { "a": "link:../a/", "b": 1, "c": "file:../none" } }',
        '/home/me/a/package.json':
          '{ "name": "a", "optionalDependencies": { "api": "portal:../api", "d": "file:./d" } }',
        '/home/me/a/d/package.json': '{ "name": "d", "dependencies": [] }',
      },
      ['a', 'api', 'd'],
    ],
  ];
  for (const [title, root, files, expected] of cases) {
    it(title, async () => {
      assert.deepEqual(await namesIn(root, files), expected);
    });
  }
});

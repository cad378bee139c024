import assert from 'node:assert/strict';
import { join } from 'node:path/posix';
import { parseSource } from '../../../src/ast/parse.js';
import { resolveOptions } from '../../../src/config/resolve-options.js';
import type { Host } from '../../../src/model/host.js';
import { openWorkspace } from '../../../src/project/workspace.js';
import { findWorkspacePackages } from '../../../src/sources/workspace-packages.js';
import { memoryHost } from '../../support/memory-host.js';

const WORKSPACE = '{ "workspaces": ["**"] }';

async function namesIn(root: string, files: Readonly<Record<string, string>>): Promise<string[]> {
  const options = resolveOptions({ root, paths: [], rules: [], onlyRules: [] }, { outer: [], nested: [] });
  const packageNamed = await findWorkspacePackages(options, memoryHost(files));
  return ['a', 'api', 'd', 'shared'].filter((name) => packageNamed(name, `${root}/main.ts`) !== undefined);
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

interface Tree {
  readonly files: Readonly<Record<string, string>>;
  /** Link → folder. */
  readonly links?: Readonly<Record<string, string>>;
  /** The importing file. */
  readonly from: string;
  readonly name?: string;
  readonly ignore?: readonly string[];
  readonly expected?: string | undefined;
}

const ROOT = '/work/shop';

/** Discovery must see the same as those who follow code. */
async function folderIn(tree: Tree): Promise<string | undefined> {
  const { links = {}, name = 'shared', ignore = [] } = tree;
  const files = Object.fromEntries(Object.entries(tree.files).map(([path, text]) => [join(ROOT, path), text]));
  const targets = new Map(Object.entries(links).map(([link, target]) => [join(ROOT, link), join(ROOT, target)]));
  const memory = memoryHost(files);
  const host: Host = {
    ...memory,
    isDirectory: (path) =>
      targets.has(path) || memory.isDirectory(path) || [...targets.keys()].some((link) => link.startsWith(`${path}/`)),
    realPath: (path) => targets.get(path) ?? path,
  };
  const options = {
    ...resolveOptions({ root: ROOT, paths: [], rules: [], onlyRules: [] }, { outer: [], nested: [] }),
    ignore,
  };
  const ofCode = (await findWorkspacePackages(options, host))(name, join(ROOT, tree.from));
  const workspace = await openWorkspace(ROOT, ignore, host, parseSource);
  assert.equal(workspace.sources.packageNamed(name, join(ROOT, tree.from)), ofCode, 'as discovery sees it');
  return ofCode?.slice(ROOT.length + 1);
}

describe('a package whose name more than one has', () => {
  const shared = '{ "name": "shared" }';
  const of = (...folders: readonly string[]) =>
    Object.fromEntries(folders.map((folder) => [`${folder}/package.json`, shared]));
  const depending = (specifier: string) => JSON.stringify({ dependencies: { shared: specifier } });
  const workspace = (...globs: readonly string[]) => JSON.stringify({ workspaces: globs });
  const api = 'packages/api/src/main.ts';
  const FIXTURE = 'packages/api/test/fixtures/shared';

  const trees: Readonly<Record<string, Tree>> = {
    'is the one that is installed': {
      files: of('a/shared', 'b/shared'),
      links: { 'a/node_modules/shared': 'b/shared' },
      from: 'a/main.ts',
      expected: 'b/shared',
    },
    'is the one that is installed nearest': {
      files: of('a/shared', 'b/shared', 'c/shared'),
      links: { 'node_modules/shared': 'a/shared', 'b/node_modules/shared': 'c/shared' },
      from: 'b/src/main.ts',
      expected: 'c/shared',
    },
    'is the source where a build of it is installed': {
      files: of('a/shared', 'b/shared', 'b/shared/dist'),
      links: { 'a/node_modules/shared': 'b/shared/dist' },
      from: 'a/main.ts',
      expected: 'b/shared',
    },
    'is installed before it is a dependency': {
      files: { ...of('a/shared', 'b/shared'), 'a/package.json': depending('file:./shared') },
      links: { 'a/node_modules/shared': 'b/shared' },
      from: 'a/main.ts',
      expected: 'b/shared',
    },
    'is none that only an install of a copy names': {
      files: { ...of('a/shared', 'b/shared'), 'b/node_modules/shared/package.json': shared },
      from: 'b/main.ts',
      expected: 'b/shared',
    },
    'is none that a store of packages holds': {
      files: of('a/shared', 'b/shared'),
      links: { 'b/node_modules/shared': 'node_modules/.pnpm/shared@1.0.0/node_modules/shared' },
      from: 'b/main.ts',
      expected: 'b/shared',
    },
    'is one of those that we know, whatever is installed': {
      files: of('a/shared', 'b/shared'),
      links: { 'b/node_modules/shared': '../elsewhere/shared' },
      from: 'b/main.ts',
      expected: 'b/shared',
    },
    'is the one in the folder of each service': {
      files: {
        ...of('services/orders/shared', 'services/users/shared'),
        'services/users/package.json': depending('file:./shared'),
      },
      from: 'services/users/src/main.ts',
      expected: 'services/users/shared',
    },
    'is the nearest where nothing says which': {
      files: of('one/shared', 'two/shared', 'three/shared'),
      from: 'two/api/src/main.ts',
      expected: 'two/shared',
    },
    'is the first where none is nearer': { files: of('b', 'a', 'c'), from: 'main.ts', expected: 'a' },
    'is the one of each workspace': {
      files: {
        ...of('one/packages/shared', 'two/packages/shared'),
        'one/package.json': workspace('packages/*'),
        'two/package.json': workspace('packages/*'),
      },
      from: 'two/packages/api/main.ts',
      expected: 'two/packages/shared',
    },
    'is the one of each copy of a project': {
      files: of('old/libs/shared', 'project/libs/shared'),
      from: 'project/api/main.ts',
      expected: 'project/libs/shared',
    },
    'is the one of a work tree within the root': {
      files: {
        ...of('packages/shared', 'wt/packages/shared'),
        'wt/.git': 'gitdir: x',
        'package.json': workspace('packages/*'),
        'wt/package.json': workspace('packages/*'),
      },
      from: 'wt/packages/api/main.ts',
      expected: 'wt/packages/shared',
    },
    'is the one of the root, beside a work tree that comes before it': {
      files: {
        ...of('a-wt/packages/shared', 'packages/shared'),
        'package.json': workspace('packages/*'),
        'a-wt/package.json': workspace('packages/*'),
      },
      from: api,
      expected: 'packages/shared',
    },
    'is the one that the workspace names, not a nearer fixture': {
      files: { ...of(FIXTURE, 'packages/shared'), 'package.json': workspace('packages/*') },
      from: api,
      expected: 'packages/shared',
    },
    'is the one that pnpm does not leave out': {
      files: {
        ...of(FIXTURE, 'packages/shared'),
        'pnpm-workspace.yaml': 'packages: ["packages/**", "!**/fixtures/**"]',
      },
      from: api,
      expected: 'packages/shared',
    },
    'is the nearest that the workspace names': {
      files: { ...of('packages/a/shared', 'packages/b/shared'), 'package.json': workspace('**') },
      from: 'packages/b/api/main.ts',
      expected: 'packages/b/shared',
    },
    'is the one of a workspace that is half typed': {
      files: { ...of(FIXTURE, 'packages/shared'), 'package.json': '{ "workspaces": ["packages/*' },
      from: api,
      expected: 'packages/shared',
    },
    'is the nearest where the workspace is something else': {
      files: { ...of('a/shared', 'b/shared'), 'package.json': '{ "workspaces": 7 }', 'b/package.json': '[1' },
      from: 'b/main.ts',
      expected: 'b/shared',
    },
    'is the one of a manifest that is half typed': {
      files: { ...of('a/shared', 'b/shared'), 'a/package.json': '{ "dependencies": { "shared": "file:../b/shared"' },
      from: 'a/main.ts',
      expected: 'b/shared',
    },
    'is the nearest where the dependency leads nowhere': {
      files: { ...of('a/shared', 'b/shared'), 'b/package.json': depending('file:../gone') },
      from: 'b/main.ts',
      expected: 'b/shared',
    },
    'is not one that the options ignore': {
      files: { ...of('a/shared', 'b/shared'), 'b/package.json': depending('file:./shared') },
      ignore: ['a/**'],
      from: 'a/main.ts',
      expected: 'b/shared',
    },
    'alone is found from anywhere, without an install': {
      files: of('libs/deep/shared'),
      from: 'services/orders/src/main.ts',
      expected: 'libs/deep/shared',
    },
    'alone is found beside a copy that is installed': {
      files: { ...of('libs/shared'), 'node_modules/shared/package.json': shared },
      from: 'api/main.ts',
      expected: 'libs/shared',
    },
    'is none where all have other names': {
      files: of('a', 'b'),
      from: 'main.ts',
      name: 'express',
      expected: undefined,
    },
  };
  for (const [title, tree] of Object.entries(trees)) {
    it(title, async () => {
      assert.equal(await folderIn(tree), tree.expected);
    });
  }

  for (const specifier of ['file:../b/core', 'link:../b/core/', 'portal:../b/core', 'workspace:../b/core']) {
    it(`is the folder that the importing package names: ${specifier}`, async () => {
      const files = { ...of('a/shared', 'c/shared'), 'a/package.json': depending(specifier) };
      const core = { 'b/core/package.json': '{ "name": "core" }' };
      assert.equal(await folderIn({ files: { ...files, ...core }, from: 'a/src/main.ts' }), 'b/core');
    });
  }

  it('is the folder that npm takes a path without a dot for', async () => {
    const files = {
      ...of('a/shared', 'b/vendor/shared', 'b/shared'),
      'b/package.json': depending('file:vendor/shared'),
    };
    assert.equal(await folderIn({ files, from: 'b/main.ts' }), 'b/vendor/shared');
  });

  it('is another one for each importing package', async () => {
    const files = of('a/shared', 'b/shared');
    const from = (folder: string) => folderIn({ files, from: `${folder}/main.ts` });
    assert.deepEqual([await from('a'), await from('b')], ['a/shared', 'b/shared']);
  });
});

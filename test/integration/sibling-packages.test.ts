import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding } from '../../src/model/finding.js';
import { LspClient } from '../support/lsp-client.js';
import { monorepo } from '../support/monorepo.js';
import { runCli } from '../support/run-cli.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';

const OUTSIDE = '../shared/src/db.ts';
const SHARED = 'packages/shared';
const manifest = (more: object = {}): string => JSON.stringify({ name: '@shop/shared', main: 'src/db.ts', ...more });
const handlerOf = (specifier: string): string =>
  `import { load } from '${specifier}';\n\nexport const handler = async (event: { id: string }) => load(event.id);\n`;

/** The function of `packages/orders` imports its sibling by name. */
const named: Files = {
  ...monorepo('orders'),
  '.git/HEAD': '',
  'packages/shared/package.json': manifest(),
  'packages/orders/src/handler.ts': handlerOf('@shop/shared'),
};
const without = (name: string, files: Files = named): Files =>
  Object.fromEntries(Object.entries(files).filter(([each]) => each !== name));
const top = (content: object): Files => ({ ...named, 'package.json': JSON.stringify(content) });
const inPnpm = (yaml: string): Files => ({ ...without('package.json'), 'pnpm-workspace.yaml': yaml });
const nested = (files: Files): Files =>
  Object.fromEntries(Object.entries(without('package.json', files)).map(([name, text]) => [`shop/${name}`, text]));

interface Project {
  readonly files: Files;
  /** Where the command runs. */
  readonly at?: string;
  /** Link → folder. */
  readonly links?: Readonly<Record<string, string>>;
}

function inProject<T>({ files, at = 'packages/orders', links = {} }: Project, use: (folder: string) => Promise<T>) {
  return withTempFolder(files, async (folder) => {
    for (const [link, target] of Object.entries(links)) {
      mkdirSync(dirname(join(folder, link)), { recursive: true });
      symlinkSync(join(folder, target), join(folder, link));
    }
    return use(join(folder, at));
  });
}

const findingsOf = (project: Project): Promise<string[]> =>
  inProject(project, async (folder) => {
    const { stdout } = await runCli(['lint', '--format', 'json'], folder);
    return JSON.parse(stdout).findings.map(({ file, line }: Finding) => `${file}:${line}`);
  });

describe('a package of the workspace that is imported by its name', () => {
  const followed: Readonly<Record<string, Project>> = {
    'without an install': { files: named },
    'as a list below `packages`': { files: top({ workspaces: { packages: ['packages/*'] } }) },
    'by the names of folders': { files: top({ workspaces: ['./packages/orders', 'packages/shared/'] }) },
    'by braces': { files: top({ workspaces: ['{packages,apps}/*'] }) },
    'by braces that hold paths': { files: top({ workspaces: ['{packages/orders,packages/shared}'] }) },
    'at any depth': { files: top({ workspaces: ['**'] }) },
    'of pnpm': { files: inPnpm('packages:\n  - "packages/*"\n  - "!**/test/**"\n') },
    'of lerna': { files: { ...top({}), 'lerna.json': '{ "packages": ["packages/*"] }' } },
    'of rush': {
      files: {
        ...without('package.json'),
        'rush.json': `{ // its projects
          "projects": [{ "projectFolder": "packages/orders" }, { "projectFolder": "packages/shared" }] }`,
      },
    },
    'as a folder among the dependencies': {
      files: {
        ...without('package.json'),
        'packages/orders/package.json': '{ "dependencies": { "@shop/shared": "file:../shared" } }',
      },
    },
    'with a link in node_modules at the top': { files: named, links: { 'node_modules/@shop/shared': SHARED } },
    'with a link in node_modules of the package': {
      files: inPnpm('packages: ["packages/*"]'),
      links: { 'packages/orders/node_modules/@shop/shared': SHARED },
    },
    'that is not built': { files: { ...named, 'packages/shared/package.json': manifest({ main: 'dist/db.js' }) } },
    'with `exports`': {
      files: {
        ...named,
        'packages/shared/package.json': manifest({ main: undefined, exports: { '.': { import: './src/db.ts' } } }),
      },
    },
    'while the file of the workspace is typed': { files: { ...named, 'package.json': '{ "workspaces": ["packages/*' } },
    'by a path inside of it': {
      files: { ...named, 'packages/orders/src/handler.ts': handlerOf('@shop/shared/src/db') },
    },
    'in a workspace that is not the top of the checkout': {
      files: {
        '.git/HEAD': '',
        'package.json': '{ "workspaces": ["other/*"] }',
        ...nested(named),
        'shop/package.json': '{ "workspaces": ["packages/*"] }',
      },
      at: 'shop/packages/orders',
    },
  };
  for (const [title, project] of Object.entries(followed)) {
    it(`is followed from the folder of another package: ${title}`, async () => {
      assert.deepEqual(await findingsOf(project), [`${OUTSIDE}:4`]);
    });
  }

  it('is followed from the folder that holds all packages, and from one within a package', async () => {
    const libs = {
      ...Object.fromEntries(Object.entries(named).map(([name, text]) => [name.replace(SHARED, 'libs/shared'), text])),
      'package.json': '{ "workspaces": ["packages/*", "libs/*"] }',
      'packages/orders/src/template.yaml':
        'Resources: { Job: { Type: AWS::Serverless::Function, Properties: { Handler: handler.handler, Runtime: nodejs22.x } } }',
    };
    assert.deepEqual(await findingsOf({ files: libs, at: 'packages' }), ['../libs/shared/src/db.ts:4']);
    assert.deepEqual(await findingsOf({ files: libs, at: 'packages/orders/src' }), [
      '../../../libs/shared/src/db.ts:4',
    ]);
  });

  const left: Readonly<Record<string, Project>> = {
    'the root is in no package of the workspace': { files: top({ workspaces: ['packages/shared'] }) },
    'the workspace leaves it out': { files: top({ workspaces: ['packages/*', '!packages/shared'] }) },
    'git ignores it': { files: { ...named, '.gitignore': 'shared/\n' } },
    'it has another name': { files: { ...named, 'packages/shared/package.json': manifest({ name: '@shop/other' }) } },
    'the checkout ends below the workspace': { files: { ...named, 'packages/orders/.git/HEAD': '' } },
    'the config ignores it': {
      files: { ...named, 'packages/orders/coldlens.config.json': '{ "ignore": ["../shared"] }' },
    },
    'the file of the workspace is broken': { files: { ...named, 'package.json': '}{ workspaces' } },
    'the file of the workspace is something else': { files: { ...named, 'package.json': '[1]' } },
    'pnpm names nothing': { files: inPnpm('packages: *nowhere') },
    'a dependency is an archive': {
      files: {
        ...without('package.json'),
        'packages/orders/package.json': '{ "dependencies": { "@shop/shared": "file:../shared.tgz" } }',
      },
    },
    'a glob takes too long to match': {
      files: { ...top({ workspaces: [`${'*a'.repeat(40)}*b/*`] }), [`${'a'.repeat(100)}/x/package.json`]: '{}' },
    },
  };
  for (const [title, project] of Object.entries(left)) {
    it(`is not followed where ${title}`, async () => {
      assert.deepEqual(await findingsOf(project), []);
    });
  }

  const renamed = (files: Files, from: string, to: string): Files =>
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name.replace(from, to), text]));
  /** By the same name, and without anything to find. */
  const quiet = (folder: string): Files => ({
    [`${folder}/package.json`]: manifest(),
    [`${folder}/src/db.ts`]: 'export const load = async (id: string) => id;\n',
  });
  const own = renamed(without('package.json'), 'packages/shared', 'packages/orders/common');
  const entry = JSON.stringify({ dependencies: { '@shop/shared': 'file:./common' } });
  const twice: Readonly<Record<string, readonly [Project, string]>> = {
    'in a folder of each service': [
      { files: { ...own, ...quiet('packages/admin/common'), 'packages/orders/package.json': entry } },
      'packages/orders/common',
    ],
    'in a folder of each service, of which one is linked elsewhere': [
      {
        files: { ...renamed(own, 'packages/orders/common', 'zoo'), ...quiet('packages/orders/common') },
        links: { 'packages/orders/node_modules/@shop/shared': 'zoo' },
      },
      'zoo',
    ],
    'in two workspaces': [
      {
        files: {
          ...nested(named),
          'shop/package.json': '{ "workspaces": ["packages/*"] }',
          ...quiet('a/packages/shared'),
        },
      },
      'shop/packages/shared',
    ],
    'among the fixtures of a test': [
      { files: { ...named, ...quiet('packages/orders/test/fixtures/shared') } },
      'packages/shared',
    ],
    'under a key that is not its name': [
      {
        files: {
          ...own,
          ...quiet('a'),
          'packages/orders/common/package.json': manifest({ name: 'common' }),
          'packages/orders/package.json': entry,
        },
      },
      'packages/orders/common',
    ],
  };
  for (const [title, [project, folder]] of Object.entries(twice)) {
    it(`is the one of the importing file where there are more: ${title}`, async () => {
      assert.deepEqual(await findingsOf({ ...project, at: '.' }), [`${folder}/src/db.ts:4`]);
    });
  }

  it('is the same file in a bundle', () =>
    inProject({ files: named, links: { 'node_modules/@shop/shared': SHARED } }, async (folder) => {
      const { stdout } = await runCli(['bundle', '--format', 'json'], folder);
      const [{ own }] = JSON.parse(stdout).functions;
      assert.deepEqual(own.map(({ file }: { file: string }) => file).sort(), [OUTSIDE, 'src/handler.ts']);
    }));

  it('has its findings in an editor that has the folder of the other package open', () =>
    inProject({ files: named }, async (folder) => {
      const editor = await LspClient.start({ folders: [folder], settings: { bundle: { build: 'off' } } });
      try {
        await editor.untilReady();
        const store = join(folder, OUTSIDE);
        await editor.open(store);
        await editor.untilDiagnostics(store, (each) => each.length > 0);
        assert.deepEqual(
          editor.diagnosticsOf(store).map(({ code }) => code),
          ['client-in-handler'],
        );
        assert.equal(await editor.stop(), 0, 'exit code of the server');
      } finally {
        editor.process.kill();
      }
    }));
});

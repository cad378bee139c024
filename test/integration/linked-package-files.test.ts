import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FunctionBundle } from '../../src/model/bundle.js';
import { runCli } from '../support/run-cli.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';
import { terraformZip } from '../support/terraform.js';

const SERVICE = `service: s
provider: { name: aws, runtime: nodejs22.x }
functions:
  go: { handler: src/a.handler }
`;
const TERRAFORM = terraformZip('${path.module}', 'src/a.handler');
const handlerOf = (from: string): string =>
  `const { load } = require('${from}');\nexports.handler = async (event) => load(event.id);\n`;
const storeOf = (name: string): string => `const tiny = require('${name}');\nexports.load = (id) => tiny(id);\n`;
const tinyIn = (folder: string): Files => ({
  [`${folder}/node_modules/tiny/package.json`]: '{ "name": "tiny", "version": "1.0.0", "main": "i.js" }',
  [`${folder}/node_modules/tiny/i.js`]: 'module.exports = (id) => id;\n',
});
const MANIFEST = '{ "name": "orders", "dependencies": { "tiny": "1.0.0" } }';

/** A service whose package has the code of a folder beside it through a link, and its own package `tiny`. */
const base: Files = {
  'orders/serverless.yml': SERVICE,
  'orders/package.json': MANIFEST,
  'orders/src/a.js': handlerOf('../common/db'),
  'common/db.js': storeOf('tiny'),
  ...tinyIn('orders'),
};
const toCommon = { 'orders/common': 'common' };
const without = (files: Files, ...names: string[]): Files =>
  Object.fromEntries(Object.entries(files).filter(([name]) => !names.some((each) => name.startsWith(each))));

interface Layout {
  readonly files: Files;
  readonly links: Readonly<Record<string, string>>;
  readonly at?: string;
}

async function bundlesOf({ files, links, at = 'orders' }: Layout): Promise<readonly FunctionBundle[]> {
  return withTempFolder(files, async (top) => {
    for (const [link, target] of Object.entries(links)) {
      mkdirSync(dirname(join(top, link)), { recursive: true });
      symlinkSync(join(top, target), join(top, link));
    }
    const { stdout, stderr } = await runCli(['bundle', '--format', 'json'], join(top, at));
    assert.notEqual(stdout, '', stderr);
    return JSON.parse(stdout).functions;
  });
}

describe('a package of files with code that a link leads to', () => {
  const found: Readonly<Record<string, Layout>> = {
    'of a folder beside it': { files: base, links: toCommon },
    'of a folder of the project, from its top': { files: base, links: toCommon, at: '.' },
    'of a folder within it': {
      files: { ...without(base, 'common'), 'orders/libs/common/db.js': storeOf('tiny') },
      links: { 'orders/common': 'orders/libs/common' },
    },
    'below another folder': {
      files: { ...base, 'orders/src/a.js': handlerOf('./common/db') },
      links: { 'orders/src/common': 'common' },
    },
    'of a file': { files: base, links: { 'orders/common/db.js': 'common/db.js' } },
    'by a part of the package': { files: { ...base, 'common/db.js': storeOf('tiny/i.js') }, links: toCommon },
    'that Terraform zips': {
      files: { ...without(base, 'orders/serverless'), 'orders/main.tf': TERRAFORM },
      links: toCommon,
    },
    'that is linked as a package': {
      files: {
        ...base,
        'orders/src/a.js': handlerOf('common'),
        'orders/package.json': '{ "name": "orders", "dependencies": { "tiny": "1.0.0", "common": "file:../common" } }',
        'common/package.json': '{ "name": "common", "version": "1.0.0", "main": "db.js" }',
      },
      links: { 'orders/node_modules/common': 'common' },
    },
    'that is the handler': {
      files: { ...base, 'common/a.js': `const tiny = require('tiny');\nexports.handler = async (id) => tiny(id);\n` },
      links: { 'orders/src': 'common' },
    },
  };
  for (const [title, layout] of Object.entries(found)) {
    it(`finds the packages that are deployed with it: ${title}`, async () => {
      const files = title === 'that is the handler' ? without(layout.files, 'orders/src') : layout.files;
      const [bundle] = await bundlesOf({ ...layout, files });
      assert.deepEqual([bundle?.missing, bundle?.notBuilt ?? []], [[], []]);
      const tiny = bundle?.packages.find(({ name }) => name === 'tiny');
      assert.equal(tiny?.modules, 1);
      assert.ok((tiny?.chain.length ?? 0) > 0, 'it is reached');
    });
  }

  const left: Readonly<Record<string, readonly [Layout, missing: readonly string[], notBuilt: readonly string[]]>> = {
    'that is nowhere': [{ files: without(base, 'orders/node_modules'), links: toCommon }, ['tiny'], []],
    'that is not built': [
      { files: without(base, 'orders/node_modules/tiny/i.js'), links: toCommon },
      ['tiny'],
      ['tiny'],
    ],
    'that only another service has': [
      {
        files: {
          ...without(base, 'orders/node_modules'),
          'billing/serverless.yml': SERVICE,
          'billing/src/a.js': handlerOf('../common/db'),
          'billing/package.json': MANIFEST,
          ...tinyIn('billing'),
        },
        links: { ...toCommon, 'billing/common': 'common' },
        at: '.',
      },
      ['tiny'],
      [],
    ],
  };
  for (const [title, [layout, missing, notBuilt]] of Object.entries(left)) {
    it(`is told of a package ${title}`, async () => {
      const bundles = await bundlesOf(layout);
      const bundle = bundles.find(({ declaredIn }) => !declaredIn.file.startsWith('billing'));
      assert.deepEqual([bundle?.missing, bundle?.notBuilt ?? []], [missing, notBuilt]);
      const other = bundles.find(({ declaredIn }) => declaredIn.file.startsWith('billing'));
      assert.deepEqual(other?.missing ?? [], []);
    });
  }
});

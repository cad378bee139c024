import assert from 'node:assert/strict';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../support/run-cli.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';

const serviceOf = (handler: string): string => `service: s
provider: { name: aws, runtime: nodejs22.x }
functions:
  go: { handler: ${handler} }
`;
const store = (name: string): string => `import { S3Client, ListBucketsCommand } from '@aws-sdk/client-s3';
export const ${name} = async () => {
  const s3 = new S3Client({});
  return s3.send(new ListBucketsCommand({}));
};
`;
/** A handler that calls a function of each of the modules. */
const user = (...modules: string[]): string =>
  `${modules.map((name, index) => `import { f${index} } from '${name}';\n`).join('')}export const handler = async () => [${modules.map((_, index) => `await f${index}()`).join(', ')}];\n`;

function packageOf(name: string, index: number, file = 'src/index.ts'): Files {
  return {
    [`packages/${name}/package.json`]: `{ "name": "@m/${name}", "main": "${file}" }`,
    [`packages/${name}/${file}`]: store(`f${index}`),
  };
}

function workspace(...names: string[]): Files {
  return {
    '.git/HEAD': '',
    'package.json': '{ "private": true, "workspaces": ["packages/*"] }',
    'packages/svc/package.json': '{ "name": "@m/svc" }',
    'packages/svc/serverless.yml': serviceOf('src/a.handler'),
    'packages/svc/src/a.ts': user(...names.map((name) => `@m/${name}`)),
    'packages/other/package.json': '{ "name": "@m/other" }',
    'packages/other/serverless.yml': serviceOf('src/a.handler'),
    'packages/other/src/a.ts': store('handler'),
    ...Object.assign({}, ...names.map((name, index) => packageOf(name, index))),
  };
}

interface Case {
  readonly files: Files;
  readonly at?: string;
  readonly args?: readonly string[];
  readonly link?: readonly [from: string, to: string];
  readonly hint: string;
  /** What is typed then, where that is not all in the hint. */
  readonly typed?: string;
  readonly fixed: number;
}

const cases: Readonly<Record<string, Case>> = {
  'the package of each file': {
    files: workspace('shared', 'util'),
    hint: 'all fixable with --fix . ../shared ../util',
    fixed: 2,
  },
  'a package once, wherever its files are': {
    files: { ...workspace('shared'), ...packageOf('shared', 0, 'src/deep/index.ts') },
    hint: 'fixable with --fix . ../shared',
    fixed: 1,
  },
  'what is fixed without more first': {
    files: {
      ...workspace('shared'),
      'packages/svc/src/a.ts': `${store('f1')}${user('@m/shared').replace('await', 'await f1(), await')}`,
    },
    hint: '1 fixable with --fix, 1 more with --fix . ../shared',
    fixed: 2,
  },
  'no more folders than anybody types': {
    files: workspace('a', 'b', 'c', 'd', 'e'),
    hint: 'all fixable with --fix . and the names of their files',
    typed: `. ${[...'abcde'].map((name) => `../${name}/src/index.ts`).join(' ')}`,
    fixed: 5,
  },
  'as many as can be typed': {
    files: workspace('a', 'b', 'c', 'd'),
    hint: 'all fixable with --fix . ../a ../b ../c ../d',
    fixed: 4,
  },
  'the folder of a file in no package of its own': {
    files: {
      'package.json': '{}',
      'svc/serverless.yml': serviceOf('src/a.handler'),
      'svc/src/a.ts': user('../../lib/db', '../../lib/more/db'),
      'lib/db.ts': store('f0'),
      'lib/more/db.ts': store('f1'),
      'other/serverless.yml': serviceOf('a.handler'),
      'other/a.ts': store('handler'),
    },
    at: 'svc',
    hint: 'all fixable with --fix . ../lib',
    fixed: 2,
  },
  'a file beside the current folder': {
    files: {
      'package.json': '{}',
      'svc/serverless.yml': serviceOf('src/a.handler'),
      'svc/src/a.ts': user('../../db'),
      'db.ts': store('f0'),
      'other/a.ts': store('handler'),
    },
    at: 'svc',
    hint: 'fixable with --fix . ../db.ts',
    fixed: 1,
  },
  'a file in a folder that holds other packages': {
    files: {
      ...workspace('shared'),
      'packages/shared/other/package.json': '{ "name": "@m/inner" }',
      'packages/shared/other/a.ts': store('handler'),
    },
    hint: 'fixable with --fix . ../shared/src',
    fixed: 1,
  },
  'what was asked for, not all of the root': {
    files: {
      '.git/HEAD': '',
      'package.json': '{}',
      'orders/serverless.yml': serviceOf('src/a.handler'),
      'orders/src/a.ts': user('../common/db'),
      'common/db.ts': store('f0'),
      'other/serverless.yml': serviceOf('a.handler'),
      'other/a.ts': store('handler'),
    },
    at: '.',
    args: ['orders'],
    link: ['orders/common', '../common'],
    hint: 'fixable with --fix orders common',
    fixed: 1,
  },
};

const textsOf = (top: string, { files }: Case): Map<string, string> =>
  new Map(Object.keys(files).map((name) => [name, readFileSync(join(top, name), 'utf8')]));

describe('the hint how findings outside are fixed', () => {
  for (const [title, each] of Object.entries(cases)) {
    const { files, at = 'packages/svc', args = [], link, hint } = each;
    it(`names ${title}, and changes nothing else`, () =>
      withTempFolder(files, async (top) => {
        if (link) symlinkSync(link[1], join(top, link[0]));
        const folder = join(top, at);
        const { stdout } = await runCli(['lint', ...args], folder);
        const [, told] = /\), ((?:\d+ |all )?fixable with .*) · .*\n$/.exec(stdout) ?? [];
        assert.equal(told, hint, stdout);
        const before = textsOf(top, each);
        const typed = each.typed ?? /.*--fix (.*)$/.exec(hint)![1]!;
        const { stderr } = await runCli(['lint', '--fix', '--force', ...typed.split(' ')], folder);
        assert.match(stderr, new RegExp(`Fixed ${each.fixed} finding`));
        const changed = [...textsOf(top, each)].filter(([name, text]) => text !== before.get(name));
        assert.deepEqual(
          changed.filter(([name]) => /(^|\/)other\//.test(name)),
          [],
        );
      }));
  }
});

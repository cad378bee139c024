import assert from 'node:assert/strict';
import { cdkRules, terraformRules } from '../../../../src/bundle/plain-zip/exclude-rules.js';
import { listFolder, type Selection } from '../../../../src/bundle/plain-zip/folder.js';
import { npmRules } from '../../../../src/bundle/plain-zip/npm-rules.js';
import { serverlessRules } from '../../../../src/bundle/plain-zip/serverless-rules.js';
import type { Host } from '../../../../src/model/host.js';
import { readManifest } from '../../../../src/sources/manifest.js';
import { memoryHost } from '../../../support/memory-host.js';

type Texts = Readonly<Record<string, string>>;

/** What a tool takes of the files of `/fn`. */
function taken(files: Texts, rulesOf: (host: Host) => Selection): string[] {
  const host = memoryHost(Object.fromEntries(Object.entries(files).map(([name, text]) => [`/fn/${name}`, text])));
  return listFolder('/fn', rulesOf(host), host).files.map(({ name }) => name);
}

/** Empty files. */
function empty(...names: string[]): Texts {
  return Object.fromEntries(names.map((name) => [name, '']));
}

describe('what npm pack takes', () => {
  const packed = (files: Texts): string[] =>
    taken(files, (host) => npmRules('/fn', readManifest('/fn', host) ?? {}, host));

  it('leaves out its own defaults, and takes what is always taken', () =>
    assert.deepEqual(
      packed({
        ...empty('a.js', '.git/HEAD', 'node_modules/x/i.js', 'package-lock.json', '.npmrc', 'a.orig', 'lib/.DS_Store'),
        ...empty('README.md', 'LICENSE'),
        'package.json': '{}',
        '.gitignore': '*.md\nLICENSE\n',
      }),
      ['LICENSE', 'README.md', 'a.js', 'package.json'],
    ));

  it('prefers files of package.json to ignore files, but keeps the entry', () =>
    assert.deepEqual(
      packed({
        ...empty(
          'dist/a.js',
          'dist/b/c.js',
          'src/a.ts',
          'main.js',
          'bin/x.js',
          'lib/one.js',
          'lib/two.txt',
          'only.txt',
        ),
        'package.json':
          '{ "files": ["./dist", "lib/*.js", "only.txt"], "main": "./main.js", "bin": { "x": "bin/x.js" } }',
        '.npmignore': 'dist',
      }),
      ['bin/x.js', 'dist/a.js', 'dist/b/c.js', 'lib/one.js', 'main.js', 'only.txt', 'package.json'],
    ));

  it('reads .npmignore before .gitignore, in each folder', () =>
    assert.deepEqual(
      packed({
        ...empty('a.js', 'a.test.js', 'secret.js', 'lib/b.js', 'lib/c.js'),
        'package.json': '{}',
        '.gitignore': 'a.js\n',
        '.npmignore': '# tests\n*.test.js\nsecret*\n!secret.js\n',
        'lib/.gitignore': 'c.js\n',
      }),
      ['a.js', 'lib/b.js', 'package.json', 'secret.js'],
    ));

  it('takes what can be read of a broken package.json', () =>
    assert.deepEqual(packed({ ...empty('a.js', 'b.js'), 'package.json': '{ "files": ["a.js",' }), [
      'a.js',
      'package.json',
    ]));
  it('takes everything beside a package.json of which nothing can be read', () =>
    assert.deepEqual(packed({ ...empty('a.js'), 'package.json': '<<<<<<< HEAD' }), ['a.js', 'package.json']));
});

describe('what the Serverless Framework takes', () => {
  const zipped = (files: Texts, patterns: readonly string[] = [], dropsDev = true): string[] =>
    taken(files, (host) => serverlessRules('/fn', patterns, dropsDev, host));

  it('leaves out its defaults at the top only', () =>
    assert.deepEqual(
      zipped(
        empty('a.js', '.git/HEAD', '.gitignore', 'npm-debug.log', 'yarn-x.log', '.serverless/a.zip', 'lib/.gitignore'),
      ),
      ['a.js', 'lib/.gitignore'],
    ));

  it('lets the last pattern decide', () => {
    const files = empty('a.js', 'docs/a.md', 'docs/b.md', 'test/.x/a.js');
    assert.deepEqual(zipped(files, ['!**', 'docs/**', '!docs/b.md']), ['docs/a.md']);
    assert.deepEqual(zipped(files, ['!docs/**', '!test/**', 'docs/b.md']), ['a.js', 'docs/b.md']);
  });

  it('drops packages that only development needs, at last and with their commands', () => {
    const files = {
      'package.json': '{ "dependencies": { "a": "1" }, "devDependencies": { "d": "1", "shared": "1" } }',
      'node_modules/a/package.json': '{ "dependencies": { "shared": "1" } }',
      'node_modules/shared/package.json': '{}',
      'node_modules/d/package.json': '{ "bin": { "tool": "x.js" }, "dependencies": { "only": "1" } }',
      'node_modules/d/node_modules/only/package.json': '{}',
      ...empty('node_modules/.bin/tool', 'node_modules/.bin/other', 'node_modules/stray/i.js'),
    };
    const kept = ['node_modules/.bin/other', 'node_modules/a/package.json', 'node_modules/shared/package.json'];
    const all = [...kept, 'node_modules/stray/i.js', 'package.json'];
    assert.deepEqual(zipped(files, ['node_modules/d/**']), all);
    assert.equal(zipped(files, [], false).length, Object.keys(files).length);
  });
});

describe('what an asset or an archive leaves out', () => {
  const files = empty('a.ts', 'a.js', 'lib/b.ts', 'node_modules/x/i.js', 'docs/node_modules/y/i.js', 'docs/a.md');

  it('CDK: globs match names, and a folder takes along what is in it', () => {
    const excluded = (patterns: string[], mode?: string) => taken(files, () => cdkRules(patterns, mode));
    assert.deepEqual(excluded(['!*.ts', '!node_modules']), ['a.js', 'docs/a.md']);
    assert.deepEqual(excluded(['!/node_modules/', '!*.ts', 'a.ts'], 'GIT'), [
      'a.js',
      'a.ts',
      'docs/a.md',
      'docs/node_modules/y/i.js',
    ]);
    assert.equal(excluded([]).length, 6);
  });

  it('Terraform: globs match whole paths', () => {
    const excluded = (...patterns: string[]) => taken(files, () => terraformRules(patterns));
    assert.deepEqual(excluded('!node_modules', '!*.ts'), ['a.js', 'docs/a.md', 'docs/node_modules/y/i.js', 'lib/b.ts']);
    assert.deepEqual(excluded('!**/*.ts', '!**/node_modules/**'), ['a.js', 'docs/a.md']);
  });
});

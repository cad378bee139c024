import assert from 'node:assert/strict';
import type { Problem } from '../../../src/model/problem.js';
import { openSources } from '../../../src/sources/open-sources.js';
import { createModuleResolver } from '../../../src/sources/resolve-module.js';
import { memoryHost } from '../../support/memory-host.js';

interface Told {
  readonly resolution: string;
  readonly problems: readonly string[];
}

/** Where an import of `src/main.ts` leads, asked twice, and what is told on the way. */
async function ask(files: Readonly<Record<string, string>>, specifier: string): Promise<Told> {
  const host = memoryHost(Object.fromEntries(Object.entries(files).map(([path, text]) => [`/r/${path}`, text])));
  const problems: Problem[] = [];
  const sources = await openSources({ root: '/r', ignore: [] }, host, (problem) => problems.push(problem));
  const resolve = createModuleResolver(sources, {}, host);
  const [found] = ['/r/src/main.ts', '/r/src/other.ts'].map((from) => resolve(specifier, from));
  sources.checkPackage(sources.packageOf('/r/src/main.ts'));
  const shown = problems.map(({ kind, file, line, column, message }) => `${kind} ${file}:${line}:${column} ${message}`);
  return { resolution: found?.kind === 'file' ? found.path : (found?.kind ?? ''), problems: shown };
}

describe('broken sources are told once, and the rest counts', () => {
  it('a half-typed tsconfig.json', async () => {
    const text = '{\n  "compilerOptions": { "paths": { "@lib/*": ["./lib/*"] }\n  "strict": ';
    assert.deepEqual(await ask({ 'tsconfig.json': text, 'lib/a.ts': '' }, '@lib/a'), {
      resolution: '/r/lib/a.ts',
      problems: ["syntax-error tsconfig.json:3:3 ',' expected. The rest of the file is used."],
    });
  });

  it('a half-typed package.json', async () => {
    const text = '{\n  "imports": { "#lib/*": "./lib/*.ts" }\n  "dependencies": {';
    assert.deepEqual(await ask({ 'package.json': text, 'lib/a.ts': '' }, '#lib/a'), {
      resolution: '/r/lib/a.ts',
      problems: ["syntax-error package.json:3:3 ',' expected. The rest of the file is used."],
    });
  });

  it('a workspace package whose manifest is in the middle of a merge', async () => {
    const files = {
      'package.json': '{ "workspaces": ["packages/*"] }',
      'packages/db/package.json':
        '{\n  "name": "@shop/db",\n  "main": "dist/index.js",\n<<<<<<< HEAD\n  "version": "1"\n=======\n  "version": "2"\n>>>>>>> theirs\n}',
      'packages/db/src/index.ts': '',
    };
    assert.deepEqual(await ask(files, '@shop/db'), {
      resolution: '/r/packages/db/src/index.ts',
      problems: [
        'syntax-error packages/db/package.json:4:1 Merge conflict marker encountered. The rest of the file is used.',
      ],
    });
  });

  it('nothing of a manifest that is only read to know where a test belongs', async () => {
    const host = memoryHost({ '/r/test/fixtures/broken/package.json': '{ "name": ' });
    const problems: Problem[] = [];
    const sources = await openSources({ root: '/r', ignore: [] }, host, (problem) => problems.push(problem));
    assert.equal(sources.packageOf('/r/test/fixtures/broken/a.ts').folder, '/r/test/fixtures/broken');
    assert.deepEqual(problems, []);
  });

  it('a base that is broken, at its own place', async () => {
    const files = {
      'tsconfig.json': '{ "extends": "./base.json", "compilerOptions": { "paths": { "@lib/*": ["./lib/*"] } } }',
      'base.json': '{ "compilerOptions": { "strict" true } }',
      'lib/a.ts': '',
    };
    assert.deepEqual(await ask(files, '@lib/a'), {
      resolution: '/r/lib/a.ts',
      problems: ["syntax-error base.json:1:33 ':' expected. The rest of the file is used."],
    });
  });

  it('configs that extend each other in a circle', async () => {
    const files = {
      'tsconfig.json': '{ "extends": "./a.json", "compilerOptions": { "paths": { "@lib/*": ["./lib/*"] } } }',
      'a.json': '{ "extends": "./tsconfig.json" }',
      'lib/a.ts': '',
    };
    assert.deepEqual(await ask(files, '@lib/a'), {
      resolution: '/r/lib/a.ts',
      problems: [
        'unreadable-file tsconfig.json:undefined:undefined It extends itself, directly or through other files; what it extends is ignored.',
      ],
    });
  });

  it('nothing of comments and trailing commas in a tsconfig.json', async () => {
    const text = '{ // paths\n "compilerOptions": { "paths": { "@lib/*": ["./lib/*",], }, }, }';
    assert.deepEqual(await ask({ 'tsconfig.json': text, 'lib/a.ts': '' }, '@lib/a'), {
      resolution: '/r/lib/a.ts',
      problems: [],
    });
  });
});

describe('sources that grow without end', () => {
  it('a tsconfig.json that reaches one base in millions of ways is read once', async () => {
    const levels = Array.from({ length: 40 }, (_, level) => level);
    const bases = levels.map((level) => [
      `b${level}.json`,
      level < 39
        ? `{ "extends": ["./b${level + 1}.json", "./b${level + 1}.json"] }`
        : '{ "compilerOptions": { "paths": { "@lib/*": ["./lib/*"] } } }',
    ]);
    const files = { 'tsconfig.json': '{ "extends": "./b0.json" }', ...Object.fromEntries(bases), 'lib/a.ts': '' };
    assert.deepEqual(await ask(files, '@lib/a'), { resolution: '/r/lib/a.ts', problems: [] });
  });

  it('conditions of exports that are nested deeper than anybody writes lead nowhere', async () => {
    const depth = 50_000;
    const exports = `${'{ "node": '.repeat(depth)}"./gone.js"${' }'.repeat(depth)}`;
    const files = {
      'packages/db/package.json': `{ "name": "db", "exports": ${exports} }`,
      'packages/db/src/index.ts': '',
    };
    assert.deepEqual(await ask(files, 'db'), { resolution: '/r/packages/db/src/index.ts', problems: [] });
  });

  it('a package whose exports know thousands of conditions is asked for no more than anybody writes', async () => {
    const conditions = Array.from({ length: 20_000 }, (_, index) => `"c${index}": "./gone${index}.ts"`);
    const files = {
      'packages/db/package.json': `{ "name": "db", "exports": { ${conditions.join(', ')}, "default": "./dist/main.js" } }`,
      'packages/db/src/main.ts': '',
    };
    assert.deepEqual(await ask(files, 'db'), { resolution: '/r/packages/db/src/main.ts', problems: [] });
  });
});

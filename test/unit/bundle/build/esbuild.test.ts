import assert from 'node:assert/strict';
import { buildOnce, compile, startBuilding, stopBuilding } from '../../../../src/bundle/build/esbuild.js';
import { readSourceFiles } from '../../../support/source-files.js';

describe('esbuild', () => {
  it('is imported in one file, but for its types', () => {
    const importing =
      /^(import (?!type )[^;]*? from|export [^;]*? from|import) 'esbuild'|(require|import)\('esbuild'\)/m;
    const files = readSourceFiles('src').filter(({ text }) => importing.test(text));
    assert.deepEqual(
      files.map(({ path }) => path),
      ['src/bundle/build/esbuild.ts'],
      'Ask that file; it holds the process that all builds share.',
    );
  });

  it('starts again after it was stopped', async () => {
    await startBuilding();
    await stopBuilding();
    assert.equal(await compile('let a: number', 'a.ts'), 'let a;\n');
  });

  it('tells what it does not like', () =>
    assert.rejects(
      buildOnce({ write: false, metafile: true, logLevel: 'silent', stdin: { contents: '}' } }),
      ({ errors }) => errors.length === 1,
    ));
});

describe('a module by itself', () => {
  const cases: readonly [path: string, code: string, expected: string | undefined][] = [
    ['a.ts', 'let a: number;', 'let a;\n'],
    ['a.mts', 'let a: number;', 'let a;\n'],
    ['a.cts', 'let a: number;', 'let a;\n'],
    ['dir.x/a.tsx', 'let a = <b />;', 'let a = /* @__PURE__ */ React.createElement("b", null);\n'],
    ['a.jsx', 'let a = <b />;', 'let a = /* @__PURE__ */ React.createElement("b", null);\n'],
    ['a.js', 'let a: number;', undefined],
    ['a.ts', 'let', 'let;\n'],
    ['a.ts', '}', undefined],
    ['a.unknown', 'let a;', undefined],
  ];
  for (const [path, code, expected] of cases)
    it(`${path}: ${code}`, async () => assert.equal(await compile(code, path), expected));

  it('of CommonJS', async () =>
    assert.match((await compile('export const a = 1;', 'a.ts', 'cjs')) ?? '', /module\.exports = /));
});

import assert from 'node:assert/strict';
import { ts } from 'ts-morph';
import { compileFile } from '../../../../scripts/reach/run/compile.js';
import { isFunctionNode } from '../../../../src/ast/nodes.js';

const PLACE = { name: '/p/src/a.ts', url: 'file:///p/src/a.ts', folder: '/p/src' };

/** Compiles, and tells for each function of the code what of the source it is. */
function origins(source: string, options: ts.CompilerOptions = {}): readonly (readonly [string, string | undefined])[] {
  const { code, functions } = compileFile(source, PLACE, options);
  return [...functions].map(([key, origin]) => {
    const [start, end] = key.split(':').map(Number);
    return [code.slice(start, end), origin && source.slice(origin.start, origin.end)] as const;
  });
}

/** The functions with bodies of a text, in their order. */
function functionsOf(source: string): readonly string[] {
  const file = ts.createSourceFile('a.ts', source, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isFunctionNode(node)) found.push(node.getText(file));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const SAME: readonly (readonly [string, string])[] = [
  ['a declaration', 'export async function f(a: number): Promise<void> {}'],
  ['an arrow in an arrow', 'export const f = (a: number) => (b: string) => a;'],
  ['a method', 'export class A { private async m(x: string): Promise<void> {} }'],
  ['accessors', 'export class A { get a(): number { return 1; } set a(x: number) {} }'],
  ['a constructor that sets its parameters', 'export class A { constructor(private readonly a: string) {} }'],
  ['a function in a field', 'export class A { f = (x: string): string => x; static g = () => 1; }'],
  ['a method of an object', 'export const o = { async m(x?: string) {}, p: function () {} };'],
  ['a callback behind types', 'run(<T>(x: T): x is T => true);\nfunction run(f: unknown): void {}'],
];

describe('compileFile', () => {
  for (const [what, source] of SAME) {
    it(`finds ${what} again`, () => {
      assert.deepEqual(
        origins(source).map(([, origin]) => origin),
        functionsOf(source),
      );
    });
  }

  it('tells static methods without the word, as V8 does, and their source with it', () => {
    assert.deepEqual(origins('export class A { static async m() {} }'), [['async m() { }', 'static async m() {}']]);
  });

  it('leaves out signatures and overloads', () => {
    const source = 'export function f(a: string): void;\nexport function f(a: unknown): void {}';
    assert.deepEqual(
      origins(source).map(([, origin]) => origin),
      ['export function f(a: unknown): void {}'],
    );
  });

  it('knows what the compiler made', () => {
    const fields = { useDefineForClassFields: false };
    assert.deepEqual(
      origins('export class A { x = () => 1; }', fields).map(([, origin]) => origin),
      [undefined, '() => 1'],
    );
    const [made] = origins('export const load = import("./b");');
    assert.equal(made?.[1], undefined);
  });

  it('keeps places where a module awaits at its top level', () => {
    const { code } = compileFile('export const a = await f(() => 1);', PLACE, {});
    assert.match(code, /^module\.settled = \(async/);
    assert.deepEqual(
      origins('export const a = await f(() => 1);').map(([, origin]) => origin),
      ['() => 1'],
    );
  });

  it('lets a module declare what `require` gives', () => {
    const { code } = compileFile('const __filename = import.meta.url;\nexport const f = () => __filename;', PLACE, {});
    assert.ok(code.includes('file:///p/src/a.ts'));
    assert.doesNotThrow(() => new Function('exports', 'require', '__filename', code));
  });

  it('works for plain JavaScript', () => {
    const place = { ...PLACE, name: '/p/a.js' };
    const { functions } = compileFile('exports.handler = async (event) => event.map((x) => x);', place, {
      allowJs: true,
    });
    assert.equal([...functions.values()].filter(Boolean).length, 2);
  });
});

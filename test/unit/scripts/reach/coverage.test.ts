import assert from 'node:assert/strict';
import type { Profiler } from 'node:inspector';
import { compileFile, rangeKey } from '../../../../scripts/reach/run/compile.js';
import { readCounts } from '../../../../scripts/reach/run/coverage.js';

const SOURCE = 'export function f() { return () => 1; }\nexport class A { x = 1; }';
const FILE = compileFile(SOURCE, { name: '/p/a.ts', url: 'file:///p/a.ts', folder: '/p' }, {});
const COMPILED = new Map([['/p/a.ts', FILE]]);

function counted(...functions: readonly (readonly [string, number, number, number])[]): Profiler.ScriptCoverage[] {
  return [
    {
      scriptId: '1',
      url: 'file:///p/a.ts',
      functions: functions.map(([functionName, startOffset, endOffset, count]) => ({
        functionName,
        isBlockCoverage: false,
        ranges: [{ startOffset, endOffset, count }],
      })),
    },
  ];
}

describe('readCounts', () => {
  const [outer, inner] = [...FILE.functions.keys()].map((key) => key.split(':').map(Number) as [number, number]);

  it('tells the functions that ran by their places in the source', () => {
    const { ran, unmapped } = readCounts(counted(['f', ...outer!, 1], ['', ...inner!, 0]), COMPILED, '/p');
    assert.deepEqual(
      ran.map(({ file, start, end }) => [file, SOURCE.slice(start, end)]),
      [['a.ts', 'export function f() { return () => 1; }']],
    );
    assert.deepEqual(unmapped, []);
  });

  it('counts initialisers apart, and neither the file nor a class without a constructor', () => {
    const start = FILE.code.indexOf('class');
    const scripts = counted(
      ['', 0, FILE.code.length, 1],
      ['<instance_members_initializer>', start, start + 20, 1],
      ['A', start, start + 20, 1],
    );
    assert.deepEqual(readCounts(scripts, COMPILED, '/p'), { ran: [], unmapped: [], initializers: 1 });
  });

  it('names what has no place, and leaves out packages', () => {
    const { unmapped } = readCounts(counted(['lost', 1, 2, 1]), COMPILED, '/p');
    assert.deepEqual(unmapped, [`a.ts: lost at ${rangeKey({ start: 1, end: 2 })} of the code`]);
    assert.deepEqual(readCounts(counted(['f', ...outer!, 1]), new Map(), '/p').ran, []);
  });
});

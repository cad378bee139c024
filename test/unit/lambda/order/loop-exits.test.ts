import assert from 'node:assert/strict';
import { isLoop } from '../../../../src/ast/nodes.js';
import { exitsOf } from '../../../../src/lambda/order/loop-exits.js';
import { loadSource } from '../../../support/load-source.js';

describe('a loop can be left by', () => {
  const cases: readonly [body: string, expected: readonly string[]][] = [
    ['if (x) return x;', ['return x;']],
    ['if (x) break;', ['break;']],
    ['yield x;', ['yield x']],
    ['if (x) continue;', []],
    ['if (x) throw x;', []],
    ['switch (x) { case 1: break; }', []],
    ['switch (x) { case 1: return; }', ['return;']],
    ['for (const y of x) break;', []],
    ['for (const y of x) return;', ['return;']],
    ['for (const y of x) break all;', ['break all;']],
    ['if (x) break all;', ['break all;']],
    ['for (const y of x) { if (y) break; } break;', ['break;']],
    ['while (x) { break; }', []],
    ['do { break; } while (x);', []],
    ['yield* x;', ['yield* x']],
    ['for (const y of x) yield y;', ['yield y']],
    ['if (x) return; break;', ['return;', 'break;']],
    ['const later = () => { break; };', []],
    ['x.map((y) => { return y; });', []],
  ];
  for (const [body, expected] of cases) {
    it(body, () => {
      const { node } = loadSource(
        `export async function* handler(event) { all: for (const x of event.ids) { ${body} } }`,
      );
      const loop = node('of event.ids');
      assert.ok(isLoop(loop));
      assert.deepEqual(
        exitsOf(loop).map((exit) => exit.getText()),
        expected,
      );
    });
  }
});

import assert from 'node:assert/strict';
import { found, knows } from './cdk-program.js';

knows('a loop that goes on while something is known to hold', [
  ['let m = 0; while (m < 512) m += 128;', 512],
  ['let m = 0; do { m += 128; } while (m < 512);', 512],
  ['let m = 512; do { m += 128; } while (false);', 640],
  ['let m = 512; while (false) m = 1;', 512],
  ['let m = 512; do { m = 1024; } while (ask());', 1024],
  ['let m = 512; do { m += 128; } while (ask());', '?'],
  ['let m = 512; do { m = 1024; break; } while (ask());', 1024],
  ['const q = [1, 2, 3]; let m = 0; while (q.length > 0) m += q.pop();', 6],
  ['const q = [1, 2, 3]; let m = 0; while (q.length) { m = q.shift(); }', 3],
  ['const q = [1, 2, 3]; let m = 0; let x; while ((x = q.shift())) m = x;', 3],
  ['const q = [1, 2]; if (p) q.push(3); let m = 0; while (q.length > 0) m += q.pop();', '?'],
  ['let m = 0; while (true) { m += 128; if (m >= 512) break; }', 512],
  ['let m = 0; for (;;) { m += 128; if (m >= 512) break; }', 512],
  ['let m = 0; while (true) { m += 128; if (ask()) break; }', '?'],
  ['let m = 512; while (true) { if (ask()) break; }', 512],
  ['let m = 0; const n = 4; for (let i = n; i--; ) m += 128;', 512],
  ['let m = 0; let i = 0; while (i < 4) { i++; if (i === 2) continue; m += 128; }', 384],
  ['const f = () => { let i = 0; while (true) { i += 1; if (i === 3) return i; } }; const m = f();', 3],
  ['let m = 0; while (m < 2000) m += 1; m = 512;', 512],
  ['let m = 0; while (m < 2000) m += 1;', '?'],
]);

knows('a loop with a label', [
  [
    'let m = 0; outer: for (const a of [1, 2]) { for (const b of [10, 20]) { if (b === 20) continue outer; m += b; } }',
    20,
  ],
  [
    'let m = 0; outer: for (const a of [1, 2]) { for (const b of [10, 20]) { if (b === 20) break outer; m += b; } }',
    10,
  ],
  ['let m = 0; outer: while (true) { while (true) { m += 1; if (m === 3) break outer; } }', 3],
  ['let m = 0; outer: for (const a of [1, 2]) { for (const b of [1, 2]) { if (p) break outer; m += 1; } }', '?'],
  ['let m = 512; block: { if (p) break block; m = 1024; }', '?'],
  ['let m = 512; block: { break block; m = 1024; }', 512],
  ['let m = 0; block: { for (const a of [1, 2]) { m += a; break; } m += 10; }', 11],
]);

knows('a loop over keys', [
  ['const o: any = { a: 1, b: 2 }; let m = 0; for (const k in o) m += o[k];', 3],
  ['const o: any = [1, 2]; let m = 0; for (const k in o) m += o[k];', 3],
  ['const o: any = load(); let m = 512; for (const k in o) m = 1024;', '?'],
  ['const o: any = { a: 1 }; if (p) o.b = 2; let m = 0; for (const k in o) m += o[k];', '?'],
  ['let m = 0; for (const [i, each] of [10, 20].entries()) m += i * each;', 20],
  ['let m = 0; [10, 20].forEach((each, i, all) => { m += i * each * all.length; });', 40],
]);

knows('a set', [
  ['const s = new Set([1, 2, 2]); const m = s.size;', 2],
  ['const s = new Set<number>(); s.add(1).add(1).add(3); const m = [...s].length;', 2],
  ['const s = new Set([1, 2]); s.delete(1); const m = s.size;', 1],
  ['const s = new Set([1, 2]); s.clear(); const m = s.size;', 0],
  ['const s = new Set([1]); if (p) s.add(2); const m = s.size;', '?'],
  ["const s = new Set(['a']); const m = s.has('a') ? 512 : 1024;", 512],
  ["const s = new Set(['a']); const m = s.has('b') ? 512 : 1024;", 1024],
  ["const s = new Set(['a']); if (p) s.delete('a'); const m = s.has('a') ? 512 : 1024;", '?'],
  ['const s = new Set([1, 2]); let m = 0; for (const each of s) m += each;', 3],
  ['const s = new Set([1, 2]); let m = 0; s.forEach((each) => { m += each; });', 3],
  ['const s = new Set(load()); const m = s.size;', '?'],
]);

knows('a list that is made or asked', [
  ['const m = [1, 2, 3].at(-1);', 3],
  ['const l = [1, 2]; if (p) l.push(3); const m = l.at(-1);', '?'],
  ['const m = [1, 2].at(ask());', '?'],
  ['const m = [1, 2, 3].findLast((each) => each < 3);', 2],
  ['const m = [1, 2, 3].findIndex((each) => each > 1);', 1],
  ['const m = [1, 2, 3].findIndex((each) => each > 5);', -1],
  ['const m = [1, 2, 3].findIndex((each) => ask(each));', '?'],
  ["const m = ['a', 'b'].indexOf('b');", 1],
  ['const m = [1, 2, 3].toSpliced(0, 1)[0];', 2],
  ['const l = [1, 2, 3]; l.toSpliced(0, 1); const m = l[0];', 1],
  ['const m = [1, 2].with(0, 512)[0];', 512],
  ['const m = [5, 5, 5].reduce((sum, each, index) => sum + index, 0);', 3],
  ['const m = [5, 5, 5].reduce((sum, each, index) => sum + index);', 8],
  ['const m = [1, 2].reduceRight((sum, each) => sum * 10 + each, 0);', 21],
  ['const m = Array.from({ length: 4 }, (_, i) => i * 128).length;', 4],
  ['const m = Array.from({ length: 4 }, (_, i) => i * 128)[3];', 384],
  ['const m = Array.from(new Map([["a", 1]]).values())[0];', 1],
  ['const m = Array.from(load()).length;', '?'],
  ['const m = [...Array(4).keys()].reduce((sum, each) => sum + each);', 6],
  ['const m = new Array(3).fill(128)[2];', 128],
  ['const m = Array(ask()).length;', '?'],
  ['const m = Math.max(128, 512);', 512],
  ['const m = Math.max(128, ask());', '?'],
  ['const map = new Map([["a", 1]]); map.clear(); const m = map.size;', 0],
  ['const map = new Map([["a", 1]]); if (p) map.clear(); const m = map.size;', '?'],
  ['const map = new Map([["a", 1]]); map.clear(); map.set("b", 2); const m = map.get("a") ?? 512;', 512],
]);

knows('a text with a part that is not known', [
  ["const f = (id = 'x') => (id === 'x' ? 512 : 1024); const m = f(`a-${p}`);", '?'],
  ['const f = (t?: string) => (t ? 512 : 1024); const m = f(`a-${p}`);', 512],
  ["const f = (t?: string) => t ?? 'x'; const m = f('a-' + p) ? 512 : 1024;", 512],
  ['const m = `${p}` ? 512 : 1024;', '?'],
  ['const m = p + 1 ? 512 : 1024;', '?'],
]);

describe('a queue of definitions that a loop takes from', () => {
  const names = async (code: string) => (await found(code)).map(({ name }) => name).sort();

  it('makes a function of each', async () => {
    assert.deepEqual(await names("const q = ['A', 'B', 'C']; while (q.length > 0) make(q.shift()!);"), ['A', 'B', 'C']);
    assert.deepEqual(await names("const q = ['A', 'B', 'C']; do { make(q.pop()!); } while (q.length > 0);"), [
      'A',
      'B',
      'C',
    ]);
    assert.deepEqual(await names("const q = ['A', 'B']; let i = 0; while (i < q.length) make(q[i++]!);"), ['A', 'B']);
    assert.deepEqual(await names('const d: any = { A: 1, B: 2 }; for (const id in d) make(id);'), ['A', 'B']);
  });

  it('makes those that may be there too', async () => {
    assert.deepEqual(
      await names("const q = ['A', 'B']; while (q.length > 0) { const id = q.shift()!; if (p) break; make(id); }"),
      ['A', 'B'],
    );
  });

  it('makes those that a package calls back for, in each round', async () => {
    assert.deepEqual(await names("for (const id of ['A', 'B']) load().apply(() => make(id));"), ['A', 'B']);
    assert.deepEqual(await names("['A', 'B'].forEach((id) => load(() => make(id)));"), ['A', 'B']);
    assert.deepEqual(await names('const run = () => make(`A`); load(run); load(run); run();'), ['A']);
    assert.deepEqual(await names("const again = (n: number) => { make('A'); ask(() => again(n + 1)); }; again(0);"), [
      'A',
    ]);
  });

  it('ends where the loop has no end', async () => {
    assert.deepEqual(await names("let n = 0; while (true) { n += 1; } make('A');"), ['A']);
    assert.deepEqual(await names("make('A'); while (true) { ask(); }"), ['A']);
  });
});

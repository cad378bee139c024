import assert from 'node:assert/strict';
import { findTargets } from '../../../src/cli/targets.js';
import { memoryHost } from '../../support/memory-host.js';

describe('findTargets', () => {
  const files = [
    '/w/package.json',
    '/w/a/x.ts',
    '/w/a/package.json',
    '/w/b/y.ts',
    '/w/checkout/.git/HEAD',
    '/w/checkout/z.ts',
    '/code/a/.git/HEAD',
    '/code/a/src/z.ts',
    '/code/b/.git/HEAD',
    '/home/package.json',
    '/home/a/.git',
    '/home/a/src/z.ts',
    '/other/z/q.ts',
    '/other/p.ts',
    '/bare/shop/template.yaml',
    '/bare/shop/src/h.ts',
    '/bare/loose/h.ts',
  ];
  const host = memoryHost(Object.fromEntries(files.map((path) => [path, ''])));
  const cases: readonly [cwd: string, args: readonly string[], root: string, paths: readonly string[]][] = [
    ['/w', [], '/w', []],
    ['/w', ['.'], '/w', []],
    ['/w', ['a'], '/w', ['/w/a']],
    ['/w', ['a/x.ts', './b'], '/w', ['/w/a/x.ts', '/w/b']],
    ['/w', ['checkout'], '/w', ['/w/checkout']],
    ['/code', ['a'], '/code/a', []],
    ['/code', ['a/src'], '/code/a', ['/code/a/src']],
    ['/home', ['a'], '/home/a', []],
    ['/home', ['a/src'], '/home/a', ['/home/a/src']],
    ['/w', ['/other'], '/other', []],
    ['/w', ['/other/p.ts'], '/other', ['/other/p.ts']],
    ['/w', ['/other/z', '/other/p.ts'], '/other', ['/other/z', '/other/p.ts']],
    ['/w', ['a', '/other'], '/', ['/w/a', '/other']],
    ['/bare', [], '/bare', []],
    ['/bare', ['shop'], '/bare/shop', []],
    ['/bare', ['shop/src'], '/bare/shop', ['/bare/shop/src']],
    ['/bare', ['loose/h.ts'], '/bare/loose', ['/bare/loose/h.ts']],
    ['/bare', ['shop', 'loose'], '/bare', ['/bare/shop', '/bare/loose']],
    ['/', ['/bare/shop'], '/bare/shop', []],
    // The root among others asks for all of it.
    ['/w', ['.', 'a'], '/w', []],
    ['/w', ['a', '/w/', 'b/y.ts'], '/w', []],
    ['/w/a', ['.', '..'], '/w', []],
    ['/w/a', ['../b/y.ts', '../../w'], '/w', []],
    ['/bare', ['shop/src', 'shop'], '/bare/shop', []],
    ['/w', ['checkout', 'checkout/z.ts'], '/w', ['/w/checkout', '/w/checkout/z.ts']],
    ['/code', ['a', 'a/src/z.ts'], '/code/a', []],
    // One around the other is not the root.
    ['/w', ['a', 'a/x.ts'], '/w', ['/w/a', '/w/a/x.ts']],
    ['/w/a', ['.', '../b'], '/w', ['/w/a', '/w/b']],
  ];
  for (const [cwd, args, root, paths] of cases) {
    it(`${args.join(' ') || 'nothing'} in ${cwd}`, () =>
      assert.deepEqual(findTargets(args, cwd, host), { root, paths }));
  }
});

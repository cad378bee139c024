import assert from 'node:assert/strict';
import { findTargets } from '../../../src/cli/targets.js';
import { memoryHost } from '../../support/memory-host.js';

describe('findTargets', () => {
  const host = memoryHost({ '/w/a/x.ts': '', '/w/b/y.ts': '', '/other/z/q.ts': '', '/other/p.ts': '' });
  const cases: readonly [args: readonly string[], root: string, paths: readonly string[]][] = [
    [[], '/w', []],
    [['.'], '/w', []],
    [['a'], '/w', ['/w/a']],
    [['a/x.ts', './b'], '/w', ['/w/a/x.ts', '/w/b']],
    [['/other'], '/other', []],
    [['/other/p.ts'], '/other', ['/other/p.ts']],
    [['/other/z', '/other/p.ts'], '/other', ['/other/z', '/other/p.ts']],
    [['a', '/other'], '/', ['/w/a', '/other']],
  ];
  for (const [args, root, paths] of cases) {
    it(`${args.join(' ') || 'nothing'} in /w`, () => assert.deepEqual(findTargets(args, '/w', host), { root, paths }));
  }
});

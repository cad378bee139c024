import assert from 'node:assert/strict';
import { moveOptions } from '../../../src/config/move-options.js';
import type { Options } from '../../../src/model/options.js';

const OPTIONS: Options = {
  root: '/work/repo/svc',
  paths: ['/work/repo/svc/src'],
  rules: {},
  overrides: [{ base: '/work/repo/svc/src', files: ['**'], rules: {} }],
  ignore: [],
  clients: [],
  handlers: [],
  bundle: {
    budgets: [{ base: '/work/repo', functions: ['*'], packages: {} }],
    builds: [
      {
        base: '/work/repo/svc/inner',
        functions: ['*'],
        build: { folder: 'src', other: { tsconfig: '/work/repo/tsconfig.json', list: ['/elsewhere/x', 1] } },
      },
    ],
  },
  requireSuppressionReason: false,
  reportUnusedSuppressions: true,
};

describe('options for a copy of the project', () => {
  it('name folders of the copy, and the copy itself where a folder holds for all of it', () => {
    const { root, paths, overrides, bundle } = moveOptions(OPTIONS, '/tmp/tree/svc', '/work/repo');
    const [given] = bundle.builds;
    assert.deepEqual(
      [root, ...paths, overrides[0]!.base, bundle.budgets[0]!.base, given!.base],
      ['/tmp/tree/svc', '/tmp/tree/svc/src', '/tmp/tree/svc/src', '/tmp/tree/svc', '/tmp/tree/svc/inner'],
    );
    assert.deepEqual(given!.build, {
      folder: 'src',
      other: { tsconfig: '/tmp/tree/tsconfig.json', list: ['/elsewhere/x', 1] },
    });
  });
});

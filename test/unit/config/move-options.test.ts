import assert from 'node:assert/strict';
import { moveOptions } from '../../../src/config/move-options.js';
import type { Options } from '../../../src/model/options.js';

const OPTIONS: Options = {
  root: '/shop/repo/svc',
  paths: ['/shop/repo/svc/src'],
  rules: {},
  overrides: [{ base: '/shop/repo/svc/src', files: ['**'], rules: {} }],
  ignore: [],
  clients: [],
  handlers: [],
  bundle: {
    budgets: [{ base: '/shop/repo', functions: ['*'], packages: {} }],
    builds: [
      {
        base: '/shop/repo/svc/inner',
        functions: ['*'],
        build: { folder: 'src', other: { tsconfig: '/shop/repo/tsconfig.json', list: ['/elsewhere/x', 1] } },
      },
    ],
  },
  requireSuppressionReason: false,
  reportUnusedSuppressions: true,
};

describe('options for a copy of the project', () => {
  it('name folders of the copy, and the copy itself where a folder holds for all of it', () => {
    const { root, paths, overrides, bundle } = moveOptions(OPTIONS, '/tmp/tree/svc', '/shop/repo');
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

import assert from 'node:assert/strict';
import { placeInStack } from '../../../src/measure/profile/source-profile.js';
import { startEnvironment } from '../../../src/measure/series/environment.js';
import { failureText } from '../../../src/measure/series/failure-text.js';
import type { LambdaFunction } from '../../../src/model/function.js';
import type { Failed } from '../../../src/model/starter.js';

const context = {
  isProvided: (name: string) => name.startsWith('@aws-sdk/'),
  placeIn: (stack: string) => stack || undefined,
  placeholders: [] as readonly string[],
};
const failed = (failure: Partial<Failed>): Failed => ({ kind: 'crashed', message: '', attempts: [], ...failure });

describe('why a function could not be measured', () => {
  const cases: readonly (readonly [Partial<Failed>, string])[] = [
    [
      { message: 'TypeError: x is not a function\nmore', stack: 'src/a.ts:3' },
      'it throws while it starts, at src/a.ts:3: TypeError: x is not a function',
    ],
    [{ kind: 'exited', message: '3' }, 'it calls process.exit(3) while it starts'],
    [{ kind: 'died', message: 'by SIGABRT' }, 'its process ended while it started, by SIGABRT'],
    [
      { kind: 'hung', message: 'it was not loaded after 10 s', attempts: [{ kind: 'connect', target: 'db:5432' }] },
      'it was not loaded after 10 s; it tries to reach db:5432, but there is no network here',
    ],
    [
      { code: 'MODULE_NOT_FOUND', message: "Error: Cannot find module '@aws-sdk/client-s3'\nRequire stack:" },
      '@aws-sdk/client-s3 comes from the runtime and is not installed here; install it to measure',
    ],
    [
      { code: 'ERR_MODULE_NOT_FOUND', message: "Cannot find package 'left-pad' imported from /x/index.mjs" },
      'left-pad is not installed here',
    ],
    [
      { code: 'MODULE_NOT_FOUND', message: "Cannot find module '/opt/nodejs/shared'" },
      'it loads /opt/nodejs/shared from a layer, which is not available here',
    ],
    [
      { code: 'MODULE_NOT_FOUND', message: "Cannot find module './config.json'" },
      "it throws while it starts: Cannot find module './config.json'",
    ],
  ];
  for (const [failure, text] of cases) {
    it(text, () => assert.equal(failureText(failed(failure), context), text));
  }

  it('names stand-ins, which may be the reason', () => {
    const text = failureText(failed({ message: 'Error: bad TABLE' }), { ...context, placeholders: ['TABLE'] });
    assert.match(text, /; TABLE had placeholders, because their values are known only at deployment$/);
  });
});

describe('a place in a stack', () => {
  const isTask = (path: string) => path.startsWith('/task/');
  for (const [line, expected] of [
    ['    at f (/task/a.js:12:5)', ['/task/a.js', 12, 5]],
    ['    at async file:///task/b%20c.mjs:3:7', ['/task/b c.mjs', 3, 7]],
  ] as const) {
    it(line.trim(), () => {
      const stack = `Error: at night\n    at node:internal/x:1:1\n    at g (/other/a.js:1:2)\n${line}\n`;
      const place = placeInStack(stack, isTask);
      assert.deepEqual([place?.path, place?.line, place?.column], expected);
    });
  }
});

describe('the environment of a start', () => {
  const fn: LambdaFunction = {
    id: 'a',
    name: 'Orders',
    handler: { file: 'src/orders.ts', export: 'handler', line: 1 },
    declaredIn: { file: 'template.yaml', line: 1, kind: 'sam' },
    runtime: 'nodejs22.x',
    memoryMb: 512,
    eventSources: [],
    environment: { STAGE: 'test' },
    environmentUnknown: ['TABLE', 'API_URL', 'TOPIC_ARN', '*'],
  };

  it('is that of Lambda, with stand-ins for what is not known', () => {
    const found = startEnvironment(fn, []);
    assert.deepEqual(
      ['STAGE', 'TABLE', 'API_URL', 'AWS_EXECUTION_ENV', 'AWS_LAMBDA_FUNCTION_MEMORY_SIZE', '_HANDLER', '*'].map(
        (name) => found[name],
      ),
      [
        'test',
        'placeholder',
        'https://placeholder.invalid/',
        'AWS_Lambda_nodejs22.x',
        '512',
        'src/orders.handler',
        undefined,
      ],
    );
    assert.match(found.TOPIC_ARN!, /^arn:aws:/);
  });
});

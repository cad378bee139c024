import { checkAll, HANDLER } from './check.js';

/** One file alone in a project: is its export a handler? */
function shape(title: string, text: string, found?: string, file = 'fns/job.ts') {
  return { title, files: { 'package.json': '{}', [file]: text }, functions: found === undefined ? [] : [found] };
}

describe('code shape', () => {
  checkAll([
    shape('a named export with an event', HANDLER, 'job @ fns/job.ts:1 code -> fns/job.ts:1#handler'),
    shape(
      'a type of aws-lambda under any name',
      "import type { SQSHandler } from 'aws-lambda';\nexport const drain: SQSHandler = async () => {};\n",
      'job @ fns/job.ts:2 code -> fns/job.ts:2#drain',
    ),
    shape(
      'satisfies',
      "import { Handler } from 'aws-lambda';\nexport const run = (async () => {}) satisfies Handler;\n",
      'job @ fns/job.ts:2 code -> fns/job.ts:2#run',
    ),
    shape(
      'middy',
      "import middy from '@middy/core';\nconst base = async () => {};\nexport const main = middy(base).use(x());\n",
      'job @ fns/job.ts:3 code -> fns/job.ts:3#main',
    ),
    shape(
      'middy with a late handler',
      "import middy from '@middy/core';\nexport const main = middy().use(x()).handler(async () => {});\n",
      'job @ fns/job.ts:2 code -> fns/job.ts:2#main',
    ),
    shape(
      'a Powertools class',
      "import { Logger } from '@aws-lambda-powertools/logger';\nclass Fn { async handler() {} }\nconst fn = new Fn();\nexport const handler = fn.handler.bind(fn);\n",
      'job @ fns/job.ts:4 code -> fns/job.ts:4#handler',
    ),
    shape(
      'a maker that returns middy',
      "import middy from '@middy/core';\nconst makeHandler = (deps) => middy((event) => deps.run(event)).use(x());\nexport const handler = makeHandler({});\n",
      'job @ fns/job.ts:3 code -> fns/job.ts:3#handler',
    ),
    shape(
      'a maker of something else',
      'const makeHandler = (deps) => deps.queue();\nexport const handler = makeHandler({});\n',
    ),
    shape(
      'a wrapper of its own',
      'const inner = async (event, context) => {};\nexport const handler = wrap(inner);\n',
      'job @ fns/job.ts:2 code -> fns/job.ts:2#handler',
    ),
    shape(
      'exports.handler',
      'exports.handler = async function (event, context) {};\n',
      'job @ fns/job.js:1 code -> fns/job.js:1#handler',
      'fns/job.js',
    ),
    shape(
      'module.exports = { handler }',
      'async function handler(event) {}\nmodule.exports = { handler };\n',
      'job @ fns/job.js:2 code -> fns/job.js:2#handler',
      'fns/job.js',
    ),
    shape(
      'an exported name further up',
      'const handler = async ({ body }, context) => body;\nexport { handler };\n',
      'job @ fns/job.ts:2 code -> fns/job.ts:2#handler',
    ),
    shape(
      'a folder that tells index files apart',
      HANDLER,
      'billing @ src/billing/index.ts:1 code -> src/billing/index.ts:1#handler',
      'src/billing/index.ts',
    ),

    shape('not a browser event', 'export const handler = (event: MouseEvent) => {};\n'),
    shape(
      'not in a file that imports React',
      "import { useState } from 'react';\nexport const handler = (event) => {};\n",
    ),
    shape(
      'not a helper that takes an event',
      "import { SQSEvent } from 'aws-lambda';\nexport const toIds = (event: SQSEvent) => [];\n",
    ),
    shape('not another parameter', 'export const handler = (request, reply) => {};\n'),
    shape('not main without a context', 'export const main = (event) => {};\n'),
    shape('not a test', HANDLER, undefined, 'fns/job.test.ts'),
    shape('not a mock', HANDLER, undefined, 'fns/__mocks__/job.ts'),
    shape('not a component', HANDLER, undefined, 'fns/job.tsx'),
    shape('not a bundle', `${'x'.repeat(1200)};\n${HANDLER}`, undefined, 'fns/job.js'),
    shape('not output', HANDLER, undefined, 'dist/job.js'),
    shape('not a local function', 'const handler = async (event, context) => {};\n'),
  ]);
  checkAll([
    {
      title: 'stays silent where deployment files name every function',
      files: {
        'package.json': '{}',
        'serverless.yml': 'provider: { name: aws }\nfunctions: { f: { handler: a.handler } }\n',
        'a.ts': HANDLER,
        'b.ts': HANDLER,
      },
      functions: ['f @ serverless.yml:2 serverless -> a.ts:1#handler'],
    },
    {
      title: 'asks for types where declarations stay open',
      files: {
        'package.json': '{}',
        'serverless.yml': 'provider: { name: aws }\nfunctions: { f: { handler: "${ssm:/x}" } }\n',
        'named.ts': HANDLER,
        'typed.ts': "import { Handler } from 'aws-lambda';\nexport const handler: Handler = async () => {};\n",
      },
      functions: ['typed @ typed.ts:2 code -> typed.ts:2#handler'],
      unresolved: ['f @ serverless.yml:2: its handler ${ssm:/x} is known only at deployment'],
    },
    {
      title: 'treats each project by itself',
      files: {
        'one/package.json': '{}',
        'one/serverless.yml': 'provider: { name: aws }\nfunctions: { f: { handler: a.handler } }\n',
        'one/a.ts': HANDLER,
        'two/package.json': '{}',
        'two/b.ts': HANDLER,
      },
      functions: [
        'f @ one/serverless.yml:2 serverless -> one/a.ts:1#handler',
        'b @ two/b.ts:1 code -> two/b.ts:1#handler',
      ],
    },
  ]);
});

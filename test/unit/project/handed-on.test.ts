import { checkAll, HANDLER } from './check.js';

/** One function is declared; another declaration that is not resolved lets code shape look for more. */
const TEMPLATE = `Resources:
  Api:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: src/main.handler }
  Other:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: gone.handler, CodeUri: gone/ }
`;
const TYPED = "import type { Handler } from 'aws-lambda';\nexport const handler: Handler = async () => {};\n";
const API = 'Api @ template.yaml:2 cloudformation -> src/main.ts';
const OTHER = ['Other @ template.yaml:5: no source file gone/gone.{ts,js,…} was found'];

function once(title: string, main: string, more: Readonly<Record<string, string>> = {}, line = 1) {
  const files = {
    'package.json': '{}',
    'template.yaml': TEMPLATE,
    'src/main.ts': main,
    'src/inner.ts': TYPED,
    ...more,
  };
  return { title, files, functions: [`${API}:${line}#handler nodejs22.x`], unresolved: OTHER };
}

function twice(title: string, main: string, line = 1, inner = TYPED) {
  const name = inner === TYPED ? 'inner' : 'inner.other';
  const each = once(title, main, { 'src/inner.ts': inner }, line);
  const at = inner.slice(0, inner.indexOf('export const')).split('\n').length;
  return {
    ...each,
    functions: [
      `${name} @ src/inner.ts:${at} code -> src/inner.ts:${at}#${/const (\w+)/.exec(inner)?.[1]}`,
      ...each.functions,
    ],
  };
}

describe('a handler that another file hands on is one function', () => {
  checkAll([
    once('by its name', "export { handler } from './inner';\n"),
    once('by another name', "export { run as handler } from './inner';\n", {
      'src/inner.ts': TYPED.replace('const handler', 'const run'),
    }),
    once('with all', "export * from './inner';\n"),
    once('through a barrel', "export * from './barrel';\n", {
      'src/barrel.ts': "export * from './other';\nexport * from './inner';\n",
      'src/other.ts': 'export const a = 1;\n',
    }),
    once('as what is imported', "import { handler } from './inner';\nexport { handler };\n", {}, 2),
    once('as a constant', "import { handler as inner } from './inner';\nexport const handler = inner;\n", {}, 2),
    once(
      'as a constant of a constant',
      "import { handler as inner } from './inner';\nconst it = inner;\nexport const handler = it;\n",
      {},
      3,
    ),
    once(
      'as the default export',
      "import inner from './inner';\nexport const handler = inner;\n",
      { 'src/inner.ts': `${TYPED.replace('export const handler', 'const handler')}export default handler;\n` },
      2,
    ),
    once('as a member of a namespace', "import * as all from './inner';\nexport const handler = all.handler;\n", {}, 2),
    once(
      'in a wrapper',
      "import middy from '@middy/core';\nimport { handler as inner } from './inner';\nexport const handler = middy(inner).use(x());\n",
      {},
      3,
    ),
    once(
      'in a wrapper that is given it late',
      "import middy from '@middy/core';\nimport { handler as inner } from './inner';\nexport const handler = middy().use(x()).handler(inner);\n",
      {},
      3,
    ),
    twice('but not a handler of its own', `import './inner';\n${HANDLER}`, 2),
    once('under two names', "export { handler } from './inner';\n", {
      'src/inner.ts': `${TYPED.replace('const handler', 'const other')}export { other as handler };\n`,
    }),
    twice(
      'but not another beside it',
      "export { run as handler } from './inner';\n",
      1,
      TYPED.replace('export const', 'export const other: Handler = async () => {};\nexport const').replace(
        'const handler',
        'const run',
      ),
    ),
    twice(
      'but not one that its own calls',
      "import { handler as inner } from './inner';\nexport const handler = async (event) => inner(event);\n",
      2,
    ),
  ]);
});

import { checkAll, HANDLER } from './check.js';

describe('code of a deployment that does not parse', () => {
  checkAll([
    {
      title: 'is a problem where it breaks off',
      files: {
        'a.ts': HANDLER,
        'serverless.ts':
          "export = { service: 's', provider: { name: 'aws' } functions: { f: { handler: 'a.handler' } } };\n",
      },
      functions: ['f @ serverless.ts:1 serverless -> a.ts:1#handler'],
      problems: ["syntax-error serverless.ts:1 ',' expected."],
    },
    {
      title: 'is one problem for a file that several programs load',
      files: {
        'a.ts': HANDLER,
        'cdk.json': '{ "app": "ts-node app.ts" }',
        'app.ts': `import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { entry } from './parts';
new NodejsFunction(this, 'F', { entry });
`,
        'serverless.ts': `import { entry } from './parts';\nexport = { provider: { name: 'aws' }, functions: {}, custom: entry };\n`,
        'parts.ts': "export const entry = 'a.ts';\nconst broken = (;\n",
      },
      functions: ['F @ app.ts:3 cdk -> a.ts:1#handler'],
      problems: ['syntax-error parts.ts:2 Expression expected.'],
    },
  ]);
});

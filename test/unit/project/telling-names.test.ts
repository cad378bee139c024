import { checkAll, HANDLER } from './check.js';

const fn = (name: string, more = '') =>
  `resource "aws_lambda_function" "${name}" {\n  filename = "\${path.module}/src"\n  handler = "a.handler"\n${more}}\n`;

describe('names of functions that say nothing', () => {
  checkAll([
    {
      title: 'are what the functions are given, or the folders of their modules, where several modules have them',
      files: {
        'a/main.tf': fn('function', '  function_name = "orders"\n'),
        'b/main.tf': fn('function', '  function_name = "${var.stage}-users"\n') + fn('other'),
        'c/main.tf': fn('this'),
        'a/src/a.js': HANDLER,
        'b/src/a.js': HANDLER,
        'c/src/a.js': HANDLER,
      },
      functions: [
        'orders @ a/main.tf:1 terraform -> a/src/a.js:1#handler',
        'b @ b/main.tf:1 terraform -> b/src/a.js:1#handler',
        'other @ b/main.tf:6 terraform -> b/src/a.js:1#handler',
        'this @ c/main.tf:1 terraform -> c/src/a.js:1#handler',
      ],
    },
    {
      title: 'stay where they are alone, and names that say something where they are not',
      files: {
        'a/main.tf': fn('function', '  function_name = "orders"\n') + fn('orders'),
        'b/main.tf': fn('orders', '  function_name = "other"\n'),
        'a/src/a.js': HANDLER,
        'b/src/a.js': HANDLER,
      },
      functions: [
        'function @ a/main.tf:1 terraform -> a/src/a.js:1#handler',
        'orders @ a/main.tf:6 terraform -> a/src/a.js:1#handler',
        'orders @ b/main.tf:1 terraform -> b/src/a.js:1#handler',
      ],
    },
    {
      title: 'are what the function or its app is called, where the id of a construct is not static',
      files: {
        'cdk.json': '{ "app": "node app.ts" }',
        'app.ts': `import { App, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
const stack = new Stack(new App(), 'S');
const props = { runtime: lambda.Runtime.NODEJS_22_X, handler: 'a.handler', code: lambda.Code.fromAsset('src') };
new lambda.Function(stack, process.env.A, { ...props, functionName: 'orders' });
new lambda.Function(stack, process.env.B, { ...props, app: 'users' });
new lambda.Function(stack, process.env.C, props);
`,
        'src/a.js': HANDLER,
      },
      functions: [
        'function @ app.ts:7 cdk -> src/a.js:1#handler nodejs22.x',
        'orders @ app.ts:5 cdk -> src/a.js:1#handler nodejs22.x',
        'users @ app.ts:6 cdk -> src/a.js:1#handler nodejs22.x',
      ],
    },
  ]);
});

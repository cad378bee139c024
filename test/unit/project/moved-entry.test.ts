import { checkAll, HANDLER } from './check.js';

/** A program whose paths are right from where it is compiled to, which is a folder deeper than its source. */
function stack(...up: readonly string[]): string {
  return `import { App, Duration, Stack } from 'aws-cdk-lib';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import path from 'node:path';
new NodejsFunction(new Stack(new App(), 'S'), 'Fn', {
  runtime: Runtime.NODEJS_22_X,
  entry: path.join(__dirname, ${up.map((each) => `'${each}'`).join(', ')}),
});
`;
}

const IN_PACKAGES = {
  'packages/infra/cdk.json': '{"app":"node dist/bin/app.js"}',
  'packages/infra/bin/app.ts': stack('..', '..', '..', 'jobs', 'src', 'run.ts'),
};

describe('entries that count from where a program is compiled to', () => {
  checkAll([
    {
      title: 'lead to the only file whose path ends so',
      files: { ...IN_PACKAGES, 'packages/jobs/src/run.ts': HANDLER },
      functions: ['Fn @ packages/infra/bin/app.ts:5 cdk -> packages/jobs/src/run.ts:1#handler nodejs22.x'],
    },
    {
      title: 'lead to it beside a function whose Dockerfile is read',
      files: {
        ...IN_PACKAGES,
        'packages/jobs/src/run.js': 'exports.handler = async (event) => event;\n',
        'packages/jobs/src/other.js': 'exports.handler = async (event) => event;\n',
        'packages/jobs/package.json': '{}',
        'packages/jobs/Dockerfile':
          'FROM public.ecr.aws/lambda/nodejs:22\nCOPY src/other.js ${LAMBDA_TASK_ROOT}/\nCMD ["other.handler"]\n',
      },
      functions: [
        'Fn @ packages/infra/bin/app.ts:5 cdk -> packages/jobs/src/run.js:1#handler nodejs22.x',
        'jobs @ packages/jobs/Dockerfile:3 docker -> packages/jobs/src/other.js:1#handler nodejs22.x',
      ],
    },
    {
      title: 'may lead out of the project',
      files: {
        'infra/cdk.json': '{"app":"node dist/bin/app.js"}',
        'infra/bin/app.ts': stack('..', '..', '..', 'lambda', 'jobs', 'run.ts'),
        'app/lambda/jobs/run.ts': HANDLER,
      },
      functions: ['Fn @ infra/bin/app.ts:5 cdk -> app/lambda/jobs/run.ts:1#handler nodejs22.x'],
    },
    {
      title: 'lead nowhere where two paths end so',
      files: { ...IN_PACKAGES, 'packages/jobs/src/run.ts': HANDLER, 'old/jobs/src/run.ts': HANDLER },
      unresolved: ['Fn @ packages/infra/bin/app.ts:5: no source file jobs/src/run.ts was found'],
    },
    {
      title: 'lead nowhere where only the name of the file is the same, or the export is missing',
      files: {
        ...IN_PACKAGES,
        'packages/jobs/run.ts': HANDLER,
        'packages/jobs/src/run.ts': 'export const other = async () => 1;\n',
      },
      unresolved: ['Fn @ packages/infra/bin/app.ts:5: no source file jobs/src/run.ts was found'],
    },
  ]);
});

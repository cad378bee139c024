import { checkAll, HANDLER } from './check.js';

function functions(...handlers: readonly (readonly [name: string, handler: string])[]): string {
  return handlers
    .map(
      ([name, handler]) => `resource "aws_lambda_function" "${name}" {
  filename = "../artifacts/none.zip"
  handler  = "${handler}"
  runtime  = "nodejs22.x"
}
`,
    )
    .join('');
}

function sam(...all: readonly (readonly [name: string, code: string, handler: string])[]): string {
  const resources = all.map(
    ([name, code, handler]) => `  ${name}:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: ${code}, Handler: ${handler}, Runtime: nodejs22.x }
`,
  );
  return `Transform: AWS::Serverless-2016-10-31\nResources:\n${resources.join('')}`;
}

const EXPORTS = 'export const list = async () => 1;\nexport const create = async () => 2;\n';

describe('what a declaration most likely means', () => {
  checkAll([
    {
      title: 'is the only file with the name of the handler and its export',
      files: {
        'infra/main.tf': functions(
          ['a', 'send-mail.handler'],
          ['b', 'users.list'],
          ['c', 'users.create'],
          ['d', 'lib/users.drop'],
        ),
        'src/jobs/send-mail.ts': HANDLER,
        'src/handlers/users/index.ts': EXPORTS,
      },
      functions: [
        'a @ infra/main.tf:1 terraform -> src/jobs/send-mail.ts:1#handler nodejs22.x',
        'b @ infra/main.tf:6 terraform -> src/handlers/users/index.ts:1#list nodejs22.x',
        'c @ infra/main.tf:11 terraform -> src/handlers/users/index.ts:2#create nodejs22.x',
      ],
      unresolved: ['d @ infra/main.tf:16: no source file artifacts/none/lib/users.{ts,js,…} was found'],
    },
    {
      title: 'is nothing where two fit, and the nearer one where each service has its own',
      files: {
        'infra/main.tf': functions(['a', 'users.list']),
        'one/infra/main.tf': functions(['b', 'users.list']),
        'one/src/users.ts': EXPORTS,
        'two/src/users.ts': EXPORTS,
      },
      functions: ['b @ one/infra/main.tf:1 terraform -> one/src/users.ts:1#list nodejs22.x'],
      unresolved: ['a @ infra/main.tf:1: no source file artifacts/none/users.{ts,js,…} was found'],
    },
    {
      title: 'is the folder that is called like the function, where the handler is called like all others',
      files: {
        'infra/main.tf': functions(
          ['create_user', 'index.handler'],
          ['DropUserFunction', 'index.handler'],
          ['other', 'index.handler'],
        ),
        'lambda/createUser/index.mjs': HANDLER,
        'lambda/drop-user/src/index.ts': HANDLER,
        'lambda/third/index.ts': HANDLER,
      },
      functions: [
        'DropUserFunction @ infra/main.tf:6 terraform -> lambda/drop-user/src/index.ts:1#handler nodejs22.x',
        'create_user @ infra/main.tf:1 terraform -> lambda/createUser/index.mjs:1#handler nodejs22.x',
      ],
      unresolved: ['other @ infra/main.tf:11: no source file artifacts/none/index.{ts,js,…} was found'],
    },
    {
      title: 'is no test, and none of a handler that is called like all others',
      files: {
        'infra/main.tf': functions(['a', 'send.handler'], ['b', 'handler.handler'], ['c', 'handler.drop']),
        'test/send.test.ts': HANDLER,
        'src/handler.ts': `${HANDLER}export const drop = async () => 1;\n`,
      },
      functions: ['c @ infra/main.tf:11 terraform -> src/handler.ts:2#drop nodejs22.x'],
      unresolved: [
        'a @ infra/main.tf:1: no source file artifacts/none/send.{ts,js,…} was found',
        'b @ infra/main.tf:6: no source file artifacts/none/handler.{ts,js,…} was found',
      ],
    },
    {
      title: 'stands where the declaration says that its code is, as far as that is there',
      files: {
        'template.yaml': sam(
          ['Create', 'packages/orders/dist', 'create.handler'],
          ['Refund', 'packages/orders/dist', 'refund.handler'],
          ['Mail', 'packages/mailer/dist', 'send.main'],
          ['Bill', './services/billing/build/webhook.zip', 'webhook.handler'],
          ['Charge', './services/billing/build/charge.zip', 'charge.handler'],
          ['Any', 'dist/anything', 'refund.handler'],
        ),
        'packages/orders/src/createOrder.ts': HANDLER,
        'packages/orders/src/handlers/refund.ts': HANDLER,
        'packages/users/src/create.ts': HANDLER,
        'packages/users/src/send.ts': 'export const main = async () => 1;\n',
        'services/billing/lib/charge.ts': HANDLER,
        'services/shipping/src/webhook.ts': HANDLER,
      },
      functions: [
        'Any @ template.yaml:18 sam -> packages/orders/src/handlers/refund.ts:1#handler nodejs22.x',
        'Charge @ template.yaml:15 sam -> services/billing/lib/charge.ts:1#handler nodejs22.x',
        'Refund @ template.yaml:6 sam -> packages/orders/src/handlers/refund.ts:1#handler nodejs22.x',
      ],
      unresolved: [
        'Create @ template.yaml:3: no source file packages/orders/dist/create.{ts,js,…} was found',
        'Mail @ template.yaml:9: no source file packages/mailer/dist/send.{ts,js,…} was found',
        'Bill @ template.yaml:12: no source file services/billing/build/webhook/webhook.{ts,js,…} was found',
      ],
    },
    {
      title: 'is not what another function of the same file leads to',
      files: {
        'template.yaml': sam(['Users', 'services/users', 'users.handler'], ['Copy', 'build/legacy', 'users.handler']),
        'other/template.yaml': sam(['Users', 'build/users', 'users.handler']),
        'services/users/users.ts': HANDLER,
      },
      functions: ['Users @ template.yaml:3 sam -> services/users/users.ts:1#handler nodejs22.x'],
      unresolved: ['Copy @ template.yaml:6: no source file build/legacy/users.{ts,js,…} was found'],
    },
    {
      title: 'takes what Lambda gives: an event, and a context',
      files: {
        'infra/main.tf': functions(
          ['helper', 'post-message.send'],
          ['service', 'process-order.processOrder'],
          ['migration', 'migrate-all.up'],
          ['job', 'nightly-report.main'],
          ['task', 'ship-order.ship'],
        ),
        'src/post-message.ts': 'export const send = async (channel: string) => channel;\n',
        'src/process-order.ts': 'export async function processOrder(order: Order, repo: Repo) {}\n',
        'src/migrate-all.ts': "import type { Knex } from 'knex';\nexport async function up(db: Knex) {}\n",
        'src/nightly-report.ts': 'export async function main(day: string) {}\n',
        'src/ship-order.ts':
          "import type { Context } from 'aws-lambda';\nimport type { Order } from './order.js';\nexport async function ship(order: Order, { awsRequestId }: Context) {}\n",
      },
      functions: [
        'job @ infra/main.tf:16 terraform -> src/nightly-report.ts:1#main nodejs22.x',
        'task @ infra/main.tf:21 terraform -> src/ship-order.ts:3#ship nodejs22.x',
      ],
      unresolved: [
        'helper @ infra/main.tf:1: no source file artifacts/none/post-message.{ts,js,…} was found',
        'service @ infra/main.tf:6: no source file artifacts/none/process-order.{ts,js,…} was found',
        'migration @ infra/main.tf:11: no source file artifacts/none/migrate-all.{ts,js,…} was found',
      ],
    },
    {
      title: 'is the source where the output of the build is kept as well',
      files: {
        'template.yaml': `Resources:
  F:
    Type: AWS::Lambda::Function
    Properties: { Code: { S3Bucket: b, S3Key: !Ref Key }, Handler: send-mail.run, Runtime: nodejs22.x }
`,
        'dist/send-mail.js': 'exports.run = async () => 1;\n',
        'src/send-mail.ts': 'export const run = async () => 1;\n',
        'tsconfig.json': '{ "compilerOptions": { "outDir": "dist", "rootDir": "src" } }',
      },
      functions: ['F @ template.yaml:2 cloudformation -> src/send-mail.ts:1#run nodejs22.x'],
    },
    {
      title: 'is nothing for other languages and images',
      files: {
        'infra/main.tf': functions(['a', 'send_mail.run'], ['b', 'send-mail.run'])
          .replace('nodejs22.x', 'python3.12')
          .replace('handler  = "send-mail.run"', 'handler  = "send-mail.run"\n  package_type = "Image"'),
        'src/send-mail.ts': 'export const run = 1;\n',
        'src/send_mail.ts': 'export const run = 1;\n',
      },
      unresolved: [
        'a @ infra/main.tf:1: runtime python3.12 is not Node.js',
        'b @ infra/main.tf:6: it is deployed as a container image',
      ],
    },
    {
      title: 'is nothing that cannot be a handler, though it has the name',
      files: {
        'infra/main.tf': functions(
          ['page', 'login-page.handler'],
          ['route', 'upload-file.handler'],
          ['command', 'clean-up.main'],
          ['script', 'send-all.run'],
          ['yargs', 'make-report.handler'],
          ['server', 'web-server.handler'],
          ['text', 'some-text.handler'],
          ['own', 'own-request.handler'],
        ),
        'web/src/login-page.tsx': HANDLER,
        'web/pages/api/upload-file.ts': HANDLER,
        'tools/clean-up.ts': 'export async function main(args: string[]) {}\n',
        'scripts/send-all.ts': 'export const run = async () => 1;\n',
        'tools/make-report.js': 'exports.handler = (argv) => argv;\n',
        'web/src/web-server.ts': 'export const handler = (req: http.IncomingMessage, res) => res.end();\n',
        'src/some-text.ts': "export const handler = 'text';\n",
        'src/own-request.ts':
          'interface Request { id: string }\nexport const handler = async (request: Request) => request.id;\n',
      },
      functions: ['own @ infra/main.tf:36 terraform -> src/own-request.ts:2#handler nodejs22.x'],
      unresolved: [
        ['page', 'login-page'],
        ['route', 'upload-file'],
        ['command', 'clean-up'],
        ['script', 'send-all'],
        ['yargs', 'make-report'],
        ['server', 'web-server'],
        ['text', 'some-text'],
      ].map(
        ([name, file], index) =>
          `${name} @ infra/main.tf:${index * 5 + 1}: no source file artifacts/none/${file}.{ts,js,…} was found`,
      ),
    },
    {
      title: 'is no part of a user interface that an archive is called like',
      files: {
        'main.tf': `resource "aws_lambda_function" "orders" {
  s3_bucket = "b"
  s3_key    = "lambda/orders.zip"
  handler   = "index.handler"
  runtime   = "nodejs22.x"
}
`,
        'web/src/components/orders/index.tsx': 'export function handler() { return <div/>; }\n',
      },
      unresolved: ['orders @ main.tf:1: its code is fetched from S3'],
    },
  ]);
});

import { checkAll, HANDLER } from './check.js';

const FILES = { 'fns/a.js': HANDLER, 'fns/b.js': HANDLER, 'fns/README.md': '' };
const functionFor = (meta: string, handler: string, more = '') => `resource "aws_lambda_function" "f" {
  ${meta}
  filename = "fns"
  handler  = ${handler}
  runtime  = "nodejs22.x"
${more}}
`;
const EACH = [
  'f["a"] @ main.tf:1 terraform -> fns/a.js:1#handler nodejs22.x',
  'f["b"] @ main.tf:1 terraform -> fns/b.js:1#handler nodejs22.x',
];

describe('functions of files that Terraform reads', () => {
  checkAll([
    {
      title: 'makes a function of each file in a folder',
      files: {
        ...FILES,
        'main.tf': functionFor(
          'for_each = toset([for file in fileset("${path.module}/fns", "*.js") : trimsuffix(basename(file), ".js")])',
          '"${each.value}.handler"',
        ),
      },
      functions: EACH,
    },
    {
      title: 'makes a function of each entry of YAML and JSON',
      files: {
        ...FILES,
        'main.tf': functionFor(
          'for_each = merge(yamldecode(file("${path.module}/fns.yaml")), jsondecode(file("more.json")).functions)',
          '"${each.key}.handler"',
          '  memory_size = each.value.memory\n',
        ),
        'fns.yaml': 'a: { memory: 256 }\n',
        'more.json': '{ "functions": { "b": { "memory": 512 } } }',
      },
      functions: EACH.map((each, index) => `${each} ${[256, 512][index]}MB`),
    },
    {
      title: 'makes a function of each line of CSV',
      files: {
        ...FILES,
        'main.tf': functionFor(
          'for_each = { for row in csvdecode(file("fns.csv")) : row.name => row }',
          '"${each.value.file}.handler"',
          '  timeout = each.value.timeout\n',
        ),
        'fns.csv': 'name,file,timeout\r\na,"a",7\r\nb,b,8\r\n',
      },
      functions: EACH.map((each, index) => `${each} ${[7, 8][index]}s`),
    },
    {
      title: 'makes a function for each number of a count',
      files: {
        ...FILES,
        'main.tf': `${functionFor('count = length(var.names)', '"${var.names[count.index]}.handler"')}
variable "names" { default = ["a", "b"] }
resource "aws_lambda_function" "g" {
  count    = 2
  filename = "fns"
  handler  = "\${element(["a", "b"], count.index)}.handler"
}
`,
      },
      functions: [
        'f[0] @ main.tf:1 terraform -> fns/a.js:1#handler nodejs22.x',
        'f[1] @ main.tf:1 terraform -> fns/b.js:1#handler nodejs22.x',
        'g[0] @ main.tf:9 terraform -> fns/a.js:1#handler',
        'g[1] @ main.tf:9 terraform -> fns/b.js:1#handler',
      ],
    },
    {
      title: 'makes none where a count is zero, and one where nobody knows',
      files: {
        ...FILES,
        'main.tf': `resource "aws_lambda_function" "none" {
  count    = 0
  filename = "fns"
  handler  = "a.handler"
}
resource "aws_lambda_function" "switch" {
  count    = local.on
  filename = "fns"
  handler  = "a.handler"
}
locals {
  on = var.on ? 1 : 0
}
resource "aws_lambda_function" "some" {
  count    = var.some ? 1 : 0
  filename = "fns"
  handler  = "a.handler"
}
variable "on" { default = false }
variable "some" {}
module "off" {
  source = "./m"
  on     = false
}
module "none" {
  source = "./m"
  count  = 0
  on     = true
}
module "open" {
  source = "./m"
  on     = var.on
}
`,
        'm/main.tf': `variable "on" {}
resource "aws_lambda_function" "inner" {
  count    = var.on ? 1 : 0
  filename = "fns"
  handler  = "a.handler"
}
`,
      },
      // Whoever runs Terraform may turn on what a default leaves off; what a call states is stated.
      functions: [
        'open @ main.tf:30 terraform -> fns/a.js:1#handler',
        'some @ main.tf:14 terraform -> fns/a.js:1#handler',
        'switch @ main.tf:6 terraform -> fns/a.js:1#handler',
      ],
    },
    {
      title: 'makes one where a file of variables may turn it on',
      files: {
        ...FILES,
        'main.tf': `${functionFor('count = var.on ? 1 : 0', '"a.handler"')}variable "on" { default = false }\n`,
        'env/prod.tfvars': 'on = true\n',
      },
      functions: ['f @ main.tf:1 terraform -> fns/a.js:1#handler nodejs22.x'],
    },
    {
      title: 'makes one entry of what is not in the project, too much, or known only when Terraform runs',
      files: {
        ...FILES,
        'main.tf': [
          functionFor('for_each = fileset("../../etc", "*")', '"${each.value}.handler"'),
          functionFor('for_each = fileset("many", "*.js")', '"${each.value}.handler"').replace('"f"', '"many"'),
          functionFor('for_each = yamldecode(file("${var.x}.yaml"))', '"${each.key}.handler"').replace('"f"', '"open"'),
          'variable "x" {}',
        ].join(''),
        ...Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`many/f${index}.js`, ''])),
      },
      unresolved: [
        'f @ main.tf:1: its handler is known only at deployment',
        'many @ main.tf:7: its handler is known only at deployment',
        'open @ main.tf:13: its handler is known only at deployment',
      ],
    },
  ]);
});

const program = (code: string) => `import { App, Stack } from 'aws-cdk-lib';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import * as fs from 'node:fs';
import { readdirSync } from 'fs';
import { globSync } from 'glob';
import path from 'path';
const stack = new Stack(new App(), 'S');
const dir = path.join(__dirname, '../fns');
${code}
`;
const MADE = ['a @ bin/app.ts:9 cdk -> fns/a.js:1#handler', 'b @ bin/app.ts:9 cdk -> fns/b.js:1#handler'];
const inCdk = (code: string) => ({
  ...FILES,
  'cdk.json': '{ "app": "ts-node bin/app.ts" }',
  'bin/app.ts': program(code),
});

describe('functions of files that a CDK program lists', () => {
  checkAll([
    {
      title: 'lists a folder, and leaves out what the program leaves out',
      files: inCdk(
        "for (const file of fs.readdirSync(dir).filter((each) => each.endsWith('.js'))) new NodejsFunction(stack, path.basename(file, '.js'), { entry: path.join(dir, file) });",
      ),
      functions: MADE,
    },
    {
      title: 'knows parts of paths, patterns and folders relative to where the program is run',
      files: inCdk(
        "readdirSync('fns').filter((each) => /\\.js$/.test(each) && path.extname(each) === '.js').map((each) => path.parse(each)).sort().forEach(({ name, base }) => new NodejsFunction(stack, name, { entry: `fns/${base}` }));",
      ),
      functions: MADE,
    },
    {
      title: 'tells folders from files',
      files: {
        ...inCdk(
          "for (const each of fs.readdirSync('lambdas', { withFileTypes: true })) if (each.isDirectory() && fs.statSync(`lambdas/${each.name}`).isDirectory()) new NodejsFunction(stack, each.name, { entry: `lambdas/${each.name}/index.js` });",
        ),
        'lambdas/a/index.js': HANDLER,
        'lambdas/b/index.js': HANDLER,
        'lambdas/c.js': '',
      },
      functions: [
        'a @ bin/app.ts:9 cdk -> lambdas/a/index.js:1#handler',
        'b @ bin/app.ts:9 cdk -> lambdas/b/index.js:1#handler',
      ],
    },
    {
      title: 'lists what a pattern names, and what a file of JSON holds',
      files: {
        ...inCdk(
          "for (const file of globSync('fns/*.js')) if (JSON.parse(fs.readFileSync('names.json', 'utf8')).includes(file)) new NodejsFunction(stack, path.basename(file, '.js'), { entry: file });",
        ),
        'names.json': '["fns/a.js", "fns/b.js"]',
      },
      functions: MADE,
    },
    {
      title: 'leaves open what is in a folder outside the project, or in one that is not there',
      files: inCdk(
        "for (const file of fs.readdirSync('../..')) new NodejsFunction(stack, file, { entry: `fns/${file}` });\nfor (const file of fs.readdirSync('dist')) new NodejsFunction(stack, file, { entry: `fns/${file}` });",
      ),
      unresolved: [
        'function @ bin/app.ts:9: its entry is not static: it is created in a loop over a value that is not static',
        'function @ bin/app.ts:10: its entry is not static: it is created in a loop over a value that is not static',
      ],
    },
  ]);
});

import assert from 'node:assert/strict';
import { checkAll, discover, HANDLER } from './check.js';

describe('Terraform', () => {
  checkAll([
    {
      title: 'reads resources with archives, variables, locals and events',
      files: {
        'infra/main.tf': `variable "size" {
  default = 256
}
locals {
  node = "nodejs20.x"
}
data "archive_file" "zip" {
  type        = "zip"
  source_dir  = "\${path.module}/../code"
  output_path = "x.zip"
}
resource "aws_lambda_function" "api" {
  filename      = data.archive_file.zip.output_path
  handler       = "a.handler"
  runtime       = local.node
  memory_size   = var.size
  timeout       = 7
  architectures = ["arm64"]
}
resource "aws_sqs_queue" "q" {
  fifo_queue = true
}
resource "aws_lambda_event_source_mapping" "m" {
  event_source_arn = aws_sqs_queue.q.arn
  function_name    = aws_lambda_function.api.arn
  batch_size       = 4
}
`,
        'code/a.ts': HANDLER,
      },
      functions: ['api @ infra/main.tf:12 terraform -> code/a.ts:1#handler nodejs20.x 256MB 7s arm64 [sqs:4:true]'],
    },
    {
      title: 'takes variables from files that Terraform reads by itself, and from no others',
      files: {
        'main.tf': `variable "size" {
  default = 128
}
variable "seconds" {}
variable "runtime" {
  default = "nodejs20.x"
}
resource "aws_lambda_function" "a" {
  filename    = "src.zip"
  handler     = "a.handler"
  runtime     = var.runtime
  memory_size = var.size
  timeout     = var.seconds
}
`,
        'terraform.tfvars': 'size = 512\nseconds = 5\n',
        'b.auto.tfvars.json': '{ "seconds": 9 }',
        'prod.tfvars': 'runtime = "nodejs22.x"\n',
        'other/terraform.tfvars': 'size = 64\n',
        'src/a.ts': HANDLER,
      },
      functions: ['a @ main.tf:8 terraform -> src/a.ts:1#handler nodejs20.x 512MB 9s'],
    },
    {
      title: 'tells a file of variables that does not parse',
      files: {
        'main.tf':
          'resource "aws_lambda_function" "a" {\n  filename = "src.zip"\n  handler = "a.handler"\n  runtime = "nodejs22.x"\n}\n',
        'terraform.tfvars': 'size = \n',
        'src/a.ts': HANDLER,
      },
      functions: ['a @ main.tf:1 terraform -> src/a.ts:1#handler nodejs22.x'],
      problems: ['syntax-error terraform.tfvars:1 Invalid expression; the file was left out'],
    },
    {
      title: 'follows local modules to the call that tells functions apart',
      files: {
        'main.tf': `module "one" {
  source = "./fn"
  zip    = "dist/one.zip"
}
module "two" {
  source  = "./fn"
  zip     = "dist/two.zip"
  handler = "index.main"
}
`,
        'fn/main.tf': `variable "zip" {}
variable "handler" {
  default = "index.handler"
}
resource "aws_lambda_function" "this" {
  filename = var.zip
  handler  = var.handler
  runtime  = "nodejs22.x"
}
`,
        'src/one/index.ts': HANDLER,
        'src/two/index.ts': 'export const main = 1;',
      },
      functions: [
        'one @ main.tf:1 terraform -> src/one/index.ts:1#handler nodejs22.x',
        'two @ main.tf:5 terraform -> src/two/index.ts:1#main nodejs22.x',
      ],
    },
    {
      title: 'tells functions apart that a shared module declares by way of another module',
      files: {
        'a/main.tf': 'module "blue" {\n  source = "../m/outer"\n  size   = 128\n}\n',
        'b/main.tf': 'module "green" {\n  source = "../m/outer"\n  size   = 256\n}\n',
        'm/outer/main.tf': 'variable "size" {}\nmodule "pool" {\n  source = "../inner"\n  size   = var.size\n}\n',
        'm/inner/main.tf': `variable "size" {}
resource "aws_lambda_function" "pool" {
  filename    = "\${path.module}/../../code/x.zip"
  handler     = "x.handler"
  memory_size = var.size
}
`,
        'code/x.ts': HANDLER,
      },
      functions: [
        'blue.pool @ a/main.tf:1 terraform -> code/x.ts:1#handler 128MB',
        'green.pool @ b/main.tf:1 terraform -> code/x.ts:1#handler 256MB',
      ],
    },
    {
      title: 'says a function once that several roots declare alike, by way of shared modules',
      files: {
        'a/main.tf': 'module "fns" {\n  source = "../m/outer"\n}\n',
        'b/main.tf': 'module "fns" {\n  source = "../m/outer"\n}\n',
        'm/outer/main.tf': 'module "pool" {\n  source = "../inner"\n}\n',
        'm/inner/main.tf':
          'resource "aws_lambda_function" "pool" {\n  filename = "${path.module}/../../code/x.zip"\n  handler = "x.handler"\n}\n',
        'code/x.ts': HANDLER,
      },
      functions: ['fns.pool @ a/main.tf:1 terraform -> code/x.ts:1#handler'],
    },
    {
      title: 'reads registry modules and for_each',
      files: {
        'main.tf': `module "api" {
  source      = "terraform-aws-modules/lambda/aws"
  source_path = "\${path.module}/code"
  handler     = "a.handler"
  runtime     = "nodejs20.x"
}
module "layer" {
  source       = "terraform-aws-modules/lambda/aws"
  create_layer = true
  source_path  = "code"
}
resource "aws_lambda_function" "many" {
  for_each = { x = "a", y = "b" }
  filename = "code.zip"
  handler  = "\${each.value}.handler"
}
`,
        'code/a.js': 'exports.handler = 1;',
        'code/b.js': 'exports.handler = 1;',
      },
      functions: [
        'api @ main.tf:1 terraform -> code/a.js:1#handler nodejs20.x',
        'many["x"] @ main.tf:12 terraform -> code/a.js:1#handler',
        'many["y"] @ main.tf:12 terraform -> code/b.js:1#handler',
      ],
    },
    {
      title: 'says why code is out of reach, and goes on after a broken file',
      files: {
        'bad.tf': 'resource "aws_lambda_function" "x" {\n  handler = \n',
        'empty.tf': '',
        'main.tf': `resource "aws_lambda_function" "image" {
  package_type = "Image"
}
resource "aws_lambda_function" "s3" {
  s3_bucket = "b"
  handler   = "a.b"
}
resource "aws_lambda_function" "py" {
  runtime = "python3.12"
}
resource "aws_lambda_function" "late" {
  filename = data.external.zip.result.path
  handler  = "a.b"
}
`,
      },
      unresolved: [
        'image @ main.tf:1: it is deployed as a container image',
        's3 @ main.tf:4: its code is fetched from S3',
        'py @ main.tf:8: runtime python3.12 is not Node.js',
        'late @ main.tf:11: its code path is known only at deployment',
      ],
      problems: ['syntax-error bad.tf:2 Invalid expression; the file was left out'],
    },
    {
      title: 'takes an archive in a package for what the package bundles',
      files: {
        'infra/main.tf': `resource "aws_lambda_function" "hook" {
  filename = "../pkg/hook.zip"
  handler  = "index.listen"
}
resource "aws_lambda_function" "other" {
  filename = "../elsewhere/other.zip"
  handler  = "index.listen"
}
`,
        'pkg/package.json': '{ "scripts": { "build": "ncc build code/start.ts -o made" } }',
        'pkg/code/start.ts': 'export const listen = 1;',
      },
      functions: ['hook @ infra/main.tf:1 terraform -> pkg/code/start.ts:1#listen'],
      unresolved: ['other @ infra/main.tf:5: no source file elsewhere/other/index.{ts,js,…} was found'],
    },
  ]);

  it('states what an archive holds', async () => {
    const { functions } = await discover({
      'infra/main.tf': `data "archive_file" "zip" {
  type        = "zip"
  source_dir  = "../code"
  excludes    = ["docs", "!docs/a.md"]
  output_path = "x.zip"
}
data "archive_file" "one" {
  type        = "zip"
  source_file = "../code/a.ts"
  output_path = "one.zip"
}
resource "aws_lambda_function" "api" {
  filename = data.archive_file.zip.output_path
  handler  = "a.handler"
}
resource "aws_lambda_function" "one" {
  filename = "one.zip"
  handler  = "a.handler"
}
`,
      'code/a.ts': HANDLER,
    });
    assert.deepEqual(
      functions.map(({ build }) => build),
      [
        { tool: 'zip', folder: 'code', handler: 'a.handler', patterns: ['!docs', 'docs/a.md'] },
        { tool: 'zip', folder: 'code/a.ts', handler: 'a.handler' },
      ],
    );
  });
});

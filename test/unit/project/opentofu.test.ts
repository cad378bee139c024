import assert from 'node:assert/strict';
import { checkAll, discover, HANDLER } from './check.js';

const fn = (name: string, more = '') =>
  `resource "aws_lambda_function" "${name}" {\n  filename = "\${path.module}/src"\n  handler = "a.handler"\n${more}}\n`;
const JSON_FILE = `{
  "//": "made by a generator",
  "locals": { "memory": 333 },
  "resource": {
    "//": { "aws_lambda_function": {} },
    "aws_lambda_function": [{
      "a": {
        "filename": "\${path.module}/src",
        "handler": "a.handler",
        "memory_size": "\${local.memory}",
        "environment": { "variables": { "A": "b" } }
      }
    }],
    "aws_sqs_queue": { "q": [{ "visibility_timeout_seconds": 7 }] },
    "aws_lambda_event_source_mapping": {
      "m": { "event_source_arn": "\${aws_sqs_queue.q.arn}", "function_name": "\${aws_lambda_function.a.arn}" }
    }
  },
  "module": { "inner": { "source": "./inner", "memory": 512 } }
}
`;

describe('files of OpenTofu, and configurations in JSON', () => {
  checkAll([
    {
      title: 'reads files of OpenTofu, and of two of one name the one that OpenTofu reads',
      files: {
        'src/a.js': HANDLER,
        'main.tf': fn('left'),
        'main.tofu': fn('taken'),
        'other.tofu': fn('other'),
        'more.tf': fn('more'),
      },
      functions: [
        'taken @ main.tofu:1 terraform -> src/a.js:1#handler',
        'more @ more.tf:1 terraform -> src/a.js:1#handler',
        'other @ other.tofu:1 terraform -> src/a.js:1#handler',
      ],
    },
    {
      title: 'reads JSON with its places, expressions and modules',
      files: {
        'src/a.js': HANDLER,
        'main.tf.json': JSON_FILE,
        'inner/main.tf': `variable "memory" {}\n${fn('i', '  memory_size = var.memory\n')}`,
        'inner/src/a.js': HANDLER,
        'data.json': JSON_FILE,
      },
      functions: [
        'i @ inner/main.tf:2 terraform -> inner/src/a.js:1#handler 512MB',
        'a @ main.tf.json:7 terraform -> src/a.js:1#handler 333MB [sqs]',
      ],
    },
    {
      title: 'tells a file of JSON that does not parse',
      files: { 'src/a.js': HANDLER, 'main.tf': fn('a'), 'broken.tf.json': '{ "resource": { "aws_lambda_function" ' },
      functions: ['a @ main.tf:1 terraform -> src/a.js:1#handler'],
      problems: [
        'syntax-error broken.tf.json:1 Flow map in block collection must be sufficiently indented and end with a }; the file was left out',
      ],
    },
    {
      title: 'tells what Terragrunt runs apart by the folders, with what each is given',
      files: {
        'modules/fn/src/a.js': HANDLER,
        'modules/fn/main.tf': `variable "memory" { default = 128 }\nvariable "timeout" { default = 4 }\n${fn('this', '  memory_size = var.memory\n  timeout = var.timeout\n')}`,
        'live/dev/one/terragrunt.hcl': 'terraform {\n  source = "../../../modules//fn"\n}\ninputs = { memory = 256 }\n',
        'live/prod/two/terragrunt.hcl':
          'include "root" {\n  path = find_in_parent_folders()\n}\nterraform {\n  source = "${get_repo_root()}/modules/fn"\n}\ninputs = { memory = local.memory * 2 }\nlocals { memory = 512 }\n',
        'live/prod/far/terragrunt.hcl':
          'terraform {\n  source = "git::https://example.org/modules.git//fn"\n}\ninputs = { runtime = "nodejs22.x" }\n',
        'live/terragrunt.hcl': 'remote_state {\n  backend = "s3"\n}\n',
      },
      functions: [
        'one @ live/dev/one/terragrunt.hcl:1 terraform -> modules/fn/src/a.js:1#handler 256MB 4s',
        'two @ live/prod/two/terragrunt.hcl:4 terraform -> modules/fn/src/a.js:1#handler 1024MB 4s',
      ],
    },
  ]);

  it('takes what an included file gives, and leaves open what is not static there', async () => {
    const module = `variable "memory" { default = 128 }\nvariable "timeout" { default = 4 }\nvariable "size" { default = 512 }\n${fn('this', '  memory_size = var.memory\n  timeout = var.timeout\n  ephemeral_storage { size = var.size }\n')}`;
    const { deployment } = await discover({
      'fn/src/a.js': HANDLER,
      'fn/main.tf': module,
      'live/root.hcl':
        'locals { n = 7 }\ninputs = {\n  memory = 1024\n  timeout = local.n * tonumber(get_env("N"))\n}\n',
      'live/a/terragrunt.hcl':
        'include "root" {\n  path = find_in_parent_folders("root.hcl")\n}\nterraform {\n  source = "../../fn"\n}\n',
    });
    assert.deepEqual(
      deployment().functions.map(({ settings: { memoryMb, timeoutS, ephemeralMb } }) =>
        [memoryMb, timeoutS, ephemeralMb].map(({ value, from }) => value ?? from),
      ),
      [[1024, 'unknown', 512]],
    );
  });

  it('knows nothing of a variable that another file of Terragrunt may give', async () => {
    const { deployment } = await discover({
      'fn/src/a.js': HANDLER,
      'fn/main.tf': `variable "memory" { default = 128 }\n${fn('this', '  memory_size = var.memory\n')}`,
      'live/a/terragrunt.hcl': 'include {\n  path = "../root.hcl"\n}\nterraform {\n  source = "../../fn"\n}\n',
    });
    assert.deepEqual(
      deployment().functions.map(({ name, settings }) => [name, settings.memoryMb.from]),
      [['this', 'unknown']],
    );
  });
});

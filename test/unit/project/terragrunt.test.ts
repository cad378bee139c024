import assert from 'node:assert/strict';
import { discover, HANDLER } from './check.js';

const MODULE = `variable "memory" { default = 128 }
variable "timeout" { default = 3 }
variable "env" { default = {} }
variable "name" { default = "fn" }
resource "aws_lambda_function" "this" {
  function_name = var.name
  handler = "index.handler"
  runtime = "nodejs20.x"
  filename = data.archive_file.z.output_path
  memory_size = var.memory
  timeout = var.timeout
  environment { variables = var.env }
}
data "archive_file" "z" {
  type = "zip"
  source_dir = "\${path.module}/src"
  output_path = "z.zip"
}
`;
const ROOT = 'locals { memory = 256 }\ninputs = {\n  timeout = 30\n  memory = local.memory\n  env = { A = "1" }\n}\n';
const FN = 'terraform {\n  source = "${get_repo_root()}/modules//fn"\n}\ninputs = { memory = 512 }\n';
const INCLUDE_ROOT = 'include "root" {\n  path = find_in_parent_folders("root.hcl")\n}\n';
const SOURCE = 'terraform {\n  source = "../../modules/fn"\n}\n';

/** `name @ place: memory, timeout, variables` of each function that the files of Terragrunt run. */
async function run(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { functions, deployment } = await discover({
    'modules/fn/main.tf': MODULE,
    'modules/fn/src/index.mjs': HANDLER,
    'root.hcl': ROOT,
    '_env/fn.hcl': FN,
    ...files,
  });
  const declared = new Map(deployment().functions.map((each) => [each.name, each.settings]));
  return functions.map(({ name, declaredIn: { file, line }, environment = {} }) => {
    const { memoryMb, timeoutS } = declared.get(name)!;
    const variables = Object.entries(environment).map(([key, value]) => `${key}=${value}`);
    return [`${name} @ ${file}:${line}`, memoryMb.value ?? '?', timeoutS.value ?? '?', ...variables].join(' ');
  });
}

/** What a file in `live/a` comes to. */
const FORMS: readonly (readonly [title: string, text: string, expected: string, more?: Record<string, string>])[] = [
  [
    'the source is in an included file',
    `${INCLUDE_ROOT}include "env" {\n  path = "../../_env/fn.hcl"\n}\n`,
    'a @ live/a/terragrunt.hcl:4 512 30 A=1',
  ],
  [
    'its own inputs win, and what is included later over what is included before',
    `include "env" {\n  path = "\${dirname(find_in_parent_folders("root.hcl"))}/_env/fn.hcl"\n}\n${INCLUDE_ROOT}inputs = { timeout = 7 }\n`,
    'a @ live/a/terragrunt.hcl:1 256 7 A=1',
  ],
  [
    'its own source wins',
    `include "env" {\n  path = "../../_env/far.hcl"\n}\n${SOURCE}`,
    'a @ live/a/terragrunt.hcl:4 1024 3',
    { '_env/far.hcl': 'terraform {\n  source = "git::https://example.org/x.git"\n}\ninputs = { memory = 1024 }\n' },
  ],
  [
    'deep: objects are merged',
    `include "root" {\n  path = find_in_parent_folders("root.hcl")\n  merge_strategy = "deep"\n}\n${SOURCE}inputs = { env = { B = "2" } }\n`,
    'a @ live/a/terragrunt.hcl:5 256 30 A=1 B=2',
  ],
  [
    'shallow: they are replaced',
    `include "root" {\n  path = find_in_parent_folders("root.hcl")\n  merge_strategy = "shallow"\n}\n${SOURCE}inputs = { env = { B = "2" } }\n`,
    'a @ live/a/terragrunt.hcl:5 256 30 B=2',
  ],
  [
    'no_merge: nothing of it counts but what is asked for',
    `include "root" {\n  path = find_in_parent_folders("root.hcl")\n  merge_strategy = "no_merge"\n  expose = true\n}\n${SOURCE}inputs = { memory = include.root.locals.memory * 2, timeout = include.root.inputs.timeout }\n`,
    'a @ live/a/terragrunt.hcl:6 512 30',
  ],
  [
    'the source is put together of what is exposed',
    'include {\n  path = "../base.hcl"\n  expose = true\n}\nterraform {\n  source = "${include.locals.modules}/fn?ref=v1"\n}\n',
    'a @ live/a/terragrunt.hcl:5 128 3',
    { 'live/base.hcl': 'locals { modules = "${get_parent_terragrunt_dir()}/../modules" }\n' },
  ],
  [
    'another file is read',
    `locals {\n  env = read_terragrunt_config(find_in_parent_folders("env.hcl"))\n}\n${SOURCE}inputs = merge(local.env.inputs, { memory = local.env.locals.memory, timeout = 5 })\n`,
    'a @ live/a/terragrunt.hcl:4 2048 5 STAGE=dev',
    { 'live/env.hcl': 'locals { memory = 2048 }\ninputs = { env = { STAGE = "dev" }, timeout = 9 }\n' },
  ],
  [
    'an included file reads another one, and knows where the folder is',
    'include {\n  path = find_in_parent_folders("base.hcl")\n}\n',
    'a @ live/a/terragrunt.hcl:1 64 3 PATH=a',
    {
      'live/base.hcl':
        'locals {\n  env = read_terragrunt_config("${get_terragrunt_dir()}/env.hcl")\n}\nterraform {\n  source = "../../modules/fn"\n}\ninputs = {\n  memory = local.env.locals.memory\n  env = { PATH = path_relative_to_include() }\n}\n',
      'live/a/env.hcl': 'locals { memory = 64 }\n',
    },
  ],
  ...(
    [
      ['the only include needs no label', '${get_parent_terragrunt_dir()}/modules/fn'],
      ['the include of the label', '${get_parent_terragrunt_dir("root")}/modules//fn'],
      ['from the include', '${path_relative_from_include("root")}/modules/fn'],
      ['from the only include', '${path_relative_from_include()}//modules/fn'],
      ['to the include', '../../modules/fn/../../${path_relative_to_include()}/../../modules/fn'],
      ['a folder further up', '${find_in_parent_folders("modules")}//fn'],
      ['a folder inside of one further up', '${find_in_parent_folders("modules/fn")}'],
    ] as const
  ).map(
    ([title, source]) =>
      [
        `its own source counts from what is included: ${title}`,
        `${INCLUDE_ROOT}terraform {\n  source = "${source}"\n}\n`,
        'a @ live/a/terragrunt.hcl:4 256 30 A=1',
      ] as const,
  ),
  [
    'of several includes, the label says from which a path counts',
    `${INCLUDE_ROOT}include "env" {\n  path = "../../_env/none.hcl"\n}\nterraform {\n  source = "\${get_parent_terragrunt_dir("root")}/modules/fn"\n}\ninputs = { env = { B = path_relative_from_include("env"), C = path_relative_to_include("root") } }\n`,
    'a @ live/a/terragrunt.hcl:7 256 30 B=../../_env C=live/a',
    { '_env/none.hcl': 'locals {}\n' },
  ],
  [
    'an included file may mean another include',
    `${INCLUDE_ROOT}include "env" {\n  path = "../../_env/rel.hcl"\n}\n`,
    'a @ live/a/terragrunt.hcl:4 256 30 B=../../_env C=../..',
    {
      '_env/rel.hcl':
        'terraform {\n  source = "${get_parent_terragrunt_dir("root")}/modules/fn"\n}\ninputs = { env = { B = path_relative_from_include(), C = path_relative_from_include("root") } }\n',
      'root.hcl': 'inputs = {\n  memory = 256\n  timeout = 30\n}\n',
    },
  ],
  [
    'what is not static is not known',
    `${SOURCE}inputs = { memory = tonumber(get_env("M")), timeout = dependency.x.outputs.timeout }\n`,
    'a @ live/a/terragrunt.hcl:1 ? ?',
  ],
  [
    'an included file that is not there may give anything',
    `include "root" {\n  path = "../nothing.hcl"\n}\n${SOURCE}inputs = { timeout = 5 }\n`,
    'a @ live/a/terragrunt.hcl:4 ? 5',
  ],
];

describe('Terragrunt', () => {
  for (const [title, text, expected, more = {}] of FORMS)
    it(title, async () => {
      const made = await run({ 'live/a/terragrunt.hcl': text, 'live/b/terragrunt.hcl': SOURCE, ...more });
      assert.deepEqual(
        made.filter((each) => each.startsWith('a ')),
        [expected],
      );
    });

  for (const source of ['terraform {\n  source = "."\n}\n', 'terraform {\n  source = ".//"\n}\n', ''])
    it(`gives inputs to the module of its own folder (${source.replace(/\s+/g, ' ')})`, async () => {
      const made = await run({
        'live/own/terragrunt.hcl': `${source}inputs = { memory = 1024, timeout = 8, name = "own" }\n`,
        'live/own/main.tf': MODULE.replace('"this"', '"own"'),
        'live/own/terraform.tfvars': 'timeout = 6\n',
        'live/own/src/index.mjs': HANDLER,
      });
      assert.deepEqual(
        made.filter((each) => each.startsWith('own')),
        ['own @ live/own/main.tf:5 1024 6'],
      );
    });

  it('makes nothing of a source elsewhere, of files that only others include, or of files that include themselves', async () => {
    const made = await run({
      'terragrunt.hcl': ROOT,
      'live/far/terragrunt.hcl': 'terraform {\n  source = "tfr:///org/fn/aws?version=1"\n}\n',
      'live/self/terragrunt.hcl':
        'include {\n  path = "terragrunt.hcl"\n}\nlocals { x = read_terragrunt_config("terragrunt.hcl") }\n',
      'live/broken/terragrunt.hcl':
        'include "x" {\n  merge_strategy = 1\n}\nterraform {\n  source = local.nothing\n}\n',
    });
    assert.deepEqual(made, ['this @ modules/fn/main.tf:5 128 3']);
  });

  it('reads a function of what is given to a module whose source is not static', async () => {
    const given = 'handler = "index.handler", runtime = "nodejs22.x", memory_size = 192, timeout = 6';
    const of = (inputs: string) =>
      `${INCLUDE_ROOT}terraform {\n  source = "\${get_env("MODULES")}/lambda"\n}\ninputs = { ${inputs} }\n`;
    const { functions, unresolved } = await discover({
      'root.hcl': '',
      'live/api/terragrunt.hcl': of(`${given}, source_path = "\${get_terragrunt_dir()}/src"`),
      'live/api/src/index.mjs': HANDLER,
      'live/gone/terragrunt.hcl': of(given),
      'live/vpc/terragrunt.hcl': of('cidr = "10.0.0.0/16", name = "vpc"'),
    });
    assert.deepEqual(
      functions.map(({ id, handler, memoryMb }) => `${id} ${handler.file} ${memoryMb}`),
      ['live/api/terragrunt.hcl#api live/api/src/index.mjs 192'],
    );
    assert.deepEqual(
      unresolved.map(({ name, reason, declaredIn: { line } }) => `${name}:${line} ${reason}`),
      ['gone:4 it does not say where its code is'],
    );
  });
});

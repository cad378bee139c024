import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { facts } from '../../scripts/compare/facts.js';
import { commitFolder } from '../support/git.js';
import { LspClient } from '../support/lsp-client.js';
import { bin } from '../support/run-bin.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';
import { until } from '../support/until.js';
import { buildWithoutWords } from '../support/wordless-build.js';

const EXAMPLE = resolve('examples/order-service');

/** Two services with a function of one name, of which one cannot be built; budgets, a function in Python, and a package that is missing. */
const SERVICES: Files = {
  'package.json': '{ "name": "shop", "dependencies": { "left-out": "1" } }',
  'coldlens.config.json': JSON.stringify({
    bundle: { budgets: [{ functions: ['*'], zipped: '1 kB' }] },
    rules: { 'heavy-top-level-import': ['info', { minMs: 1 }] },
  }),
  'a/template.yaml': sam(['api', 'src/api.handler'], ['old', 'src/old.handler', 'python3.12']),
  'a/src/api.ts': `import { S3Client } from '@aws-sdk/client-s3';
import leftOut from 'left-out';
export const handler = async (event) => leftOut(await new S3Client({}).send(event), await fetch('https://a.example'), await fetch('https://b.example'));
`,
  'b/template.yaml': sam(['api', 'src/api.handler']),
  'b/src/api.ts': `import { gone } from './gone';\nexport const handler = async () => gone();\n`,
};

function sam(...functions: readonly (readonly [name: string, handler: string, runtime?: string])[]): string {
  const resources = functions.map(
    ([name, handler, runtime = 'nodejs20.x']) => `  ${name}:
    Type: AWS::Serverless::Function
    Metadata: { BuildMethod: esbuild }
    Properties: { FunctionName: ${name}, Handler: ${handler}, Runtime: ${runtime}, CodeUri: . }
`,
  );
  return `Transform: AWS::Serverless-2016-10-31\nResources:\n${resources.join('')}`;
}

/** What a command reports, without its sentences, and its exit code. */
function reported(script: string, args: readonly string[], folder: string): object {
  const run = spawnSync(process.execPath, [script, ...args, '--format', 'json'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  assert.notEqual(run.stdout, '', run.stderr);
  return { exitCode: run.status, ...Object.fromEntries(facts(JSON.parse(run.stdout))) };
}

describe('no fact is read back out of a sentence: with ids in the place of all sentences', () => {
  let wordless: string;
  before(async () => {
    wordless = await buildWithoutWords();
  });

  const agree = (args: readonly string[], folder: string): void => {
    const [own, other] = [bin, wordless].map((script) => reported(script, args, folder));
    assert.deepEqual(other, own);
    assert.ok(Object.keys(own!).length > 20, 'there is something to compare');
  };

  for (const command of [['functions'], ['lint'], ['lint', '--bundle'], ['bundle'], ['coldstart']]) {
    const shown = command.join(' ');
    it(`${shown} reports the same of the example`, () => agree(command, EXAMPLE));
    it(`${shown} reports the same where much is wrong`, () =>
      withTempFolder(SERVICES, (folder) => agree(command, folder)));
  }

  it('there are none left in what is told', async () => {
    const { stdout } = spawnSync(process.execPath, [wordless, 'lint', '--format', 'json'], {
      cwd: EXAMPLE,
      encoding: 'utf8',
    });
    const { findings } = JSON.parse(stdout) as { findings: readonly { message: string }[] };
    for (const { message } of findings) assert.match(message, /^§[a-p]{12}(\||$)/);
  });

  it('bundle --compare finds the same to be comparable', () =>
    withTempFolder(SERVICES, (folder) => {
      rmSync(join(folder, 'a/src/api.ts'));
      commitFolder(folder);
      writeFileSync(join(folder, 'a/src/api.ts'), String(SERVICES['a/src/api.ts']));
      agree(['bundle', '--compare', 'HEAD'], folder);
    }));

  it('the editor shows the same figures and findings', async () => {
    const [own, other] = await Promise.all([bin, wordless].map(shownInEditor));
    assert.deepEqual(other, own);
  });
});

const HANDLER = join(EXAMPLE, 'src/handlers/create-order.ts');
const REPOSITORY = join(EXAMPLE, 'src/lib/order-repository.ts');

async function shownInEditor(script: string): Promise<object> {
  const editor = await LspClient.start({ folders: [EXAMPLE], script });
  try {
    await editor.open(HANDLER);
    await editor.open(REPOSITORY);
    const lenses = await until(
      () => 'lenses with a size and a start',
      async () => {
        const seen = await editor.lenses(HANDLER);
        return /kB/.test(seen.join()) && / ms/.test(seen.join()) ? seen : undefined;
      },
    );
    const diagnostics = editor
      .diagnosticsOf(REPOSITORY)
      .map(({ code, range, severity }) => ({ code, range, severity }));
    assert.ok(diagnostics.length > 0);
    return { lenses, diagnostics };
  } finally {
    await editor.stop();
  }
}

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { bundledFunction, template } from '../support/measure-files.js';
import { bin } from '../support/run-bin.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';

interface Workflow {
  readonly jobs?: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
}

/** The lines of shell that the README's workflow runs, in their order. */
function stepsOfReadme(): readonly string[] {
  const blocks = [...readFileSync('README.md', 'utf8').matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text]) => text!);
  const workflows = blocks.map((text) => parse(text) as Workflow).filter(({ jobs }) => jobs);
  assert.equal(workflows.length, 1);
  return Object.values(workflows[0]!.jobs!).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
}

function project(zipped: string): Files {
  return {
    '.git/HEAD': '',
    'package.json': JSON.stringify({ name: 'shop', private: true, dependencies: { big: 'file:vendor/big-1.0.0.tgz' } }),
    'template.yaml': template(bundledFunction('Orders', 'src/orders.ts')),
    'src/orders.ts': "import { big } from 'big';\nexport const handler = async () => big;\n",
    'coldlens.config.json': JSON.stringify({ bundle: { budgets: [{ zipped }] } }),
    'vendor/big/package.json': '{ "name": "big", "version": "1.0.0", "main": "index.js" }',
    'vendor/big/index.js': `exports.big = ${JSON.stringify(Array.from({ length: 4000 }, (_, at) => at * 7919).join())};\n`,
  };
}

interface Shell {
  run(line: string, below?: string): { readonly status: number | null; readonly output: string };
}

/** A shell without a network, in which npx finds this Coldlens as one that is installed for all of the machine. */
function shellIn(folder: string): Shell {
  const prefix = join(folder, '.git/prefix');
  const command = join(prefix, 'bin/coldlens');
  mkdirSync(join(prefix, 'bin'), { recursive: true });
  mkdirSync(join(prefix, 'lib'));
  writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`);
  chmodSync(command, 0o755);
  const settings = { prefix, cache: join(folder, '.git/cache'), offline: 'true', audit: 'false', fund: 'false' };
  const env = Object.fromEntries(Object.entries(settings).map(([name, value]) => [`npm_config_${name}`, value]));
  return {
    run(line, below = '.') {
      const cwd = join(folder, below);
      const { status, stdout, stderr } = spawnSync('sh', ['-ec', line], {
        cwd,
        encoding: 'utf8',
        env: { ...process.env, ...env },
      });
      return { status, output: stdout + stderr };
    },
  };
}

/** Runs steps until one fails, as a job does. */
function runJob(
  files: Files,
  steps: readonly string[],
): Promise<{ readonly failed?: string; readonly output: string }> {
  return withTempFolder(files, (folder) => {
    const shell = shellIn(folder);
    for (const [line, below] of [
      ['npm pack --pack-destination ..', 'vendor/big'],
      ['npm install --package-lock-only'],
    ] as const) {
      const { status, output } = shell.run(line, below);
      assert.equal(status, 0, output);
    }
    assert.ok(existsSync(join(folder, 'package-lock.json')) && !existsSync(join(folder, 'node_modules')));
    let all = '';
    for (const step of steps) {
      const { status, output } = shell.run(step);
      all += output;
      if (status !== 0) return { failed: `${step.replace(/ *#.*/, '')}: ${status}`, output: all };
    }
    return { output: all };
  });
}

describe('the workflow in the README', () => {
  const steps = stepsOfReadme();
  const lint = `${steps.find((step) => step.includes('coldlens'))}: 1`;

  it('installs, and fails over a budget that is broken', async () => {
    const { failed, output } = await runJob(project('5 kB'), steps);
    assert.equal(failed, lint, output);
    assert.match(
      output,
      /^::error file=template\.yaml.*bundle-budget.*Orders is \d+\.\d kB zipped; its budget is 5\.0 kB/m,
    );
  });

  it('passes where the budget is kept', async () => {
    const { failed, output } = await runJob(project('100 kB'), steps);
    assert.equal(failed, undefined, output);
  });

  it('fails without the step that installs, since the budget could not be checked', async () => {
    const others = steps.filter((step) => step !== 'npm ci');
    assert.equal(others.length, steps.length - 1);
    const { failed, output } = await runJob(project('100 kB'), others);
    assert.equal(failed, lint, output);
    assert.match(output, /^::error file=coldlens\.config\.json,line=1.*could not be checked.*big \(Orders\).*npm ci/m);
  });
});

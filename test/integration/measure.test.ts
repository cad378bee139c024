import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { parseChanges } from '../../src/bundle/what-if/changes.js';
import type { MeasuredInit } from '../../src/model/cold-start.js';
import { bundledFunction, ESM, measureFiles, plainFunction, template } from '../support/measure-files.js';
import type { Files } from '../support/temp-folder.js';
import { withTempFolder } from '../support/temp-folder.js';

const SPIN = 'function spin(ms) { const end = performance.now() + ms; while (performance.now() < end); }';

/** Packages that are busy for so many milliseconds while they are loaded. */
const BUSY: Readonly<Record<string, number>> = { heavy: 60, middle: 30, light: 10 };

function busyPackages(kind: 'cjs' | 'esm'): Files {
  const type = kind === 'esm' ? 'module' : 'commonjs';
  const out = kind === 'esm' ? 'export const x = 1;' : 'exports.x = 1;';
  const files = Object.entries(BUSY).flatMap(([name, ms]) => [
    [`node_modules/${name}-${kind}/package.json`, JSON.stringify({ name: `${name}-${kind}`, main: 'index.js', type })],
    [`node_modules/${name}-${kind}/index.js`, `${SPIN}\nspin(${ms});\n${out}\n`],
  ]);
  return Object.fromEntries(files);
}

const importing = (kind: string): string =>
  `${Object.keys(BUSY)
    .map((name) => `import * as ${name} from '${name}-${kind}';\n`)
    .join('')}${SPIN}\nspin(20);\nexport const handler = async () => [heavy, middle, light];\n`;

const requiring = `const all = [${Object.keys(BUSY)
  .map((name) => `require('${name}-cjs')`)
  .join()}];\n${SPIN}\nspin(20);\nexports.handler = async () => all;\n`;

/** What each package and file has of all busy loops: they know their own length, so that a slow machine changes nothing. */
function sharesOf(init: MeasuredInit, own: string): Record<string, number> {
  const ms = (name: string): number =>
    init.shares.find((share) => share.name.replace(/-(cjs|esm)$/, '') === name)?.ms ?? 0;
  const names = [...Object.keys(BUSY), own];
  const total = names.reduce((sum, name) => sum + ms(name), 0);
  return Object.fromEntries(names.map((name) => [name === own ? 'own' : name, ms(name) / total]));
}

describe('measuring functions', () => {
  describe('with busy loops in packages', () => {
    let inits: Readonly<Record<string, MeasuredInit>>;
    before(async () => {
      ({ inits } = await measureFiles(
        {
          'template.yaml': template(
            bundledFunction('CjsInCjs', 'src/cjs.ts', 'Minify: true'),
            bundledFunction('EsmInCjs', 'src/esm.ts', 'Minify: true'),
            bundledFunction('CjsInEsm', 'src/cjs.ts', ...ESM),
            bundledFunction('EsmInEsm', 'src/esm.ts', ...ESM),
            plainFunction('PlainCjs', 'plain/cjs.handler'),
            plainFunction('PlainEsm', 'plain/esm.handler'),
          ),
          'src/cjs.ts': importing('cjs'),
          'src/esm.ts': importing('esm'),
          'plain/cjs.js': requiring,
          'plain/esm.mjs': importing('esm'),
          ...busyPackages('cjs'),
          ...busyPackages('esm'),
        },
        { limitMs: 10_000 },
      ));
    });

    for (const [name, own] of Object.entries({
      CjsInCjs: 'src/cjs.ts',
      EsmInCjs: 'src/esm.ts',
      CjsInEsm: 'src/cjs.ts',
      EsmInEsm: 'src/esm.ts',
      PlainCjs: 'plain/cjs.js',
      PlainEsm: 'plain/esm.mjs',
    })) {
      it(`${name}: each has its own share, and all of them add up`, () => {
        const init = inits[name]!;
        for (const [part, share] of Object.entries(sharesOf(init, own))) {
          const expected = (BUSY[part] ?? 20) / 120;
          // A busy machine gives the loops the processor unevenly; time that is charged to another package is further off.
          assert.ok(Math.abs(share - expected) < 0.25 * expected + 0.02, `${part}: ${share} instead of ${expected}`);
        }
        const sum = init.shares.reduce((all, { ms }) => all + ms, 0);
        assert.ok(Math.abs(sum / init.localMs.mid - 1) < 0.001 && Math.abs(init.flame.ms / sum - 1) < 0.001);
        // The loops count time in which others had the processor, which the measurement leaves out.
        assert.ok(init.localMs.mid > 30 && init.localMs.low <= init.localMs.mid);
      });
    }
  });

  it('says clearly why a function cannot be measured, and goes on', async () => {
    const handlers: Files = {
      'src/hangs.ts': 'for (;;);\nexport const handler = 1;\n',
      'src/waits.ts': 'await new Promise(() => undefined);\nexport const handler = 1;\n',
      'src/throws.ts':
        "// first\nfunction fail(): never {\n  throw new TypeError('no table');\n}\nexport const handler = fail();\n",
      'src/exits.ts': '\nprocess.exit(3);\nexport const handler = 1;\n',
      'src/kills.ts': "process.kill(process.pid, 'SIGKILL');\nexport const handler = 1;\n",
      'src/connects.ts': "await fetch('https://example.com/config');\nexport const handler = 1;\n",
      'src/absent.ts': "import { S3Client } from '@aws-sdk/client-s3';\nexport const handler = () => new S3Client();\n",
      'src/works.ts': 'export const handler = 1;\n',
    };
    const names = Object.keys(handlers).map((file) => file.slice(4, -3));
    const functions = names.map((name) => bundledFunction(name, `src/${name}.ts`, ...ESM, "External: ['@aws-sdk/*']"));
    const { result, left } = await withOwnTemporary(() =>
      measureFiles({ ...handlers, 'template.yaml': template(...functions) }),
    );
    const { inits, reasons } = result;
    const byName = Object.fromEntries(
      reasons.map((reason) => [/^template\.yaml:\d+ (\w+): /.exec(reason)?.[1], reason.replace(/^.*?: /, '')]),
    );
    assert.deepEqual(byName, {
      hangs: 'it was not loaded after 5 s',
      waits: 'its top level waits for something that never happens',
      throws: 'it throws while it starts, at src/throws.ts:3: TypeError: no table',
      exits: 'it calls process.exit(3) while it starts, at src/exits.ts:2',
      kills: 'its process ended while it started, by SIGKILL',
      connects:
        'it throws while it starts, at src/connects.ts:1: TypeError: fetch failed; it tries to reach example.com, but there is no network here',
      absent: '@aws-sdk/client-s3 comes from the runtime and is not installed here; install it to measure',
    });
    assert.deepEqual(Object.keys(inits), ['works']);
    assert.deepEqual(left, []);
  });

  it('measures what reaches for the network in passing, and says so', async () => {
    const { inits } = await measureFiles({
      'template.yaml': template(bundledFunction('Fn', 'src/fn.ts')),
      'src/fn.ts':
        "import { connect } from 'node:net';\nconnect(5432, '127.0.0.1').on('error', () => undefined);\nexport const handler = 1;\n",
    });
    assert.match(inits.Fn!.notes.join('\n'), /It tries to reach 127\.0\.0\.1:5432 while it starts/);
  });

  it('hands over neither credentials nor the environment of this process, and what a function declares', async () => {
    process.env.AWS_SECRET_ACCESS_KEY = 'secret';
    process.env.COLDLENS_TEST = 'secret';
    const { reasons } = await measureFiles({
      'template.yaml': template(
        bundledFunction('Fn', 'src/fn.ts').replace('Runtime:', 'Environment: { Variables: { STAGE: test } }, Runtime:'),
      ),
      'src/fn.ts': 'throw new Error(JSON.stringify(process.env));\nexport const handler = 1;\n',
    }).finally(() => {
      delete process.env.AWS_SECRET_ACCESS_KEY;
      delete process.env.COLDLENS_TEST;
    });
    assert.match(reasons[0]!, /"STAGE":"test"/);
    assert.doesNotMatch(reasons[0]!, /secret/);
  });

  it('finds packages that are left out of a bundle, and stands on their format', async () => {
    const { inits, reasons } = await measureFiles({
      'template.yaml': template(
        bundledFunction('Cjs', 'src/fn.ts', "External: ['@aws-sdk/*']"),
        bundledFunction('Esm', 'src/fn.ts', ...ESM, "External: ['@aws-sdk/*']"),
      ),
      'src/fn.ts': "import { S3Client } from '@aws-sdk/client-s3';\nexport const handler = new S3Client();\n",
      'node_modules/@aws-sdk/client-s3/package.json': '{ "name": "@aws-sdk/client-s3", "main": "index.js" }',
      'node_modules/@aws-sdk/client-s3/index.js': `${SPIN}\nspin(200);\nexports.S3Client = class {};\n`,
    });
    assert.deepEqual(reasons, []);
    for (const { shares, notes } of Object.values(inits)) {
      assert.equal(shares[0]!.name, '@aws-sdk/client-s3');
      assert.match(
        notes.join('\n'),
        /What the runtime provides was loaded from the copies installed here: @aws-sdk\/client-s3/,
      );
    }
  });

  it('measures a variant', async () => {
    const files = {
      'template.yaml': template(bundledFunction('Fn', 'src/fn.ts'), bundledFunction('Other', 'src/other.ts')),
      'src/fn.ts': "import * as heavy from 'heavy-cjs';\nexport const handler = heavy;\n",
      'src/other.ts': 'export const handler = 1;\n',
      ...busyPackages('cjs'),
    };
    const [change] = parseChanges(['without:heavy-cjs']);
    const { inits, reasons } = await measureFiles(files, { change });
    assert.ok(inits.Fn!.localMs.mid < BUSY.heavy!);
    assert.match(reasons.join(), /Other: without heavy-cjs changes nothing in it/);
  });

  it('keeps a profile with places in the sources', () =>
    withTempFolder({}, async (profileFolder) => {
      const files = {
        'template.yaml': template(bundledFunction('Fn', 'src/fn.ts')),
        'src/fn.ts': `${SPIN}\n\n\nfunction start() {\n  spin(30);\n}\nstart();\nexport const handler = 1;\n`,
      };
      const { inits } = await measureFiles(files, { profileFolder });
      assert.equal(inits.Fn!.profile, `${profileFolder}/Fn.cpuprofile`);
      const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(inits.Fn!.profile!, 'utf8'));
      assert.equal(samples.length, timeDeltas.length);
      const { callFrame } = nodes.find(
        (node: { callFrame: { functionName: string } }) => node.callFrame.functionName === 'start',
      );
      assert.match(callFrame.url, /^file:\/\/.*\/src\/fn\.ts$/);
      assert.equal(callFrame.lineNumber, 3);
    }));

  it('starts TypeScript that is deployed file by file', async () => {
    const { inits, reasons } = await measureFiles({
      'serverless.yml':
        'service: shop\nprovider: { name: aws, runtime: nodejs20.x }\nplugins: [serverless-plugin-typescript]\nfunctions:\n  fn: { handler: src/fn.handler }\n',
      'tsconfig.json': '{}',
      'package.json': '{ "dependencies": { "heavy-cjs": "1" } }',
      'src/fn.ts':
        "import * as heavy from 'heavy-cjs';\nimport { x } from './x';\nexport const handler = [heavy, x];\n",
      'src/x.ts': `${SPIN.replace('(ms)', '(ms: number)')}\nspin(150);\nexport const x: number = 1;\n`,
      ...busyPackages('cjs'),
    });
    assert.deepEqual(reasons, []);
    assert.deepEqual(
      inits.fn!.shares.slice(0, 2).map(({ kind, name }) => `${kind} ${name}`),
      ['own src/x.ts', 'execute heavy-cjs'],
    );
  });

  it('kills what runs when it is aborted', async () => {
    const files = {
      'template.yaml': template(bundledFunction('Fn', 'src/fn.ts')),
      'src/fn.ts': 'for (;;);\nexport const handler = 1;\n',
    };
    // Without the signal it would be a result, after the limit.
    const measuring = measureFiles(files, { signal: AbortSignal.timeout(3000), limitMs: 60_000 });
    await assert.rejects(measuring, { name: 'TimeoutError' });
  });
});

/** What is left in the folder for temporary files, which nobody else uses meanwhile: other runs on this machine have theirs. */
async function withOwnTemporary<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly left: readonly string[] }> {
  const { TMPDIR } = process.env;
  return withTempFolder({}, async (folder) => {
    process.env.TMPDIR = folder;
    try {
      return { result: await work(), left: readdirSync(folder) };
    } finally {
      if (TMPDIR === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = TMPDIR;
    }
  });
}

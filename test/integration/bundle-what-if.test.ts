import assert from 'node:assert/strict';
import { build } from 'esbuild';
import type { BundleReport } from '../../src/model/bundle.js';
import type { Variant } from '../../src/model/variant.js';
import { runBin } from '../support/run-bin.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';

const PADDING = (name: string): string => JSON.stringify(`${name} `.repeat(400));

const PACKAGES: Files = {
  'node_modules/uuid/package.json': '{ "name": "uuid", "version": "9.0.0", "main": "index.js" }',
  'node_modules/uuid/index.js': `exports.v4 = () => ${PADDING('uuid')};\n`,
  'node_modules/uses-uuid/package.json': '{ "name": "uses-uuid", "main": "index.js" }',
  'node_modules/uses-uuid/index.js': "module.exports = require('uuid').v4;\n",
  'node_modules/lodash/package.json': '{ "name": "lodash", "version": "4.17.21", "main": "lodash.js" }',
  'node_modules/lodash/lodash.js': `module.exports = { chunk: () => ${PADDING('chunk')}, get: () => ${PADDING('get')} };\n`,
  'node_modules/lodash/chunk.js': `module.exports = () => ${PADDING('chunk')};\n`,
  'node_modules/lodash/get.js': `module.exports = () => ${PADDING('get')};\n`,
  'node_modules/slim/package.json': '{ "name": "slim", "main": "index.js" }',
  'node_modules/slim/index.js': 'exports.v4 = () => 1;\n',
  'node_modules/aws-sdk/package.json': '{ "name": "aws-sdk", "version": "2.1600.0", "main": "index.js" }',
  'node_modules/aws-sdk/index.js': `exports.S3 = class { all = ${PADDING('sdk')} };\n`,
  'node_modules/@aws-sdk/client-sqs/package.json':
    '{ "name": "@aws-sdk/client-sqs", "main": "dist-es/index.js", "sideEffects": false, "type": "module" }',
  'node_modules/@aws-sdk/client-sqs/dist-es/index.js': 'export * from "./SQS.js";\n',
  'node_modules/@aws-sdk/client-sqs/dist-es/SQS.js': `import { SendMessageCommand, } from "./commands/SendMessageCommand";
import { PurgeQueueCommand, } from "./commands/PurgeQueueCommand";
const commands = {
    SendMessageCommand,
    PurgeQueueCommand,
};
export class SQS {}
Object.assign(SQS.prototype, commands);
`,
  'node_modules/@aws-sdk/client-sqs/dist-es/commands/SendMessageCommand.js': `export const SendMessageCommand = ${PADDING('send')};\n`,
  'node_modules/@aws-sdk/client-sqs/dist-es/commands/PurgeQueueCommand.js': `export const PurgeQueueCommand = ${PADDING('purge')};\n`,
};

const SERVICE = (names: readonly string[]): string => `service: shop
provider: { name: aws, runtime: nodejs22.x }
plugins: [serverless-esbuild]
custom: { esbuild: { exclude: [], sourcemap: true } }
functions:
${names.map((name) => `  ${name}: { handler: src/${name}.handler }\n`).join('')}`;

function variants(handlers: Files, ...changes: string[]) {
  const names = Object.keys(handlers);
  const sources = Object.entries(handlers).map(([name, code]) => [`src/${name}.ts`, code]);
  const files = { '.git/HEAD': '', 'serverless.yml': SERVICE(names), ...PACKAGES, ...Object.fromEntries(sources) };
  return withTempFolder(files, (folder) => {
    const asked = changes.flatMap((change) => ['--what-if', change]);
    const { stdout, stderr, exitCode } = runBin(
      ['bundle', '--format', 'json', '--max-warnings', '-1', ...asked],
      folder,
    );
    const { functions }: BundleReport = JSON.parse(stdout || '{ "functions": [] }');
    const saved = functions.map(({ name, variants = [], unzippedBytes }) => [
      name,
      Object.fromEntries(variants.map((variant: Variant) => [variant.change, unzippedBytes - variant.unzippedBytes])),
    ]);
    return {
      saved: Object.fromEntries(saved) as Record<string, Record<string, number>>,
      functions,
      stderr,
      exitCode,
      folder,
    };
  });
}

describe('coldlens bundle --what-if', () => {
  const UUID = "import { v4 } from 'uuid';\nexport const handler = async () => v4();\n";

  it('builds each change that applies, and none that does not', async () => {
    const { saved } = await variants({ id: UUID, none: 'export const handler = async () => 1;\n' }, 'advice');
    assert.ok(saved.id!.uuid! > 2000, JSON.stringify(saved));
    assert.deepEqual(Object.keys(saved.none!), ['minify', 'no-source-map', 'esm-packages']);
  });

  it('keeps a package for others that depend on it, unless it is to go altogether', async () => {
    const both =
      "import { v4 } from 'uuid';\nimport other from 'uses-uuid';\nexport const handler = async () => [v4(), other()];\n";
    const { saved } = await variants({ both }, 'uuid', 'without:uuid');
    assert.ok(saved.both!.uuid! < 0, JSON.stringify(saved));
    assert.ok(saved.both!['without:uuid']! > 2000, JSON.stringify(saved));
  });

  it('takes the methods of lodash that the code names, however it imports it', async () => {
    const handlers = {
      named: "import { get } from 'lodash';\nexport const handler = async (e) => get(e, 'a');\n",
      whole: "import _ from 'lodash';\nexport const handler = async (e) => _.get(e, 'a');\n",
      required: "const _ = require('lodash');\nexports.handler = async (e) => _.get(e, 'a');\n",
    };
    const { saved, functions } = await variants(handlers, 'lodash-methods');
    for (const name of Object.keys(handlers)) assert.ok(saved[name]!['lodash-methods']! > 2000, JSON.stringify(saved));
    assert.deepEqual(functions[0]!.variants![0]!.notes, ['Methods of lodash that the code mentions: 1.']);
    assert.equal(functions[0]!.packages[0]!.alternative, 'lodash/METHOD');
  });

  it('leaves commands out of an aggregated client that nobody calls', async () => {
    const handler =
      "import { SQS } from '@aws-sdk/client-sqs';\nexport const handler = async () => new SQS().sendMessage({});\n";
    const { saved } = await variants({ handler }, 'bare-clients');
    const { 'bare-clients': bytes } = saved.handler!;
    // One of the two commands, in the code and in the source map.
    assert.ok(bytes! > 4800 && bytes! < 5600, JSON.stringify(saved));
  });

  it('says of version 2 what its clients in version 3 would weigh, as far as they are installed', async () => {
    const handler = "import AWS from 'aws-sdk';\nexport const handler = async () => [new AWS.S3(), new AWS.SQS()];\n";
    const { functions, saved } = await variants({ handler }, 'sdk-v3');
    assert.deepEqual(functions[0]!.variants![0]!.notes, [
      '@aws-sdk/client-s3 is not installed, so its bytes are not counted.',
    ]);
    // What SQS of version 3 adds is taken off what version 2 saves.
    assert.ok(saved.handler!['sdk-v3']! < 0, JSON.stringify(saved));
  });

  it('exchanges packages as esbuild would with an alias', async () => {
    const { saved, functions } = await variants({ id: UUID }, 'uuid=slim');
    const { unzippedBytes } = functions[0]!.variants![0]!;
    await withTempFolder({ ...PACKAGES, 'src/id.ts': UUID }, async (folder) => {
      const { outputFiles } = await build({
        absWorkingDir: folder,
        entryPoints: ['src/id.ts'],
        alias: { uuid: 'slim' },
        bundle: true,
        platform: 'node',
        target: 'node22',
        sourcemap: true,
        write: false,
        outdir: 'out',
      });
      const built = outputFiles.reduce((sum, { contents }) => sum + contents.length, 0);
      // The module that stands between both has some wrapping.
      assert.ok(Math.abs(unzippedBytes - built) < 600, `${unzippedBytes} stated, ${built} built`);
    });
    assert.ok(saved.id!['uuid=slim']! > 2000);
  });

  it('measures settings: minified, and without a source map', async () => {
    const { saved, functions } = await variants({ id: UUID }, 'minify', 'no-source-map');
    assert.equal(saved.id!['no-source-map'], functions[0]!.sourceMapBytes + '//# sourceMappingURL=id.js.map\n'.length);
    assert.ok(saved.id!.minify! > 100);
  });

  it('leaves alone what stands beside the bundle', () =>
    withTempFolder(
      {
        '.git/HEAD': '',
        ...PACKAGES,
        'serverless.yml': SERVICE(['id']).replace('exclude: []', 'exclude: [], external: [lodash]'),
        'src/id.ts': `import 'lodash';\n${UUID}`,
      },
      (folder) => {
        const args = ['bundle', '--format', 'json', '--max-warnings', '-1', '--what-if', 'uuid', '--what-if', 'minify'];
        const { functions }: BundleReport = JSON.parse(runBin(args, folder).stdout);
        const { unzippedBytes, packages, variants = [] } = functions[0]!;
        const beside = packages.find(({ name }) => name === 'lodash')!.bytes;
        assert.ok(beside > 5000, String(beside));
        for (const { change, unzippedBytes: changed } of variants) assert.ok(changed > beside, change);
        const [{ unzippedBytes: withoutUuid } = { unzippedBytes: 0 }] = variants;
        assert.ok(unzippedBytes - withoutUuid > 2000 && unzippedBytes - withoutUuid < 6000);
      },
    ));

  it('stands in Markdown and in the page as well', () =>
    withTempFolder({ '.git/HEAD': '', ...PACKAGES, 'serverless.yml': SERVICE(['id']), 'src/id.ts': UUID }, (folder) => {
      const args = ['bundle', '--max-warnings', '-1', '--what-if', 'minify', '--format'];
      assert.match(runBin([...args, 'markdown'], folder).stdout, /- id: minified: −\d+ B zipped/);
      assert.match(runBin([...args, 'html'], folder).stdout, /"title":"minified"/);
      const { exitCode, stderr } = runBin([...args, 'html', '--compare', 'HEAD'], folder);
      assert.equal(exitCode, 2);
      assert.match(stderr, /--compare cannot be used with --format html/);
    }));

  it('says what is no change, and what is not installed', async () => {
    const unknown = await variants({ id: UUID }, 'minfy');
    assert.equal(unknown.exitCode, 2);
    assert.match(unknown.stderr, /Unknown change "minfy"\. Available: advice, minify, .* Did you mean "minify"\?/);
    const absent = await variants({ id: UUID }, 'uuid=nanoid');
    assert.equal(absent.exitCode, 2);
    assert.match(absent.stderr, /nanoid is not installed, so uuid=nanoid cannot be built\./);
  });
});

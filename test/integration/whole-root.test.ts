import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../support/run-cli.js';
import { type Files, withTempFolder } from '../support/temp-folder.js';

const CODE = `import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
export const handler = async () => {
  const client = new S3Client({});
  return client.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));
};
`;
const TEMPLATE = `Resources:
  Job:
    Type: AWS::Serverless::Function
    Metadata: { BuildMethod: esbuild, BuildProperties: { EntryPoints: [src/a.ts], External: ['@aws-sdk/*'] } }
    Properties: { CodeUri: ., Handler: src/a.handler, Runtime: nodejs22.x }
`;
const NAMES = ['orders', 'billing'] as const;
const codeOf = (name: string): string => `services/${name}/src/a.ts`;
const files: Files = Object.fromEntries(
  NAMES.flatMap((name) => [
    [codeOf(name), CODE],
    [`services/${name}/template.yaml`, TEMPLATE],
  ]),
);

const servicesIn = (text: string): string[] => NAMES.filter((name) => text.includes(`${name}/`));

describe('the root among the paths', () => {
  const commands: readonly (readonly string[])[] = [
    ['lint', '--format', 'json'],
    ['lint', '--fix-dry-run'],
    ['functions'],
    ['bundle', '--format', 'json'],
    ['coldstart', '--format', 'json'],
  ];
  const ways: readonly [at: string, args: readonly string[], services: readonly string[]][] = [
    ['services', ['.', 'orders'], NAMES],
    ['services', ['orders/src/a.ts', '../services'], NAMES],
    ['services/orders', ['.', '..'], NAMES],
    ['services/orders', ['.', '../billing', '..'], NAMES],
    // The root is the folder of the one service, which is not named by it.
    ['services', ['orders'], []],
    ['services/orders', ['.', 'src'], []],
    ['services/orders', ['.', '../billing'], NAMES],
  ];
  for (const [command = '', ...flags] of commands) {
    it(`asks for all of it: ${[command, ...flags].join(' ')}`, () =>
      withTempFolder(files, async (folder) => {
        for (const [at, args, services] of ways) {
          const { stdout } = await runCli([command, ...args, ...flags], join(folder, at));
          // A patch names files from the current folder.
          const named = flags.includes('--fix-dry-run') && args[0] === 'orders' ? ['orders'] : services;
          assert.deepEqual(servicesIn(stdout.replaceAll(folder, '')), named, `${args.join(' ')} in ${at}`);
          assert.match(stdout, /template\.yaml|src\/a\.ts/);
        }
      }));
  }

  it('is fixed as a whole', () =>
    withTempFolder(files, async (folder) => {
      await runCli(['lint', '--fix', '.', '..'], join(folder, 'services/orders'));
      for (const name of NAMES) assert.notEqual(readFileSync(join(folder, codeOf(name)), 'utf8'), CODE, name);
    }));
});

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { measure, type Sample } from './measure.js';
import type { Contender } from './peers.js';
import { summary } from './statistics.js';

/** Outside of the repository, so that its packages are no dependencies of ours. */
const folder = join(tmpdir(), 'coldlens-bench-bundles');

const FUNCTIONS = 60;

const dependencies = {
  '@aws-sdk/client-dynamodb': '^3.600.0',
  '@aws-sdk/client-s3': '^3.600.0',
  '@aws-sdk/client-sqs': '^3.600.0',
  '@aws-sdk/lib-dynamodb': '^3.600.0',
  axios: '^1.7.0',
  lodash: '^4.17.0',
  uuid: '>=9',
  zod: '>=3',
};

/** What a function imports, by its number: from next to nothing to all of it. */
const imports = [
  "import { z } from 'zod';",
  "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';\nimport { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';",
  "import { S3Client } from '@aws-sdk/client-s3';\nimport { v4 } from 'uuid';",
  "import axios from 'axios';\nimport { z } from 'zod';",
  "import { SQSClient } from '@aws-sdk/client-sqs';\nimport groupBy from 'lodash/groupBy';",
  "import { v4 } from 'uuid';",
];

/** Coldlens against esbuild itself: whole processes that build the same entries with the same settings, esbuild writing the files. */
export function compareBundling(rounds: number): string {
  makeProject();
  const series = contenders().map((contender) => ({ ...contender, samples: [] as Sample[] }));
  for (let round = 0; round <= rounds; round++) {
    for (const { script, args, samples } of series) {
      const sample = measure(script, args, folder);
      if (sample.exitCode !== 0) throw new Error(`${script} failed: ${sample.stderr}`);
      if (round > 0) samples.push(sample);
    }
  }
  const { functions } = JSON.parse(series[0]!.samples[0]!.stdout);
  const bytes = functions.reduce((sum: number, { unzippedBytes }: { unzippedBytes: number }) => sum + unzippedBytes, 0);
  const what = `${functions.length} functions, ${(bytes / 1e6).toFixed(1)} MB of minified code together`;
  return `${what}\n\n${summary(series)}`;
}

export function bundlingProject(): string {
  makeProject();
  return folder;
}

function contenders(): readonly Contender[] {
  const esbuild = pathToFileURL(createRequire(import.meta.url).resolve('esbuild')).href;
  const script = join(folder, 'build.mjs');
  writeFileSync(
    script,
    `import { build } from ${JSON.stringify(esbuild)};
await build({
  entryPoints: Array.from({ length: ${FUNCTIONS} }, (_, index) => \`src/f\${index}.ts\`),
  bundle: true, minify: true, platform: 'node', target: 'node22', outdir: 'out',
});
`,
  );
  return [
    {
      name: 'coldlens',
      script: resolve('bin/coldlens.js'),
      args: ['bundle', '--severity', 'error', '--format', 'json'],
    },
    { name: 'esbuild', script, args: [] },
  ];
}

function makeProject(): void {
  const files = {
    '.git/HEAD': '',
    'package.json': JSON.stringify({ private: true, dependencies }),
    'serverless.yml': service(),
    ...Object.fromEntries(Array.from({ length: FUNCTIONS }, (_, index) => [`src/f${index}.ts`, handler(index)])),
    ...Object.fromEntries(Array.from({ length: FUNCTIONS }, (_, index) => [`src/own${index}.ts`, ownModule(index)])),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  if (existsSync(join(folder, 'node_modules/zod'))) return;
  const run = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (run.status !== 0) throw new Error(`The packages could not be installed into ${folder}.`);
}

function service(): string {
  const functions = Array.from(
    { length: FUNCTIONS },
    (_, index) => `  f${index}: { handler: src/f${index}.handler }\n`,
  );
  return `service: bench
provider: { name: aws, runtime: nodejs22.x }
plugins: [serverless-esbuild]
custom: { esbuild: { minify: true, exclude: [] } }
functions:
${functions.join('')}`;
}

function handler(index: number): string {
  const lines = imports[index % imports.length]!;
  const names = [...lines.matchAll(/import (?:\{ (\w+) \}|(\w+))/g)].map(([, named, whole]) => named ?? whole);
  return `${lines}\nimport { own } from './own${index}';\nexport const handler = async () => [own, ${names.join(', ')}].map(String);\n`;
}

/** Some share of modules of their own, each importing the next. */
function ownModule(index: number): string {
  const isLast = index % 10 === 9;
  const next = isLast ? 'const own0 = 0;' : `import { own as own0 } from './own${index + 1}';`;
  return `${next}\nexport const own: number = own0 + ${index};\n`;
}

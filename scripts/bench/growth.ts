import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { measure } from './measure.js';
import { median } from './statistics.js';

const sizes = [100, 200, 400, 800];
const filesPerFunction = 20;
const helpersPerFile = 12;

/** How time grows with reachable code: made-up projects in which every file is reached. Linear growth shows as equal ms per added file. */
export function printGrowth(rounds: number): void {
  console.log(
    `${'files'.padStart(6)}${'median'.padStart(12)}${'ms/file'.padStart(10)}${'added ms/file'.padStart(16)}${'peak RSS'.padStart(12)}`,
  );
  let previous: { readonly files: number; readonly ms: number } | undefined;
  for (const files of sizes) {
    const { ms, peakMb } = measureProject(files, rounds);
    const added = previous ? ((ms - previous.ms) / (files - previous.files)).toFixed(2) : '-';
    console.log(
      `${String(files).padStart(6)}${`${Math.round(ms)} ms`.padStart(12)}${(ms / files).toFixed(2).padStart(10)}${added.padStart(16)}${`${Math.round(peakMb)} MB`.padStart(12)}`,
    );
    previous = { files, ms };
  }
}

function measureProject(files: number, rounds: number): { readonly ms: number; readonly peakMb: number } {
  const folder = mkdtempSync(join(tmpdir(), 'coldlens-growth-'));
  try {
    for (const [path, text] of projectFiles(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const samples = Array.from({ length: rounds }, () =>
      measure(resolve('bin/coldlens.js'), ['lint', '--format', 'json'], folder),
    );
    const reached = JSON.parse(samples[0]!.stdout || '{}').summary?.filesAnalysed;
    if (reached !== files) {
      throw new Error(`${reached} of ${files} files were analysed: ${samples[0]!.stderr}`);
    }
    return {
      ms: median(samples.map(({ wallMs }) => wallMs)),
      peakMb: Math.max(...samples.map(({ peakRssMb }) => peakRssMb)),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A SAM project: each function has a chain of modules of its own. */
function* projectFiles(total: number): Iterable<readonly [string, string]> {
  const functions = Math.ceil(total / filesPerFunction);
  yield ['.git/HEAD', ''];
  yield ['template.yaml', `Resources:\n${Array.from({ length: functions }, (_, index) => resource(index)).join('')}`];
  for (let index = 0; index < total; index++) {
    const isLast = (index + 1) % filesPerFunction === 0 || index + 1 === total;
    yield [`src/m${index}.ts`, moduleText(index, isLast)];
  }
}

function resource(index: number): string {
  const file = index * filesPerFunction;
  return `  F${index}:\n    Type: AWS::Serverless::Function\n    Properties:\n      Runtime: nodejs22.x\n      Handler: src/m${file}.handler\n`;
}

function moduleText(index: number, isLast: boolean): string {
  const next = isLast ? 'const next = async (id: string) => id;' : `import { handler as next } from './m${index + 1}';`;
  const helpers = Array.from({ length: helpersPerFile }, (_, number) => helper(number)).join('\n');
  return `import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
${next}
const client = new DynamoDBClient({});
${helpers}
export const handler = async (id: string) => {
  const first = await helper0(id);
  for (const key of [id, first]) {
    await helper1(key);
  }
  return next(first);
};
`;
}

function helper(number: number): string {
  return `async function helper${number}(id: string) {
  const key = { pk: { S: id } };
  const { Item } = await client.send(new GetItemCommand({ TableName: 't', Key: key }));
  if (!Item) { throw new Error('no item'); }
  return Item.name?.S ?? id;
}`;
}

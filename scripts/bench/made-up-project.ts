import { withTempFolder } from '../../test/support/temp-folder.js';

const filesPerFunction = 20;
const helpersPerFile = 12;
/** Makes the first handler 500 lines long. */
const helpersOfFirst = 81;

/** Runs something in a folder with so many files, all of which are reached, and removes it afterwards. */
export function withMadeUpProject<T>(files: number, use: (folder: string) => Promise<T> | T): Promise<T> {
  return withTempFolder(Object.fromEntries(projectFiles(files)), use);
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
  const helpers = Array.from({ length: index === 0 ? helpersOfFirst : helpersPerFile }, (_, number) =>
    helper(number),
  ).join('\n');
  return `import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
${next}
const client = new DynamoDBClient({});
${helpers}
export const handler = async (id: string) => {
  const first = await helper0(id);
  const second = await helper1(id);
  for (const key of [id, first, second]) {
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

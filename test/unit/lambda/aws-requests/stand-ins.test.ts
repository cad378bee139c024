import assert from 'node:assert/strict';
import { findingLines } from '../../../support/lint-source.js';

const TABLE = `
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
const db = new DynamoDBClient({});
export class TableStore {
  async load(id: string) { return (await db.send(new GetItemCommand({ TableName: 'rows', Key: { id: { S: id } } }))).Item; }
}
`;
const TEMPLATE = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Job:
    Type: AWS::Serverless::Function
    Properties: { Handler: main.handler, Runtime: nodejs22.x, CodeUri: . }
`;

/** Are the reads of `store.load(id)` per item found, with these declarations beside a store that reads a table? */
async function isFound(declared: string): Promise<boolean> {
  const main = `import { TableStore } from './table.js';\n${declared}
export const handler = async (event: { ids: string[] }) => Promise.all(event.ids.map((id) => store.load(id)));`;
  const files = { 'template.yaml': TEMPLATE, 'table.ts': TABLE, 'main.ts': main };
  return (await findingLines(files, 'per-item-reads')).length > 0;
}

describe('a store that reads a table is judged beside', () => {
  const cases: readonly string[] = [
    'class Kept { #rows = new Map(); async load(id: string) { return this.#rows.get(id); } }\nconst store = process.env.LOCAL ? new Kept() : new TableStore();',
    'const rows: { id: string }[] = [];\nconst kept = () => ({ load: async (id: string) => rows.find((row) => row.id === id) });\nconst store = process.env.LOCAL ? kept() : new TableStore();',
    'class Fixed { async load(id: string) { return { id }; } }\nlet store: TableStore | Fixed = new TableStore();\nif (process.env.LOCAL) store = new Fixed();',
    'const rows = new Map<string, object>();\nfunction make() { if (process.env.LOCAL) return { load: async (id: string) => rows.get(id) }; return new TableStore(); }\nconst store = make();',
  ];
  for (const declared of cases) it(declared, async () => assert.equal(await isFound(declared), true));
});

describe('it is not judged beside', () => {
  const cases: readonly string[] = [
    "class Other { async load(id: string) { return (await fetch('https://a.example/' + id)).json(); } }\nconst store = process.env.REMOTE ? new Other() : new TableStore();",
    "import { open } from 'db';\nclass Other { async load(id: string) { return open(id); } }\nconst store = process.env.REMOTE ? new Other() : new TableStore();",
    'class Fixed { async load(id: string) { return { id }; } }\nconst store = new Fixed();',
  ];
  for (const declared of cases) it(declared, async () => assert.equal(await isFound(declared), false));
});

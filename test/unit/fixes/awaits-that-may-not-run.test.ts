import assert from 'node:assert/strict';
import { lintSource } from '../../support/lint-source.js';

const head = `import axios from 'axios';\nlet kept;\nconst cache = {};\nconst load = async (path) => (await axios.get(path)).data;\n`;

const withFirst = (first: string): string =>
  `${head}export const handler = async (event) => {\n  ${first}\n  const b = await load('/b');\n  return b;\n};\n`;

async function findingsOf(code: string): Promise<readonly unknown[]> {
  const serverless =
    'service: s\nprovider: { name: aws, runtime: nodejs22.x }\nfunctions:\n  f: { handler: index.handler }\n';
  const { findings } = await lintSource({ 'index.mjs': code, 'serverless.yml': serverless }, ['sequential-awaits']);
  return findings;
}

const sometimes = [
  `kept ??= await load('/a');`,
  `kept ||= (await load('/a')).name;`,
  `kept &&= await load('/a');`,
  `cache.a ??= await load('/a');`,
  `const a = (cache.a ||= await load('/a'));`,
  `const { a = await load('/a') } = event;`,
  `const { a: { b: c = await load('/a') } } = event;`,
  `const [a = await load('/a')] = event.list;`,
  `let a; ({ a = await load('/a') } = event);`,
  `let a; [a = await load('/a')] = event.list;`,
  `const a = event.cache?.put(await load('/a'));`,
  `const a = event.map?.[await load('/a')];`,
  `const a = event.cache?.all.put(await load('/a'));`,
  `const a = event.a ? await load('/a') : undefined;`,
];

const always = [
  `const a = await load('/a');`,
  `const a = (await load('/a'))?.name;`,
  `const a = (await load('/a'))?.list?.[0];`,
  `const a = (await load('/a')) ?? 'none';`,
  `const { name = 'none' } = await load('/a');`,
];

describe('an await that only sometimes runs', () => {
  for (const first of sometimes) {
    it(`stays where it is: ${first}`, async () => {
      assert.deepEqual(await findingsOf(withFirst(first)), []);
    });
  }

  for (const first of always) {
    it(`is told from one that always runs: ${first}`, async () => {
      assert.equal((await findingsOf(withFirst(first))).length, 1);
    });
  }
});

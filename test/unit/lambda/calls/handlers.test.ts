import assert from 'node:assert/strict';
import { functionName } from '../../../../src/ast/nodes.js';
import { lineOf } from '../../../../src/lambda/program.js';
import { loadSource } from '../../../support/load-source.js';

interface Case {
  readonly title: string;
  readonly files: string | Readonly<Record<string, string>>;
  /** `file#export`; `main.ts#handler` when left out. */
  readonly handler?: string;
  /** `name file:line` of each function that Lambda enters. */
  readonly expected: readonly string[];
}

function handlersOf({ files, handler = 'main.ts#handler' }: Case): readonly string[] {
  const { program } = loadSource(files, { handlers: [handler] });
  const nodes = [...program.handlers.values()].flat();
  return nodes.map((node) => {
    const file = node.getSourceFile().fileName.slice('/project/'.length);
    return `${functionName(node)} ${file}:${lineOf(node)}`;
  });
}

const cases: readonly Case[] = [
  { title: 'a constant', files: 'export const handler = async () => 1;', expected: ['handler main.ts:1'] },
  { title: 'a function', files: 'export async function handler() {}', expected: ['handler main.ts:1'] },
  {
    title: 'a name that is exported below',
    files: 'const run = async () => 1;\nexport { run as handler };',
    expected: ['run main.ts:1'],
  },
  {
    title: 'a default export',
    files: 'export default async () => 1;',
    handler: 'main.ts#default',
    expected: ['default export main.ts:1'],
  },
  { title: 'nothing', files: 'export const other = async () => 1;', expected: [] },
  {
    title: 'exports.x',
    files: { 'main.js': 'exports.handler = async () => 1;' },
    handler: 'main.js#handler',
    expected: ['handler main.js:1'],
  },
  {
    title: 'this.x',
    files: { 'main.js': 'this.handler = async () => 1;' },
    handler: 'main.js#handler',
    expected: ['handler main.js:1'],
  },
  {
    title: 'module.exports.x',
    files: { 'main.js': 'module.exports.handler = async () => 1;' },
    handler: 'main.js#handler',
    expected: ['handler main.js:1'],
  },
  {
    title: 'an object of module.exports',
    files: { 'main.js': 'module.exports = {\nhandler: async () => 1 };' },
    handler: 'main.js#handler',
    expected: ['handler main.js:2'],
  },
  {
    title: 'a method of module.exports',
    files: { 'main.js': 'module.exports = {\nasync handler() {} };' },
    handler: 'main.js#handler',
    expected: ['handler main.js:2'],
  },
  {
    title: 'a dotted export',
    files: 'export const api = { get: async () => 1 };',
    handler: 'main.ts#api.get',
    expected: ['get main.ts:1'],
  },
  {
    title: 'what a callback of a package gives back',
    files:
      "import { scope } from 'metrics';\nexport const handler = scope((metrics) => async (event) =>\nmetrics.add(event));",
    expected: ['anonymous function main.ts:2'],
  },
  {
    title: 'what a callback of a package gives back by name',
    files:
      "import { scope } from 'metrics';\nexport const handler = scope((metrics) => {\nconst run = async (event) => 1;\nreturn run; });",
    expected: ['run main.ts:3'],
  },
  {
    title: 'what a callback of ours gives back, through two packages',
    files:
      "import { scope } from 'metrics';\nimport { wrap } from 'wrap';\nfunction make() {\nreturn async (event) => 1; }\nexport const handler = wrap(scope(make));",
    expected: ['anonymous function main.ts:4'],
  },
  {
    title: 'a callback that gives back an answer',
    files:
      "import { scope } from 'metrics';\nexport const handler = scope((event) => ({ statusCode: 200, body: () => 1 }));",
    expected: ['handler main.ts:2'],
  },
  {
    title: 'a re-export',
    files: { 'main.ts': "export { run as handler } from './run';", 'run.ts': 'export const run = async () => 1;' },
    expected: ['run run.ts:1'],
  },
  {
    title: 'an export of everything',
    files: { 'main.ts': "export * from './run';", 'run.ts': 'export const handler = async () => 1;' },
    expected: ['handler run.ts:1'],
  },
  {
    title: 'a cycle of exports',
    files: { 'main.ts': "export * from './run';", 'run.ts': "export * from './main';" },
    expected: [],
  },
  {
    title: 'middy',
    files: "import middy from '@middy/core';\nexport const handler = middy(async () => 1).use(cors()).use(json());",
    expected: ['callback of middy main.ts:2'],
  },
  {
    title: 'middy with the handler last',
    files:
      "import middy from '@middy/core';\nexport const handler = middy().use(cors()).handler(serve);\nasync function serve() {}",
    expected: ['serve main.ts:3'],
  },
  {
    title: 'a wrapper of ours, which is entered itself',
    files: 'const wrap = (work) =>\nasync (event) => work(event);\nexport const handler = wrap(async () => 1);',
    expected: ['anonymous function main.ts:2'],
  },
  {
    title: 'two libraries around one function',
    files: "import a from 'a';\nimport b from 'b';\nexport const handler = a(b(async () => 1));",
    expected: ['callback of b main.ts:3'],
  },
  {
    title: 'a bound method',
    files: 'class Api {\nasync handler() {} }\nconst api = new Api();\nexport const handler = api.handler.bind(api);',
    expected: ['Api.handler main.ts:2'],
  },
  {
    title: 'an arrow that an object holds',
    files: 'class Api { readonly handler =\nasync () => 1; }\nexport const handler = new Api().handler;',
    expected: ['handler main.ts:2'],
  },
  {
    title: 'one of two, as the environment says',
    files: 'const a = async () => 1;\nconst b = async () => 2;\nexport const handler = process.env.MODE ? a : b;',
    expected: ['a main.ts:1', 'b main.ts:2'],
  },
];

describe('Lambda enters', () => {
  for (const each of cases) it(each.title, () => assert.deepEqual(handlersOf(each), each.expected));
});

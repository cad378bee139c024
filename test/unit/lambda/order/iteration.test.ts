import assert from 'node:assert/strict';
import { isLoop, type LoopNode } from '../../../../src/ast/nodes.js';
import { exitsOf, iterationAround, knownSize, recordSource } from '../../../../src/lambda/order/iteration.js';
import type { LambdaFunction } from '../../../../src/model/function.js';
import { loadSource } from '../../../support/load-source.js';

const inHandler = (body: string) => `export const handler = async (event) => {\n${body}\n};`;

/** The iteration around `work(1)`: what is walked, and whether one waits for the other. */
function around(code: string): string {
  const iteration = iterationAround(loadSource(code).node('work(1)'));
  return iteration ? `${iteration.list?.getText() ?? '-'} ${iteration.isSequential ? 'in turn' : 'at once'}` : 'none';
}

describe('the iteration around a call walks', () => {
  const cases: readonly [code: string, expected: string][] = [
    ['for (const x of event.ids) work(1);', 'event.ids in turn'],
    ['for (const x in event.ids) work(1);', 'event.ids in turn'],
    ['for (let i = 0; i < event.ids.length; i++) work(1);', 'event.ids in turn'],
    ['for (let i = 0; i < 3; i++) work(1);', '- in turn'],
    ['while (open) work(1);', '- in turn'],
    ['do { work(1); } while (open);', '- in turn'],
    ['event.ids.map((x) => work(1));', 'event.ids at once'],
    ['event.ids.forEach(function (x) { work(1); });', 'event.ids at once'],
    ['_.map(event.ids, (x) => work(1));', 'event.ids at once'],
    ['pMap(event.ids, (x) => work(1));', 'event.ids at once'],
    ['for (const x of event.ids) { if (x) { try { work(1); } catch {} } }', 'event.ids in turn'],
    ['for (const x of event.outer) for (const y of x.inner) work(1);', 'x.inner in turn'],
    ['for (const x of work(1)) x();', 'none'],
    ['for (const x of event.ids) { const later = () => work(1); }', 'none'],
    ['event.ids.then((x) => work(1));', 'none'],
    ['work(1);', 'none'],
  ];
  for (const [body, expected] of cases) it(body, () => assert.equal(around(inHandler(body)), expected));
});

describe('the size of a list is known', () => {
  const cases: readonly [title: string, code: string, expected: number | undefined][] = [
    ['of a literal', inHandler("for (const x of ['a', 'b']) work(1);"), 2],
    ['of a constant of the module', `const names = ['a', 'b', 'c'];\n${inHandler('names.map((x) => work(1));')}`, 3],
    [
      'of what a function returns',
      `const names = () => ['a', 'b'];\n${inHandler('for (const x of names()) work(1);')}`,
      2,
    ],
    [
      'of the keys of a literal',
      `const table = { a: 1, b: 2 };\n${inHandler('for (const x of Object.keys(table)) work(1);')}`,
      2,
    ],
    ['of a counter', inHandler('for (let i = 0; i < 4; i++) work(1);'), 4],
    ['of a counter up to a constant', `const MOST = 5;\n${inHandler('for (let i = 0; i < MOST; i++) work(1);')}`, 5],
    ['not of an empty literal, which is filled', inHandler('const all = []; for (const x of all) work(1);'), undefined],
    [
      'not of a literal that grows',
      inHandler("const all = ['a']; all.push(event.id); for (const x of all) work(1);"),
      undefined,
    ],
    ['not of a literal with a spread', inHandler("for (const x of ['a', ...event.ids]) work(1);"), undefined],
    ['not of what the event holds', inHandler('for (const x of event.ids) work(1);'), undefined],
  ];
  for (const [title, code, expected] of cases) {
    it(title, () => {
      const { program, node } = loadSource(code);
      assert.equal(knownSize(iterationAround(node('work(1)'))!, program), expected);
    });
  }
});

describe('records come from', () => {
  const loop = (use: string) => inHandler(`for (const record of event.Records) { work(1); ${use} }`);
  const typed = (type: string) =>
    `export const handler = async (event: ${type}) => { for (const r of event.Records) work(1); };`;
  const cases: readonly [
    title: string,
    code: string,
    events: LambdaFunction['eventSources'],
    expected: string | undefined,
  ][] = [
    ['a stream, by member', loop('record.dynamodb;'), [], 'stream'],
    ['Kinesis, by member', loop('record.kinesis.data;'), [], 'stream'],
    ['a queue, by member', loop('record.body;'), [], 'queue'],
    ['S3, by member', loop('record.s3.object;'), [], 'single'],
    ['SNS, by member', loop('record.Sns.Message;'), [], 'single'],
    ['a stream, by type', typed('DynamoDBStreamEvent'), [], 'stream'],
    ['a queue, by type', typed('SQSEvent'), [], 'queue'],
    ['S3, by type', typed('S3Event'), [], 'single'],
    ['a stream, as declared', loop(''), [{ type: 'kinesis' }], 'stream'],
    ['a FIFO queue, as declared', loop(''), [{ type: 'sqs', fifo: true }], 'fifo'],
    ['a queue, as declared', loop(''), [{ type: 'sqs' }], 'queue'],
    ['S3, as declared', loop(''), [{ type: 's3' }], 'single'],
    ['somewhere', loop(''), [], 'unknown'],
    [
      'a local name',
      inHandler('const { Records } = event; for (const record of Records) { work(1); record.dynamodb; }'),
      [],
      'stream',
    ],
    [
      'an index',
      inHandler('for (let i = 0; i < event.Records.length; i++) { work(1); event.Records[i].kinesis; }'),
      [],
      'stream',
    ],
    ['no event', inHandler('for (const x of event.items) { work(1); x.body; }'), [], undefined],
  ];
  for (const [title, code, events, expected] of cases) {
    it(title, () => {
      const { program, node } = loadSource(code, { events });
      assert.equal(recordSource(iterationAround(node('work(1)'))!, program), expected);
    });
  }
});

describe('a loop can be left by', () => {
  const cases: readonly [body: string, expected: readonly string[]][] = [
    ['if (x) return x;', ['return x;']],
    ['if (x) break;', ['break;']],
    ['yield x;', ['yield x']],
    ['if (x) continue;', []],
    ['if (x) throw x;', []],
    ['switch (x) { case 1: break; }', []],
    ['switch (x) { case 1: return; }', ['return;']],
    ['for (const y of x) break;', []],
    ['for (const y of x) return;', ['return;']],
    ['for (const y of x) break all;', ['break all;']],
    ['x.map((y) => { return y; });', []],
  ];
  for (const [body, expected] of cases) {
    it(body || 'nothing', () => {
      const { program, node } = loadSource(
        `export async function* handler(event) { all: for (const x of event.ids) { ${body} } }`,
      );
      assert.ok(program);
      let at = node('of event.ids');
      while (!isLoop(at)) at = at.parent;
      assert.deepEqual(
        exitsOf(at as LoopNode).map((exit) => exit.getText()),
        expected,
      );
    });
  }
});

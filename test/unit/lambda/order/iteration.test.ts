import assert from 'node:assert/strict';
import { ts } from 'ts-morph';
import { goesOverEach, iterationAround, iterationByName } from '../../../../src/lambda/order/iteration.js';
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
    ['for (let i = 0; event.more && i < event.ids.length; i++) work(1);', 'event.ids in turn'],
    ['for (;;) work(1);', '- in turn'],
    ['_.each(event.ids, (x) => work(1));', 'event.ids at once'],
    ['lodash.filter(event.ids, (x) => work(1));', 'event.ids at once'],
    ['async.mapLimit(event.ids, 3, (x) => work(1));', 'event.ids at once'],
    ['Promise.map(event.ids, (x) => work(1));', 'event.ids at once'],
    ['mapConcurrently(event.ids, (x) => work(1));', 'event.ids at once'],
    ['event.ids.flatMap((x) => work(1));', 'event.ids at once'],
    ['for (const x of event.ids) x.all.map((y) => work(1));', 'x.all at once'],
    ['event.ids.map((x) => { for (const y of x.all) work(1); });', 'x.all in turn'],
    ['for (const x of work(1)) x();', 'none'],
    ['for (let i = work(1); i < event.ids.length; i++) i();', 'none'],
    ['for (let i = 0; i < event.ids.length; i += work(1)) i();', 'none'],
    ['while (work(1)) open();', 'none'],
    ['event.ids.map(work(1));', 'none'],
    ['((x) => work(1)).map(event.ids);', 'none'],
    ['event.ids.mapped((x) => work(1));', 'none'],
    ['event.ids.reduce((x, y) => work(1));', 'none'],
    ['for (const x of event.ids) { const later = () => work(1); }', 'none'],
    ['event.ids.then((x) => work(1));', 'none'],
    ['work(1);', 'none'],
  ];
  for (const [body, expected] of cases) it(body, () => assert.equal(around(inHandler(body)), expected));
});

describe('the body of an iteration is', () => {
  const cases: readonly [code: string, expected: string][] = [
    ['for (const x of event.ids) { work(1); }', '{ work(1); }'],
    ['while (open) work(1);', 'work(1);'],
    ['event.ids.map((x) => work(1));', 'work(1)'],
    ['event.ids.map((x) => { work(1); });', '{ work(1); }'],
  ];
  for (const [body, expected] of cases) {
    it(body, () => {
      const iteration = iterationAround(loadSource(inHandler(body)).node('work(1)'));
      assert.equal(iteration?.body.getText(), expected);
    });
  }
});

describe('a function given by its name runs for each element', () => {
  const cases: readonly [call: string, expected: string][] = [
    ['event.ids.map(load)', 'event.ids at once'],
    ['_.forEach(event.ids, load)', 'event.ids at once'],
    ['pMap(event.ids, load)', 'event.ids at once'],
    ['event.ids.then(load)', 'none'],
    ['load(event.ids)', 'none'],
    ['event[name](load)', 'none'],
  ];
  for (const [text, expected] of cases) {
    it(text, () => {
      const call = loadSource(inHandler(`${text};`)).node(text);
      assert.ok(ts.isCallExpression(call));
      const iteration = iterationByName(call, call);
      assert.equal(iteration?.body ?? call, call);
      assert.equal(
        iteration ? `${iteration.list?.getText()} ${iteration.isSequential ? 'in turn' : 'at once'}` : 'none',
        expected,
      );
    });
  }
});

describe('a function of this name goes over each element', () => {
  for (const name of [
    'map',
    'forEach',
    'flatMap',
    'filter',
    'each',
    'mapSeries',
    'mapLimit',
    'pMap',
    'mapConcurrently',
  ])
    it(name, () => assert.equal(goesOverEach(name), true));
});

describe('a function of this name does not', () => {
  for (const name of ['', 'then', 'reduce', 'mapped', 'remap', 'find'])
    it(`"${name}"`, () => assert.equal(goesOverEach(name), false));
});

import assert from 'node:assert/strict';
import { functionCard } from '../../../src/codelens/card.js';
import { lensesOf } from '../../../src/codelens/lenses.js';
import type { Problem } from '../../../src/model/problem.js';
import { noResources } from '../../../src/project/resources.js';
import { formatFunctionTable } from '../../../src/report/function-table.js';
import { formatGithub } from '../../../src/report/github.js';
import { formatStylish } from '../../../src/report/stylish.js';
import { sampleContext, sampleFunction, sampleResult } from '../../support/sample-result.js';

const orders = sampleFunction('Orders');
const others = sampleFunction('Others', { id: 'template.yaml#Others' });
const unfollowed: Problem = {
  kind: 'unfollowed-call',
  functions: [{ id: orders.id, name: orders.name }],
  file: 'src/create.ts',
  line: 7,
  column: 3,
  message: 'cannot tell what `store.load()` calls; Store.load (src/store.ts:2) may run here, and is not analysed',
};
const broken: Problem = { kind: 'syntax-error', file: 'src/x.ts', line: 1, message: 'Expression expected' };

describe('a call that is not followed', () => {
  it('stands beside the problems of a lint, and not among them', () => {
    const text = formatStylish(sampleResult({ findings: [], problems: [broken, unfollowed] }), sampleContext);
    assert.match(
      text,
      /1 problem\n {2}src\/x\.ts:1 {2}Expression expected\n\n1 call not followed\n {2}src\/create\.ts:7:3 {2}cannot tell/,
    );
  });

  it('is a notice on GitHub', () => {
    const text = formatGithub(sampleResult({ findings: [], problems: [unfollowed] }), sampleContext);
    assert.match(text, /^::notice file=src\/create\.ts,line=7,col=3,title=unfollowed-call::cannot tell/m);
  });

  it('is counted in the row of its function', () => {
    const found = { functions: [orders, others], unresolved: [], deployment: { functions: [], ...noResources() } };
    const rows = formatFunctionTable({ ...found, problems: [unfollowed] }, false).split('\n');
    assert.match(rows[0]!, /calls not followed$/);
    assert.match(rows[1]!, /^Orders.* 1$/);
    assert.match(rows[2]!, /^Others.* -$/);
    assert.doesNotMatch(formatFunctionTable({ ...found, problems: [] }, false), /not followed/);
  });

  it('is in the lens and on the card of its handler', () => {
    const shown = { findings: true, settings: false, size: false, coldStart: false };
    const titles = (unfollowedCalls: number) =>
      lensesOf({ functions: [orders], findings: [], unfollowedCalls }, shown).map(({ title }) => title);
    assert.deepEqual(titles(1), ['Orders: no findings, 1 call not followed']);
    assert.deepEqual(titles(0), ['Orders: no findings']);
    const linkTo = (file: string, line: number) => `[${file}:${line}](x)`;
    assert.match(
      functionCard(orders, linkTo, { unfollowed: [unfollowed] }),
      /- Not followed: 1 call, so more may be found behind\n {2}- \[src\/create\.ts:7\]\(x\): cannot tell/,
    );
    assert.doesNotMatch(functionCard(orders, linkTo), /Not followed/);
  });
});

import { readFileSync } from 'node:fs';
import type { Driver } from '../driver.js';
import { restEvent } from '../events.js';

type Row = Record<string, unknown>;

/** Read where the driver runs: in the checkout. */
const rows = (name: string): Row[] => JSON.parse(readFileSync(`tests/resources/${name}.json`, 'utf8')) as Row[];

export const driver: Driver = {
  environment: { BRANCH: 'develop', AWS_REGION: 'eu-west-1' },
  // Compilers of its time called imported functions with the module as `this`, on which this package relies.
  prepare: (load) => {
    const joi = load('joi') as Row;
    for (const [name, value] of Object.entries(joi)) if (typeof value === 'function') joi[name] = value.bind(joi);
  },
  aws: ({ service, operation }) => {
    if (service === 'dynamodb' && operation === 'Query') return { Items: rows('test-results').slice(0, 3) };
    if (service === 'lambda') return { statusCode: 200, body: JSON.stringify(lambdaBody(operation)) };
    return undefined;
  },
  events: () => {
    const query = { fromDateTime: '2015-01-01', toDateTime: '2030-01-01', status: 'submitted' };
    const user = { msUser: 'dorel', msOid: '2123', msEmailAddress: 'd@example.com' };
    return [
      ...rows('test-results-post').map((body) => restEvent({ method: 'POST', path: '/test-results', body })),
      ...rows('test-results')
        .slice(0, 12)
        .map((testResult) =>
          restEvent({ method: 'PUT', path: '/test-results/10000001', body: { testResult, msUserDetails: user } }),
        ),
      restEvent({ path: '/test-results/10000001', query }),
      restEvent({ path: '/test-results/10000001', query: { testResultId: '1', version: 'all' } }),
      restEvent({
        path: '/test-results/getTestResultsByTesterStaffId',
        query: { ...query, testerStaffId: '1', testStationPNumber: '87-1369569' },
      }),
      restEvent({ method: 'POST', path: '/test-results', body: '{' }),
      restEvent({ path: '/elsewhere' }),
    ];
  },
};

function lambdaBody(operation: string): unknown {
  if (operation.includes('test-number'))
    return { testNumber: 'W01A00209', id: 'W01', certLetter: 'A', sequenceNumber: '002' };
  if (operation.includes('activities'))
    return [{ activityType: 'visit', testStationPNumber: '1', startTime: '2020-01-01' }];
  return {
    id: '1',
    name: 'Annual test',
    testTypeClassification: 'Annual With Certificate',
    defaultTestCode: 'aas',
    linkedTestCode: null,
  };
}

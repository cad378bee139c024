import assert from 'node:assert/strict';
import type { Problem } from '../../../src/model/problem.js';
import { formatBundleTable } from '../../../src/report/bundle/table.js';
import { formatColdStartTable } from '../../../src/report/cold-start/table.js';
import { formatFunctionTable } from '../../../src/report/function-table.js';
import { formatStylish } from '../../../src/report/stylish.js';
import { sampleContext, sampleResult } from '../../support/sample-result.js';

describe('a problem reads alike in every table', () => {
  const problems: readonly Problem[] = [
    { kind: 'unbuilt', file: 'a.yaml', line: 3, function: { id: '1', name: 'Fn' }, message: 'no source' },
    { kind: 'invalid-config', message: 'no function is called X' },
  ];
  const lines = '\n2 problems\n  a.yaml:3  Fn: no source\n  no function is called X\n';
  const noDeployment = {
    functions: [],
    mappings: [],
    queues: [],
    streams: [],
    apis: [],
    logGroups: [],
    schedules: [],
    stateMachines: [],
  };
  const none = { root: '/p', functions: [], findings: [], problems };
  for (const [name, text] of Object.entries({
    lint: formatStylish(sampleResult({ problems }), sampleContext),
    functions: formatFunctionTable({ functions: [], unresolved: [], deployment: noDeployment, problems }, false),
    bundle: formatBundleTable({ ...none, coldStarts: [] }, false),
    coldstart: formatColdStartTable({ ...none, savings: new Map() }, false),
  }))
    it(name, () => assert.ok(`\n${text}`.includes(lines), text));
});

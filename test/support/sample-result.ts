import type { Finding } from '../../src/model/finding.js';
import type { LambdaFunction } from '../../src/model/function.js';
import type { AnalysisResult } from '../../src/model/result.js';
import type { ReportContext } from '../../src/report/context.js';

export const sampleContext: ReportContext = {
  version: '1.2.3',
  useColors: false,
  rules: [
    { id: 'client-in-handler', summary: 'Clients made on every invocation', severity: 'warning', category: 'latency' },
    { id: 'await-in-loop', summary: 'Loops that await item by item', severity: 'warning', category: 'latency' },
  ],
};

export function sampleFunction(name: string, overrides: Partial<LambdaFunction> = {}): LambdaFunction {
  return {
    id: `template.yaml#${name}`,
    name,
    handler: { file: 'src/create.ts', export: 'handler', line: 3 },
    declaredIn: { file: 'template.yaml', line: 8, column: 3, kind: 'sam' },
    runtime: 'nodejs22.x',
    memoryMb: 512,
    eventSources: [{ type: 'sqs', batchSize: 10 }],
    ...overrides,
  };
}

export function sampleFinding(overrides: Partial<Finding> = {}): Finding {
  return {
    ruleId: 'client-in-handler',
    severity: 'warning',
    messageId: 'sample',
    data: {},
    message: 'A DynamoDB client is made on every invocation. Make it once, outside the handler.',
    file: 'src/db.ts',
    line: 12,
    column: 5,
    endLine: 12,
    endColumn: 40,
    functions: ['template.yaml#CreateOrder'],
    callPath: [
      { file: 'src/create.ts', line: 3, column: 1, name: 'handler' },
      { file: 'src/db.ts', line: 10, column: 1, name: 'saveOrder' },
    ],
    related: [],
    impact: { phase: 'invoke', latencyMs: { low: 20, high: 60 }, origin: 'modelled', source: 'a model' },
    fixes: [],
    fingerprint: 'v2:abc123',
    suppressed: false,
    ...overrides,
  };
}

/** A result with its totals counted. */
export function sampleResult(overrides: Partial<AnalysisResult> = {}): AnalysisResult {
  const findings = overrides.findings ?? [sampleFinding()];
  const functions = overrides.functions ?? [sampleFunction('CreateOrder')];
  const total = (wanted: string) => findings.filter((each) => each.severity === wanted && !each.suppressed).length;
  return {
    root: '/project',
    functions,
    unresolved: [],
    findings,
    problems: [],
    summary: {
      filesAnalysed: 7,
      functions: functions.length,
      findingsElsewhere: 0,
      errors: total('error'),
      warnings: total('warning'),
      infos: total('info'),
      durationMs: 1234.5,
    },
    timing: [],
    ...overrides,
  };
}

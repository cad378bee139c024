import assert from 'node:assert/strict';
import type { Log } from 'sarif';
import { formatGithub } from '../../../src/report/github.js';
import { formatJson } from '../../../src/report/json.js';
import { formatJunit } from '../../../src/report/junit.js';
import { formatMarkdown } from '../../../src/report/markdown.js';
import { formatSarif } from '../../../src/report/sarif.js';
import { sampleContext, sampleFinding, sampleResult } from '../../support/sample-result.js';

it('json is the documented wire format, without what the model holds besides', () => {
  const result = sampleResult({
    unresolved: [
      {
        name: 'Old',
        declaredIn: { file: 't.yaml', line: 1, column: 9, kind: 'sam' },
        reason: 'archive',
        cause: 'stored',
      },
    ],
    timing: [{ kind: 'phase', name: 'parse', ms: 3 }],
  });
  const { findings, ...rest } = JSON.parse(formatJson(result, sampleContext));
  assert.deepEqual(rest, {
    schemaVersion: 1,
    tool: { name: 'coldlens', version: '1.2.3' },
    root: '/project',
    functions: [
      {
        id: 'template.yaml#CreateOrder',
        name: 'CreateOrder',
        handler: { file: 'src/create.ts', export: 'handler', line: 3 },
        declaredIn: { file: 'template.yaml', line: 8, kind: 'sam' },
        runtime: 'nodejs22.x',
        unfollowedCalls: 0,
        memoryMb: 512,
        events: ['sqs'],
      },
    ],
    unresolved: [
      { name: 'Old', declaredIn: { file: 't.yaml', line: 1, kind: 'sam' }, reason: 'archive', cause: 'stored' },
    ],
    problems: [],
    summary: {
      filesAnalysed: 7,
      functions: 1,
      findingsElsewhere: 0,
      errors: 0,
      warnings: 1,
      infos: 0,
      durationMs: 1235,
    },
  });
  assert.deepEqual(findings, [sampleFinding()]);
});

it('json keeps suppressed findings', () => {
  const finding = sampleFinding({ suppressed: true, suppressionReason: 'known' });
  assert.deepEqual(JSON.parse(formatJson(sampleResult({ findings: [finding] }), sampleContext)).findings, [finding]);
});

it('sarif holds the call path as a code flow that ends at the finding', () => {
  const log: Log = JSON.parse(formatSarif(sampleResult(), sampleContext));
  const [flow] = log.runs[0]?.results?.[0]?.codeFlows ?? [];
  const places = flow?.threadFlows[0]?.locations.map(({ location }) => {
    const { artifactLocation, region } = location?.physicalLocation ?? {};
    return `${artifactLocation?.uri}:${region?.startLine} ${location?.message?.text}`;
  });
  const { message } = sampleFinding();
  assert.deepEqual(places, [
    'src/create.ts:3 enters handler',
    'src/db.ts:10 enters saveOrder',
    `src/db.ts:12 ${message}`,
  ]);
});

describe('github', () => {
  const github = (overrides: Parameters<typeof sampleFinding>[0], workspace?: string) =>
    formatGithub(sampleResult({ findings: [sampleFinding({ callPath: [], impact: undefined, ...overrides })] }), {
      ...sampleContext,
      workspace,
    }).split('\n')[0];

  it('escapes text and properties', () => {
    assert.equal(
      github({ file: 'a,b:c%.ts', message: '50% more,\nreally: yes', severity: 'error', functions: [] }),
      '::error file=a%2Cb%3Ac%25.ts,line=12,endLine=12,col=5,endColumn=40,title=client-in-handler::50%25 more,%0Areally: yes',
    );
  });

  it('names infos notices and gives no columns over several lines', () => {
    assert.equal(
      github({ severity: 'info', endLine: 14, message: 'Hm.' }),
      '::notice file=src/db.ts,line=12,endLine=14,title=client-in-handler::Hm.%0AIn CreateOrder',
    );
  });

  it('gives paths from the workspace', () => {
    assert.match(github({}, '/elsewhere') ?? '', /file=src\/db\.ts/);
    assert.match(github({}, '/') ?? '', /file=project\/src\/db\.ts/);
    const result = { ...sampleResult(), root: '/ws/services/a' };
    assert.match(formatGithub(result, { ...sampleContext, workspace: '/ws' }), /file=services\/a\/src\/db\.ts/);
  });

  it('reports problems and says when there are no findings', () => {
    const problems = [{ kind: 'syntax-error', file: 'x.ts', line: 3, message: 'bad' }] as const;
    const text = formatGithub(sampleResult({ findings: [], problems }), sampleContext);
    assert.equal(text, '::warning file=x.ts,line=3,title=syntax-error::bad\nNo findings\n');
  });
});

describe('junit', () => {
  it('escapes what XML cannot hold', () => {
    const text = formatJunit(
      sampleResult({ findings: [sampleFinding({ message: 'a <b> & "c"\u0007\uD800' })] }),
      sampleContext,
    );
    assert.match(text, /message="a &lt;b&gt; &amp; &quot;c&quot;\uFFFD\uFFFD" type="warning"/);
  });

  it('counts failures and skips what is suppressed', () => {
    const findings = [
      sampleFinding(),
      sampleFinding({ severity: 'info' }),
      sampleFinding({ suppressed: true, suppressionReason: 'known' }),
    ];
    const text = formatJunit(sampleResult({ findings }), sampleContext);
    assert.match(text, /<testsuite name="coldlens" tests="3" failures="1" errors="0" skipped="1" time="1.234">/);
    assert.match(text, /<skipped message="known"\/>/);
    assert.match(text, /<system-out>src\/db\.ts:12:5/);
  });

  it('holds a passed case when there are no findings', () => {
    assert.match(
      formatJunit(sampleResult({ findings: [] }), sampleContext),
      /<testcase name="1 function in 7 files" classname="coldlens"\/>/,
    );
  });
});

describe('markdown', () => {
  it('is a table whose cells cannot break it', () => {
    const findings = [sampleFinding({ message: 'a | b\n*c* <d>', callPath: [] })];
    assert.equal(
      formatMarkdown(sampleResult({ findings }), sampleContext),
      `### Coldlens: 1 finding (1 warning)

| Severity | Place | Finding | Functions | Impact |
| --- | --- | --- | --- | --- |
| warning | \`src/db.ts:12\` | a \\| b\\\\n\\*c\\* \\<d\\> (\`client-in-handler\`) | CreateOrder | +20–60 ms per invocation (modelled) |

1 function, 7 files analysed.
`,
    );
  });

  it('is short when there is nothing to report', () => {
    assert.equal(
      formatMarkdown(sampleResult({ findings: [] }), sampleContext),
      '### Coldlens: no findings\n\n1 function, 7 files analysed.\n',
    );
  });
});

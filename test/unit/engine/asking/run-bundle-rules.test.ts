import assert from 'node:assert/strict';
import { type BundleProblem, defineBundleRule } from '../../../../src/engine/asking/define-bundle-rule.js';
import { runBundleRules } from '../../../../src/engine/asking/run-bundle-rules.js';
import type { Options } from '../../../../src/model/options.js';
import { sampleBundle, sampleColdStart, sampleCosts, sampleFunction } from '../../../support/bundle-facts.js';

const ruleOf = (check: (name: string) => Partial<BundleProblem>) =>
  defineBundleRule({
    meta: {
      id: 'too-big',
      summary: 'Too big',
      category: 'cold-start',
      severity: 'warning',
      preset: 'recommended',
      fix: 'none',
      since: '0.1.0',
      messages: { big: '{name} is big.' },
      options: {},
      evidence: [],
    },
    *check({ bundle: { name, zippedBytes } }) {
      yield { messageId: 'big', data: { name }, bytes: zippedBytes, ...check(name) } as BundleProblem<'big'>;
    },
  });

const options: Options = {
  root: '/shop',
  paths: [],
  rules: { 'too-big': { level: 'warning', options: {} } },
  overrides: [],
  ignore: [],
  clients: [],
  handlers: [],
  bundle: { budgets: [], builds: [] },
  requireSuppressionReason: false,
  reportUnusedSuppressions: true,
};

/** Functions a, b, c on lines 2, 3, 4 of serverless.yml, b the heaviest. */
function run(
  rule: ReturnType<typeof ruleOf>,
  files: Readonly<Record<string, string>> = {},
  changed: Partial<Options> = {},
  isWhole: (file: string) => boolean = () => true,
) {
  const sizes = { a: 10, b: 30, c: 20 };
  const functions = Object.entries(sizes).map(([name, zippedBytes], index) => {
    const declaredIn = { file: 'serverless.yml', line: index + 2, column: 3, kind: 'serverless' as const };
    const bundle = sampleBundle({ name, zippedBytes, declaredIn });
    return {
      fn: sampleFunction({ name, declaredIn }),
      bundle,
      coldStart: sampleColdStart({ name }),
      costs: sampleCosts(),
    };
  });
  const { findings, problems } = runBundleRules(
    [rule],
    functions,
    { ...options, ...changed },
    (file) => files[file],
    isWhole,
  );
  return {
    findings,
    told: findings.map(({ file, line, message, functions }) => `${file}:${line} ${message} ${functions.length}`),
    problems: problems.map(({ kind, line }) => `${kind} ${line}`),
  };
}

describe('rules about bundles', () => {
  it('tells functions of one deployment file once, the heaviest at the place of the first', () => {
    const { told } = run(ruleOf(() => ({})));
    assert.deepEqual(told, ['serverless.yml:2 b is big. The same applies to 2 more functions. 3']);
  });

  it('tells each by itself where the rule asks for it', () => {
    const { told, findings } = run(ruleOf(() => ({ scope: 'function' })));
    assert.deepEqual(told, [
      'serverless.yml:2 a is big. 1',
      'serverless.yml:3 b is big. 1',
      'serverless.yml:4 c is big. 1',
    ]);
    assert.equal(new Set(findings.map(({ fingerprint }) => fingerprint)).size, 3);
  });

  it('points at the import, in any of its forms', () => {
    const entrance = { file: 'src/a.ts', specifier: 'big' };
    const text = "import a from 'small';\nconst b = require('big');\n";
    const { findings } = run(
      ruleOf(() => ({ entrance })),
      { 'src/a.ts': text },
    );
    const [{ line, column, endColumn }] = findings as [(typeof findings)[0]];
    assert.equal(text.split('\n')[line - 1]!.slice(column - 1, endColumn - 1), "'big'");
  });

  it('is silenced by a comment in a deployment file', () => {
    const yaml = (comment: string) =>
      `functions:\n  a: { handler: a.h }\n${comment}  b: { handler: b.h }\n  c: { handler: c.h }\n`;
    const rule = ruleOf((name) => ({ scope: 'function', severity: name === 'c' ? 'info' : undefined }));
    const trailing = yaml('').replace(
      'b: { handler: b.h }',
      'b: { handler: b.h } # coldlens-disable-line too-big -- big',
    );
    assert.deepEqual(
      run(rule, { 'serverless.yml': trailing }).findings.map(({ suppressed }) => suppressed),
      [false, true, false],
    );
    const above = yaml('').replace('  a:', '  # coldlens-disable-next-line too-big -- fonts\n  # and more\n  a:');
    // One more line above makes the places one line short, which is what a comment in front of line 4 covers.
    const next = run(rule, { 'serverless.yml': above }).findings;
    assert.deepEqual(
      next.map(({ suppressed, suppressionReason }) => suppressed && suppressionReason),
      [false, false, 'fonts'],
    );
    assert.deepEqual(run(rule, { 'serverless.yml': `# coldlens-disable-file too-big\n` }).problems, []);
  });

  it('calls a comment unused that silences nothing, and one about no rule wrong', () => {
    const none = run(
      ruleOf(() => ({ entrance: undefined })),
      {
        'serverless.yml': '\n\n\n\n# coldlens-disable-next-line too-big\nx: 1\n# coldlens-disable-line too-bg\n',
      },
    );
    assert.deepEqual(none.problems, ['invalid-suppression 7', 'unused-suppression 5']);
  });

  it('silences what is told of several by a comment at any of them', () => {
    const yaml = (line: number) =>
      [
        'functions:',
        ...['a', 'b', 'c'].map(
          (name, at) => `  ${name}: 1${at + 2 === line ? ' # coldlens-disable-line too-big -- ok' : ''}`,
        ),
      ].join('\n');
    for (const line of [2, 3, 4]) {
      const { findings, problems } = run(
        ruleOf(() => ({})),
        { 'serverless.yml': yaml(line) },
      );
      assert.deepEqual(
        findings.map(({ suppressed, suppressionReason }) => [suppressed, suppressionReason]),
        [[true, 'ok']],
      );
      assert.deepEqual(problems, []);
    }
  });

  it('calls no comment unused that may be about what was not built, about code, or about growth', () => {
    const small = ruleOf(() => ({ entrance: undefined }));
    const files = { 'serverless.yml': '\n\n\n\n# coldlens-disable-next-line too-big\nx: 1\n' };
    assert.deepEqual(run(small, files).problems, ['unused-suppression 5']);
    assert.deepEqual(run(small, files, {}, () => false).problems, []);
    assert.deepEqual(run(small, { 'serverless.yml': '\n\n\n\n# coldlens-disable-next-line\nx: 1\n' }).problems, []);
    assert.deepEqual(run({ ...small, findsMoreWithBase: () => true }, files).problems, []);
  });

  it('loses one answer over a rule that crashes', () => {
    const rule = ruleOf((name) => {
      if (name === 'b') throw new Error('oops');
      return {};
    });
    const { told, problems } = run(rule);
    assert.deepEqual(told, ['serverless.yml:2 c is big. The same applies to 1 more function. 2']);
    assert.deepEqual(problems, ['internal 3']);
  });

  it('keeps to the levels of the config', () => {
    const overrides = [{ base: '/shop', files: ['serverless.yml'], rules: { 'too-big': { level: 'off' as const } } }];
    assert.deepEqual(
      run(
        ruleOf(() => ({})),
        {},
        { overrides },
      ).told,
      [],
    );
  });
});

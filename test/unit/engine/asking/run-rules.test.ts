import assert from 'node:assert/strict';
import { ts } from 'ts-morph';
import { defineRule, type Rule } from '../../../../src/engine/asking/define-rule.js';
import { runRules } from '../../../../src/engine/asking/run-rules.js';
import { loadProgram } from '../../../../src/lambda/program.js';
import { finish } from '../../../../src/lib/steps.js';
import type { LambdaFunction } from '../../../../src/model/function.js';
import type { Options } from '../../../../src/model/options.js';
import { createSources } from '../../../../src/sources/open-sources.js';
import { memoryHost } from '../../../support/memory-host.js';

const root = '/shop';

/** Reports every call of `name()`; with the option `only`, in files whose path holds it. */
function callsOf(name: string, id: string): Rule {
  return defineRule({
    meta: {
      id,
      summary: `Calls of ${name}`,
      category: 'latency',
      severity: 'warning',
      preset: 'recommended',
      fix: 'none',
      since: '0.1.0',
      messages: { found: `{name} is called, {times} times allowed` },
      options: { allowed: { schema: { type: 'integer' }, default: 0, description: 'How many are fine' } },
      evidence: [],
    },
    *check({ module, options }) {
      for (const { calls } of module.facts.owners.values()) {
        for (const call of calls) {
          if (!ts.isIdentifier(call.expression) || call.expression.text !== name) continue;
          yield { node: call, messageId: 'found', data: { name, times: options.allowed as number } };
        }
      }
    },
  });
}

const crashing: Rule = {
  meta: { ...callsOf('x', 'crashing').meta },
  // biome-ignore lint/correctness/useYield: it throws before it could.
  *check({ module }) {
    throw new Error(`cannot cope with ${module.path.slice(root.length + 1)}`);
  },
};

function run(rules: readonly Rule[], options: Partial<Options> = {}, files: Record<string, string> = {}) {
  const sources = {
    'orders.ts': "import { tax } from './lib/tax';\nexport const handler = async () => { save(); tax(); };\n",
    'lib/tax.ts': 'export function tax() {\n  save();\n  save();\n}\nfunction unused() {\n  save();\n}\n',
    ...files,
  };
  const host = memoryHost(Object.fromEntries(Object.entries(sources).map(([path, text]) => [`${root}/${path}`, text])));
  const orders: LambdaFunction = {
    id: 'template.yaml#Orders',
    name: 'Orders',
    handler: { file: 'orders.ts', export: 'handler', line: 2 },
    declaredIn: { file: 'template.yaml', line: 1, kind: 'sam' },
    eventSources: [],
  };
  const ofRoot = createSources(root, () => undefined, host);
  const { program } = loadProgram({ sources: ofRoot, functions: [orders], clients: [] }, host);
  const all: Options = {
    root,
    paths: [],
    rules: {},
    overrides: [],
    ignore: [],
    clients: [],
    handlers: [],
    bundle: { budgets: [], builds: [] },
    requireSuppressionReason: false,
    reportUnusedSuppressions: true,
    ...options,
  };
  return finish(runRules(rules, program, all));
}

describe('runRules', () => {
  const rule = callsOf('save', 'no-save');

  it('reports what functions reach, sorted, with the path and the function', () => {
    const { findings, problems } = run([rule]);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      findings.map(({ file, line, functions, callPath }) => [file, line, functions, callPath.map(({ name }) => name)]),
      [
        ['lib/tax.ts', 2, ['template.yaml#Orders'], ['handler', 'tax']],
        ['lib/tax.ts', 3, ['template.yaml#Orders'], ['handler', 'tax']],
        ['orders.ts', 2, ['template.yaml#Orders'], ['handler']],
      ],
    );
  });

  it('gives equal code in one function different fingerprints, which survive edits elsewhere', () => {
    const before = run([rule]).findings.map(({ fingerprint }) => fingerprint);
    assert.equal(new Set(before).size, 3);
    const moved = { 'lib/tax.ts': '// new\nconst rate = 2;\nexport function tax() {\n  save();\n\n  save();\n}\n' };
    assert.deepEqual(
      run([rule], {}, moved).findings.map(({ fingerprint }) => fingerprint),
      before,
    );
  });

  it('loses only what a crashing rule had to say, and names rule and file', () => {
    const { findings, problems } = run([crashing, rule]);
    assert.equal(findings.length, 3);
    assert.equal(problems.length, 1);
    const [problem] = problems;
    assert.equal(problem?.kind, 'internal');
    assert.match(problem?.message ?? '', /Rule crashing failed: cannot cope with .*\(and in 1 more files\)/);
    assert.ok(problem?.file?.endsWith('.ts'));
  });

  it('takes level and options from config, and from overrides by file', () => {
    const base = { level: 'error', options: { allowed: 2 } } as const;
    const override = { base: root, files: ['lib/**'], rules: { 'no-save': { level: 'info' } } } as const;
    const { findings } = run([rule], { rules: { 'no-save': base }, overrides: [override] });
    assert.deepEqual(
      findings.map(({ severity, message }) => `${severity}: ${message}`),
      [
        'info: save is called, 2 times allowed',
        'info: save is called, 2 times allowed',
        'error: save is called, 2 times allowed',
      ],
    );
  });

  it('asks no rule that is off, but one that an override turns on', () => {
    const off = { rules: { 'no-save': { level: 'off', options: {} } } } as const;
    assert.deepEqual(run([rule], off).findings, []);
    const on = { base: root, files: ['orders.ts'], rules: { 'no-save': { level: 'warning' } } } as const;
    assert.deepEqual(
      run([rule], { ...off, overrides: [on] }).findings.map(({ file }) => file),
      ['orders.ts'],
    );
  });

  it('marks what a comment suppresses, and reports a comment that suppresses nothing', () => {
    const files = {
      'lib/tax.ts':
        'export function tax() {\n  // coldlens-disable-next-line no-save -- audited\n  save();\n}\n// coldlens-disable-next-line no-save\n',
    };
    const { findings, problems } = run([rule], {}, files);
    assert.deepEqual(
      findings.map(({ suppressed, suppressionReason }) => [suppressed, suppressionReason]),
      [
        [true, 'audited'],
        [false, undefined],
      ],
    );
    assert.deepEqual(
      problems.map(({ kind, line }) => [kind, line]),
      [['unused-suppression', 5]],
    );
  });

  it('calls no comment about all rules unused where rules about bundles may find something', () => {
    const comment = '// coldlens-disable-next-line -- why\n';
    const problems = (text: string) => run([rule], {}, { 'lib/tax.ts': text }).problems.map(({ line }) => line);
    const tax = 'export function tax() {}\n';
    assert.deepEqual(problems(`${comment}${tax}`), [1]);
    assert.deepEqual(problems(`${comment}import big from 'big';\n${tax}`), []);
  });
});

import { nodeMajor } from '../../derived/node-major.js';
import {
  type BundleProblem,
  type BundleRuleContext,
  defineBundleRule,
} from '../../engine/asking/define-bundle-rule.js';
import { groupedText } from '../../lib/grouped-text.js';
import type { FunctionBundle } from '../../model/bundle.js';
import { partBytesText } from '../../words/missing-packages.js';
import { initImpact } from '../figures/init-impact.js';

type MessageId = 'twice' | 'provided' | 'bundled' | 'leftOut';

export default defineBundleRule({
  meta: {
    id: 'sdk-bundled-needlessly',
    summary:
      'A function bundles an AWS SDK that its runtime already includes, or leaves out one that would start faster bundled',
    category: 'cold-start',
    severity: 'warning',
    preset: 'recommended',
    fix: 'none',
    since: '0.1.0',
    messages: {
      twice:
        '{name} bundles part of the AWS SDK ({bytes}: {inside}) and loads another part from the runtime ({outside}), so their shared dependencies are loaded twice. Bundle all of it, or leave all of it out: "@aws-sdk/*" and "@smithy/*".',
      provided:
        '{name} bundles {bytes} of aws-sdk v2, which its runtime {runtime} already includes. Leave "aws-sdk" out of the bundle.',
      bundled:
        '{name} bundles {bytes} of the AWS SDK, which its runtime {runtime} already includes. Leave it out of the bundle.',
      leftOut:
        '{name} loads the AWS SDK from the runtime ({outside}). Bundle and minify it: published measurements show that a bundled SDK starts faster, and you control its version.',
    },
    options: {
      prefer: {
        schema: { enum: ['bundled', 'runtime'] },
        default: 'bundled',
        description: 'Where SDK v3 should come from: `bundled` or `runtime`. The rule reports the other',
      },
      minBytes: {
        schema: { type: 'integer', minimum: 0 },
        default: 50_000,
        description: 'Bundled parts of the SDK below this size, in bytes, are not reported',
      },
    },
    evidence: [
      {
        claim: 'SDK v3 from the runtime: 1,227 ms, bundled: 929 ms; another report: about 800 ms and about 400 ms',
        source: 'aws/aws-cdk pull request 29207 and issue 28311, 2023 and 2024',
      },
      {
        claim: 'One client with a part of its packages from the runtime: 511 ms; all of it bundled: 240 ms',
        source: 'perpil/sso-coldstart-benchmark-cdk, README of November 2023, arm64, 512 MB',
      },
    ],
  },
  *check(context) {
    const { bundle, fn, options } = context;
    const { runtime } = fn;
    const major = nodeMajor(fn);
    if (bundle.packaging !== 'bundle' || runtime === undefined || major === undefined) return;
    if (major <= 16) yield* oldSdk(context, runtime);
    if (major < 18) return;
    const inside = insideOf(bundle);
    const outside = bundle.fromRuntime.filter(isSdk);
    const bytes = inside.reduce((sum, share) => sum + share.bytes, 0);
    const isInside = bytes >= Number(options.minBytes);
    if (isInside && outside.length > 0) yield twice(context, bytes, inside, outside);
    else if (isInside && options.prefer === 'runtime') {
      const data = { name: bundle.name, bytes: partBytesText(bytes, bundle), runtime };
      yield { messageId: 'bundled', data, bytes };
    } else if (outside.length > 0 && options.prefer === 'bundled') yield leftOut(context, outside);
  },
});

function* oldSdk({ bundle, costs, options }: BundleRuleContext, runtime: string): Iterable<BundleProblem<MessageId>> {
  const share = bundle.packages.find(({ name }) => name === 'aws-sdk');
  if (!share || share.bytes < Number(options.minBytes)) return;
  const data = { name: bundle.name, bytes: partBytesText(share.bytes, bundle), runtime };
  const cost = costs.ofShippedSdkV2();
  const impact = cost && { impact: initImpact(cost) };
  yield { messageId: 'provided', data, entrance: share.entrance, bytes: share.bytes, ...impact };
}

function twice(
  { bundle }: BundleRuleContext,
  bytes: number,
  inside: FunctionBundle['packages'],
  outside: readonly string[],
): BundleProblem<MessageId> {
  const names = inside.map(({ name }) => name);
  const data = { name: bundle.name, bytes: partBytesText(bytes, bundle), inside: some(names), outside: some(outside) };
  const source =
    'The same client with its SSO packages from the runtime took 511 ms, all of it bundled 240 ms (perpil/sso-coldstart-benchmark-cdk, November 2023); this compares two single runs, so the low end is half of their difference';
  const impact = {
    phase: 'init',
    per: 'cold start',
    latencyMs: { low: 135, high: 271 },
    origin: 'modelled',
    source,
  } as const;
  return { messageId: 'twice', data, bytes, impact };
}

function leftOut({ bundle, costs }: BundleRuleContext, outside: readonly string[]): BundleProblem<MessageId> {
  const data = { name: bundle.name, outside: some(outside) };
  const source =
    'SDK v3 from the runtime and bundled: 1,227 and 929 ms (aws/aws-cdk pull request 29207), about 800 and about 400 ms (issue 28311)';
  const cost = costs.ofRuntimeSdkV3();
  // What the published functions gained need not be what this one gains.
  const impact = cost
    ? initImpact(cost)
    : ({ phase: 'init', per: 'cold start', origin: 'documented', source } as const);
  return { messageId: 'leftOut', data, bytes: outside.length, scope: 'project', impact, severity: 'info' };
}

function insideOf({ packages }: FunctionBundle): FunctionBundle['packages'] {
  return packages.filter(({ name }) => isSdk(name) || name.startsWith('@smithy/'));
}

function isSdk(specifier: string): boolean {
  return specifier.startsWith('@aws-sdk/');
}

function some(names: readonly string[]): string {
  return names.length > 3
    ? `${names.slice(0, 2).join(', ')} and ${groupedText(names.length - 2)} more`
    : names.join(', ');
}

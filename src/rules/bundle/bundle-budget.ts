import {
  type BundleProblem,
  type BundleRuleContext,
  defineBundleRule,
} from '../../engine/asking/define-bundle-rule.js';
import { allowedGrowth } from '../../engine/budgets/allowed-growth.js';
import { groupedText } from '../../lib/grouped-text.js';
import type { FunctionBundle } from '../../model/bundle.js';
import type { Growth } from '../../model/options.js';
import { atLeast } from '../../words/missing-packages.js';
import { bytesText } from '../../words/sizes.js';

export default defineBundleRule({
  meta: {
    id: 'bundle-budget',
    summary: 'A function is larger than its size budget allows',
    category: 'cold-start',
    severity: 'error',
    preset: 'recommended',
    fix: 'none',
    budget: 'size',
    since: '0.1.0',
    messages: {
      zipped: '{name} is {is} zipped; its budget is {budget}. Largest: {heaviest}.',
      unzipped: '{name} is {is} unzipped; its budget is {budget}. Largest: {heaviest}.',
      package: '{package} weighs {is} in {name}; its budget is {budget}.',
      forbidden: '{name} ships {package} ({is}), which its budget forbids.',
      growth: '{name} has grown by {is} zipped, from {before} to {after}; its budget allows {budget}.',
    },
    options: {},
    evidence: [],
  },
  findsMoreWithBase: (budgets) => budgets.some(({ growth }) => growth !== undefined),
  *check({ bundle, budgets, base }) {
    const { name } = bundle;
    for (const { zippedBytes, unzippedBytes, packages, growth } of budgets) {
      if (zippedBytes !== undefined && bundle.zippedBytes > zippedBytes)
        yield over('zipped', bundle, bundle.zippedBytes, zippedBytes);
      if (unzippedBytes !== undefined && bundle.unzippedBytes > unzippedBytes)
        yield over('unzipped', bundle, bundle.unzippedBytes, unzippedBytes);
      for (const share of bundle.packages) {
        const budget = packages[share.name];
        if (budget === undefined || share.bytes <= budget) continue;
        yield {
          messageId: budget === 0 ? 'forbidden' : 'package',
          data: { name, package: share.name, ...figures(share.bytes, budget) },
          entrance: share.entrance,
          bytes: share.bytes - budget,
          cause: `package ${share.name}`,
          scope: 'function',
        };
      }
      if (growth && base) yield* outgrown(bundle, base, growth);
    }
  },
});

type MessageId = 'zipped' | 'unzipped' | 'package' | 'forbidden' | 'growth';

function over(
  messageId: 'zipped' | 'unzipped',
  bundle: BundleRuleContext['bundle'],
  is: number,
  budget: number,
): BundleProblem<MessageId> {
  const { name, packages } = bundle;
  const heaviest = packages.slice(0, 3).map((share) => `${share.name} ${bytesText(share.bytes)}`);
  const texts = figures(is, budget);
  const data = { name, heaviest: heaviest.join(', ') || 'its own code', ...texts, is: atLeast(texts.is, bundle) };
  return { messageId, data, bytes: is - budget, cause: messageId, scope: 'function' };
}

function* outgrown(bundle: FunctionBundle, base: FunctionBundle, growth: Growth): Iterable<BundleProblem<MessageId>> {
  const allowed = Math.floor(allowedGrowth(growth, base));
  const grown = bundle.zippedBytes - base.zippedBytes;
  if (grown <= allowed) return;
  const { is, budget } = figures(grown, allowed);
  const isAlike = bytesText(grown) === bytesText(allowed);
  const percent = 'percent' in growth ? `${groupedText(growth.percent)} %` : undefined;
  const [before, after] = differentFigures(base.zippedBytes, bundle.zippedBytes);
  const data = {
    name: bundle.name,
    is,
    budget: percent === undefined ? budget : isAlike ? `${percent}, ${budget}` : percent,
    before: atLeast(before, base),
    after: atLeast(after, bundle),
  };
  yield { messageId: 'growth', data, bytes: grown - allowed, cause: 'growth', scope: 'function' };
}

function figures(size: number, limit: number): { readonly is: string; readonly budget: string } {
  const [is, budget] = differentFigures(size, limit);
  return { is, budget };
}

/** Both as text; in whole bytes where rounding would make them look alike. */
function differentFigures(one: number, other: number): readonly [one: string, other: string] {
  const texts = [bytesText(one), bytesText(other)] as const;
  return texts[0] === texts[1] ? [`${groupedText(one)} B`, `${groupedText(other)} B`] : texts;
}

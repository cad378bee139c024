import {
  type BundleProblem,
  type BundleRuleContext,
  defineBundleRule,
} from '../../engine/asking/define-bundle-rule.js';
import { allowedGrowth } from '../../engine/budgets/allowed-growth.js';
import { groupedText } from '../../lib/grouped-text.js';
import type { FunctionBundle } from '../../model/bundle.js';
import type { Growth } from '../../model/options.js';
import { growthTexts } from '../../words/growth.js';
import { atLeast, partBytesText, roundingOf } from '../../words/missing-packages.js';
import { bytesText, exactBytesText, type Rounding, shownSize } from '../../words/sizes.js';

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
          data: { name, package: share.name, ...figures(share.bytes, budget, roundingOf(bundle)) },
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
  const heaviest = packages.slice(0, 3).map((share) => `${share.name} ${partBytesText(share.bytes, bundle)}`);
  const texts = figures(is, budget, roundingOf(bundle));
  const data = { name, heaviest: heaviest.join(', ') || 'its own code', ...texts, is: atLeast(texts.is, bundle) };
  return { messageId, data, bytes: is - budget, cause: messageId, scope: 'function' };
}

function* outgrown(bundle: FunctionBundle, base: FunctionBundle, growth: Growth): Iterable<BundleProblem<MessageId>> {
  const allowed = Math.floor(allowedGrowth(growth, base));
  const grown = bundle.zippedBytes - base.zippedBytes;
  if (grown <= allowed) return;
  const isAlike = bytesText(grown) === bytesText(allowed);
  const texts = growthTexts({ bytes: base.zippedBytes, of: base }, { bytes: bundle.zippedBytes, of: bundle }, isAlike);
  const budget = isAlike ? exactBytesText(allowed) : bytesText(allowed);
  const percent = 'percent' in growth ? `${groupedText(growth.percent)} %` : undefined;
  const data = {
    name: bundle.name,
    is: texts.by,
    budget: percent === undefined ? budget : `${percent}, ${budget}`,
    before: texts.before,
    after: texts.after,
  };
  yield { messageId: 'growth', data, bytes: grown - allowed, cause: 'growth', scope: 'function' };
}

/** Both as text; in whole bytes where rounding would leave nothing of the difference. */
function figures(size: number, limit: number, rounding?: Rounding): { readonly is: string; readonly budget: string } {
  const [is, budget] = [shownSize(size, rounding), shownSize(limit)];
  return is.bytes > budget.bytes
    ? { is: is.text, budget: budget.text }
    : { is: exactBytesText(size), budget: exactBytesText(limit) };
}

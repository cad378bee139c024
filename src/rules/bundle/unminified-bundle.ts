import { defineBundleRule } from '../../engine/asking/define-bundle-rule.js';
import { partBytesText } from '../../words/missing-packages.js';
import { initImpact } from '../figures/init-impact.js';

export default defineBundleRule({
  meta: {
    id: 'unminified-bundle',
    summary: 'A large bundle is deployed without minification',
    category: 'cold-start',
    severity: 'info',
    preset: 'recommended',
    fix: 'none',
    since: '0.1.0',
    messages: {
      plain:
        '{name} ships {bytes} of bundled code that is not minified. Every cold start reads and compiles all of it. Turn on minification in the build settings; "coldlens bundle --what-if minify" shows what that saves.',
    },
    options: {
      minBytes: {
        schema: { type: 'integer', minimum: 0 },
        default: 500_000,
        description: 'Bundles below this size, in bytes of code, are not reported',
      },
    },
    evidence: [
      {
        claim:
          'One function with an SDK client started in 675 ms as it was and in 241 ms bundled and minified; how much of that was due to minification is not known',
        source: 'aws/aws-sdk-js-v3 issue 5516, November 2023',
      },
    ],
  },
  *check({ bundle, costs, options }) {
    // What stands beside the built file is not its bundler's to minify.
    const bytes = bundle.codeBytes;
    if (bundle.packaging !== 'bundle' || bundle.minified || bytes < Number(options.minBytes)) return;
    const cost = costs.ofNotMinifying();
    const data = { name: bundle.name, bytes: partBytesText(bytes, bundle) };
    yield { messageId: 'plain', data, bytes, ...(cost && { impact: initImpact(cost) }) };
  },
});

import { defineBundleRule } from '../../engine/asking/define-bundle-rule.js';
import type { FunctionBundle } from '../../model/bundle.js';
import { partBytesText } from '../../words/missing-packages.js';
import { shareText } from '../../words/sizes.js';

export default defineBundleRule({
  meta: {
    id: 'unused-asset',
    summary: 'Most of what a function deploys is never imported',
    category: 'cold-start',
    severity: 'info',
    preset: 'recommended',
    fix: 'none',
    since: '0.1.0',
    messages: {
      unreached:
        '{bytes} ({share}) of what {name} deploys is never reached by an import from its handler. Largest: {most}. Bundle the function, or leave these files out of the package. Files that are only read by path are counted, too.',
      beside:
        '{bytes} deployed beside the bundle of {name} ({share} of the whole) is never reached by an import from its handler. Largest: {most}. Install packages beside a bundle only for functions that import them.',
    },
    options: {
      minBytes: {
        schema: { type: 'integer', minimum: 0 },
        default: 5_000_000,
        description: 'Packages with fewer unreached bytes than this are not reported',
      },
    },
    evidence: [
      {
        claim:
          'Init Duration on Node.js 18 by package size, all of it code that is loaded: 197 ms for 1 MB, 391 ms for 8 MB, 1,277 ms for 32 MB',
        source: 'Adrian Tanasa, gist with averages by package size',
      },
      {
        claim: 'Bytes that are present but not loaded cost little',
        source: 'bustle/shep issue 247 and aws/aws-sdk-js issue 1469',
      },
    ],
  },
  *check({ bundle, options }) {
    const { name, unreachedBytes, unzippedBytes } = bundle;
    if (unreachedBytes < Number(options.minBytes) || unreachedBytes < unzippedBytes / 2) return;
    const data = {
      name,
      bytes: partBytesText(unreachedBytes, bundle),
      share: shareText(unreachedBytes, unzippedBytes),
      most: mostOf(bundle),
    };
    yield { messageId: bundle.packaging === 'files' ? 'unreached' : 'beside', data, bytes: unreachedBytes };
  },
});

/** Packages that no import leads to, and files that are no code, the heaviest three. */
function mostOf(bundle: FunctionBundle): string {
  const { packages, assets } = bundle;
  const unreached = packages.filter(({ chain }) => chain.length === 0);
  const all = [...unreached, ...assets.map(({ file, bytes }) => ({ name: file, bytes }))];
  const heaviest = all.sort((a, b) => b.bytes - a.bytes).slice(0, 3);
  return heaviest.map(({ name, bytes }) => `${name} ${partBytesText(bytes, bundle)}`).join(', ') || 'its own code';
}

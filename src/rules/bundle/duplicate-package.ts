import { defineBundleRule } from '../../engine/asking/define-bundle-rule.js';
import type { PackageShare } from '../../model/bundle.js';
import { partBytesText } from '../../words/missing-packages.js';
import { initImpact } from '../figures/init-impact.js';

export default defineBundleRule({
  meta: {
    id: 'duplicate-package',
    summary: 'A function ships more than one copy of a package',
    category: 'cold-start',
    severity: 'warning',
    preset: 'recommended',
    fix: 'none',
    since: '0.1.0',
    messages: {
      versions:
        '{name} ships {count} copies of {package} ({versions}); the extra copies add {bytes}. Align the versions that its dependents ask for, or pin one with "overrides" or "resolutions".',
      same: '{name} ships {count} copies of {package} {versions}; the extra copies add {bytes}. All are the same version, so "npm dedupe" or a fresh lock file can merge them.',
    },
    options: {
      minBytes: {
        schema: { type: 'integer', minimum: 0 },
        default: 50_000,
        description: 'Duplicates whose extra copies add up to less than this, in bytes, are not reported',
      },
    },
    evidence: [],
  },
  *check({ bundle, costs, options }) {
    // What is deployed but not loaded costs an upload, not a start.
    if (bundle.packaging !== 'bundle') return;
    for (const share of bundle.packages) {
      const bytes = share.bytes - (share.copies[0]?.bytes ?? 0);
      if (share.copies.length < 2 || bytes < Number(options.minBytes)) continue;
      const versions = versionsOf(share);
      const cost = costs.ofBytes(share.name, bytes);
      yield {
        messageId: versions.length > 1 ? 'versions' : 'same',
        data: {
          name: bundle.name,
          package: share.name,
          count: share.copies.length,
          versions: versions.join(', '),
          bytes: partBytesText(bytes, bundle),
        },
        bytes,
        cause: share.name,
        ...(cost && { impact: initImpact(cost) }),
      };
    }
  },
});

function versionsOf({ copies }: PackageShare): readonly string[] {
  return [...new Set(copies.map(({ version }) => version || 'of unknown version'))];
}

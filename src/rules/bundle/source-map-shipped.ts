import { type BundleRuleContext, defineBundleRule } from '../../engine/asking/define-bundle-rule.js';
import { partBytesText } from '../../words/missing-packages.js';
import { shareText } from '../../words/sizes.js';

export default defineBundleRule({
  meta: {
    id: 'source-map-shipped',
    summary: 'A source map is deployed but never read',
    category: 'cold-start',
    severity: 'warning',
    preset: 'recommended',
    fix: 'none',
    since: '0.1.0',
    messages: {
      unread:
        '{name} ships a source map of {bytes} ({share} of what is deployed) that nothing reads, because NODE_OPTIONS does not include --enable-source-maps. Add that option, or leave the source map out of the package.',
    },
    options: {
      minBytes: {
        schema: { type: 'integer', minimum: 0 },
        default: 100_000,
        description: 'Source maps below this size, in bytes, are not reported',
      },
    },
    evidence: [],
  },
  *check(context) {
    const { bundle, options } = context;
    const { name, sourceMapBytes, unzippedBytes } = bundle;
    // Maps that packages bring along are dead weight like the rest that nobody loads, and not this function's doing.
    if (bundle.packaging === 'files' || sourceMapBytes < Number(options.minBytes) || isRead(context)) return;
    const data = {
      name,
      bytes: partBytesText(sourceMapBytes, bundle),
      share: shareText(sourceMapBytes, unzippedBytes),
    };
    yield { messageId: 'unread', data, bytes: sourceMapBytes };
  },
});

/** Packages that install a reader of their own. */
const READERS = ['source-map-support', '@cspotcode/source-map-support', 'dd-trace', '@sentry/node'];

function isRead({ bundle, fn }: BundleRuleContext): boolean {
  const { build, declaredIn, environment = {}, environmentUnknown = [] } = fn;
  const options = environment.NODE_OPTIONS;
  if (bundle.readsSourceMaps || options?.includes('--enable-source-maps')) return true;
  if (environmentUnknown.includes('NODE_OPTIONS') || environmentUnknown.includes('*')) return true;
  // These set the variable themselves, where nobody else does.
  if (declaredIn.kind === 'sam' || build?.builder === 'sst') return options === undefined;
  if (declaredIn.kind === 'serverless' && build?.builder !== 'serverless-esbuild') return options === undefined;
  const names = [...bundle.packages.map((share) => share.name), ...bundle.external];
  return READERS.some((reader) => names.some((name) => name === reader || name.startsWith(`${reader}/`)));
}

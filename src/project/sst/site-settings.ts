import type { FunctionSettings } from '../../model/deployment.js';
import type { EventSource } from '../../model/function.js';
import { propsOf } from '../cdk/constructs.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { type LibraryObject, ObjectValue } from '../evaluate/values.js';
import { LAMBDA_DEFAULTS, type SettingDefaults, unknownSettings } from '../function-settings.js';
import { propertyOf } from './handed.js';
import { generationOf, releaseOf } from './release.js';
import { sstSettingsOf } from './settings.js';

/** What is known of the function that renders a site. */
export interface SiteFunction {
  readonly settings: FunctionSettings;
  /** What calls it, where that is not a request to itself. */
  readonly event?: EventSource;
}

/**
 * What `server` states, and what the components of SST take (3.19.3 and 4.17.1, components/aws/ssr-site.ts); of the constructs of version 2,
 * what they are given themselves. Nothing is known of those of earlier versions.
 */
export function siteFunction(evaluator: Evaluator, object: LibraryObject): SiteFunction | undefined {
  if (generationOf(object.type) === 'constructs') return siteOfConstruct(evaluator, object);
  if (generationOf(object.type) !== 'components') return undefined;
  const props = propsOf(object);
  const server = props.get('server');
  const isKnown = server === undefined || server instanceof ObjectValue;
  if (!isKnown || propertyOf(props, 'transform.server') !== undefined) return { settings: unknownSettings() };
  const stated = server ?? new ObjectValue();
  const whole = { props: stated, written: [stated] };
  return {
    settings: sstSettingsOf(evaluator.workspace, 'components', whole, releaseOf(evaluator, object).defaults),
  };
}

/** Alike in sst 2.0.0 and 2.49.8 (constructs/SsrSite.js, SsrFunction.js). Defaults of the program's functions do not reach them. */
const SITE_DEFAULTS: SettingDefaults = {
  ...LAMBDA_DEFAULTS,
  runtime: 'nodejs18.x',
  memoryMb: 1024,
  timeoutS: 10,
  architecture: 'arm64',
  logRetentionDays: 3,
};

/** The same two, EdgeFunction.js: a resource of its own, with no more than this. */
const EDGE_DEFAULTS: SettingDefaults = { ...SITE_DEFAULTS, architecture: 'x86_64', logRetentionDays: 'forever' };

/** Constructs that render at the edge where they are told so; Next.js does not, and of Astro its own configuration decides. */
const HAS_EDGE = ['RemixSite', 'SvelteKitSite', 'SolidStartSite'];

function siteOfConstruct(evaluator: Evaluator, object: LibraryObject): SiteFunction | undefined {
  if (releaseOf(evaluator, object).major !== 2) return undefined;
  const props = propsOf(object);
  const edge = HAS_EDGE.includes(object.type.name) ? props.get('edge') : false;
  if (edge !== undefined && typeof edge !== 'boolean') return { settings: unknownSettings() };
  // What `cdk.server` states wins, and says what nothing else does.
  const server = propertyOf(props, 'cdk.server');
  const own = server instanceof ObjectValue ? server : new ObjectValue();
  const all = new ObjectValue(props.origin);
  for (const key of ['runtime', 'memorySize', 'timeout'])
    if (props.properties.has(key)) all.properties.set(key, props.get(key));
  for (const [key, value] of own.properties) all.properties.set(key, value);
  all.isOpen = props.isOpen || own.isOpen || (server !== undefined && server !== own);
  const whole = { props: all, written: [own, props] };
  return {
    settings: sstSettingsOf(evaluator.workspace, 'constructs', whole, edge ? EDGE_DEFAULTS : SITE_DEFAULTS),
    ...(edge && { event: { type: 'cloudfront', edge: 'origin' } as const }),
  };
}

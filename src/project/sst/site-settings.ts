import type { FunctionSettings } from '../../model/deployment.js';
import { propsOf } from '../cdk/constructs.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { type LibraryObject, ObjectValue } from '../evaluate/values.js';
import { unknownSettings } from '../function-settings.js';
import { propertyOf } from './handed.js';
import { generationOf, releaseOf } from './release.js';
import { sstSettingsOf } from './settings.js';

/**
 * The settings of the function that renders a site: what `server` states, and what the components of SST take (3.19.3 and 4.17.1,
 * components/aws/ssr-site.ts). Nothing is known of constructs of earlier versions.
 */
export function siteSettings(evaluator: Evaluator, object: LibraryObject): FunctionSettings | undefined {
  if (generationOf(object.type) !== 'components') return undefined;
  const props = propsOf(object);
  const server = props.get('server');
  const isKnown = server === undefined || server instanceof ObjectValue;
  if (!isKnown || propertyOf(props, 'transform.server') !== undefined) return unknownSettings();
  const stated = server ?? new ObjectValue();
  const whole = { props: stated, written: [stated] };
  return sstSettingsOf(evaluator.workspace, 'components', whole, releaseOf(evaluator, object).defaults);
}

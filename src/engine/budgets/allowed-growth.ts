import type { FunctionBundle } from '../../model/bundle.js';
import type { Growth } from '../../model/options.js';

/** Zipped bytes that a function may gain on its base. */
export function allowedGrowth(growth: Growth, { zippedBytes }: Pick<FunctionBundle, 'zippedBytes'>): number {
  return 'bytes' in growth ? growth.bytes : (zippedBytes * growth.percent) / 100;
}

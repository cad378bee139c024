import { PACKAGES } from './package-costs.generated.js';
import type { PackageCost } from './package-costs.js';

/** What was measured of a package, whatever its name. */
export function knownCost(name: string): PackageCost | undefined {
  return Object.hasOwn(PACKAGES.costs, name) ? PACKAGES.costs[name] : undefined;
}

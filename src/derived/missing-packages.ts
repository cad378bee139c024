import type { Lacking } from '../model/missing-packages.js';

export function isLacking({ missing = [], missingLayers = [], hasUnknownReach = false }: Lacking): boolean {
  return hasUnknownReach || missing.length + missingLayers.length > 0;
}

export function notInstalled({ missing = [], notBuilt = [] }: Lacking): readonly string[] {
  return missing.filter((name) => !notBuilt.includes(name));
}

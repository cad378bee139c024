import type { FunctionBundle } from '../model/bundle.js';
import type { Lacking } from '../model/missing-packages.js';

export function isLacking({ missing = [], missingLayers = [], hasUnknownReach = false }: Lacking): boolean {
  return hasUnknownReach || missing.length + missingLayers.length > 0;
}

export function notInstalled({ missing = [], notBuilt = [] }: Lacking): readonly string[] {
  return missing.filter((name) => !notBuilt.includes(name));
}

/** Whether a start of it can be known in full once something is installed, built or mended, so that nobody can check its budget before. */
export function isStartOpen(bundle: Pick<FunctionBundle, 'missing' | 'isReachLost' | 'absentLayers'>): boolean {
  return isLacking(bundle) || bundle.isReachLost === true || (bundle.absentLayers ?? []).length > 0;
}

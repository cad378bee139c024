import type { Lacking, NotPackaged } from '../model/missing-packages.js';

export function isLacking({ missing = [], missingLayers = [], hasUnknownReach = false }: Lacking): boolean {
  return hasUnknownReach || missing.length + missingLayers.length > 0;
}

export function notInstalled({ missing = [], notBuilt = [] }: Lacking): readonly string[] {
  return missing.filter((name) => !notBuilt.includes(name));
}

/** Of what a start is estimated without, what can be installed, built or mended: not what is in no package, or left to layers that nobody can read here. */
export function mendable({ missing = [], lost = [], leftToLayers = [], ...others }: LackingStart): Lacking {
  return { ...others, missing: missing.filter((name) => ![...lost, ...leftToLayers].includes(name)) };
}

/** Whether a start can be known in full once something is installed, built or mended, so that nobody can check its budget before. */
export function isStartOpen(start: LackingStart): boolean {
  return isLacking(mendable(start));
}

/** What a start is estimated without. */
export type LackingStart = Lacking & NotPackaged;

import type { Charge } from './attribute-profile.js';

/** ES modules are read and compiled together before any of them runs, so each gets its part of that by its size. */
export function spreadReading(
  charges: readonly Charge[],
  modules: readonly { readonly module: string; readonly bytes: number }[],
): readonly Charge[] {
  const total = modules.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total === 0) return charges;
  const reading = charges.reduce((sum, { owner, microseconds }) => sum + (owner === 'read' ? microseconds : 0), 0);
  const spread = modules.map(({ module, bytes }): Charge => {
    return { owner: { module, functionName: '(load)' }, microseconds: (reading * bytes) / total };
  });
  return [...charges.filter(({ owner }) => owner !== 'read'), ...spread];
}

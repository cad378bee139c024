import type { Floor } from './parameters.js';
import { plus, times } from './spread.js';

const IMAGE_ABOVE_ZIP = { low: 0, mid: 135, high: 270 };
const NOT_PUBLISHED = 'none published for this one';

/**
 * The floor of a runtime; where none is published, the nearest one with a wider range.
 *
 * @throws {Error} when there is no floor at all.
 */
export function nearestFloor(floors: readonly Floor[], major: number, architecture: string, packaging: string): Floor {
  const wanted = `nodejs${major}.x ${architecture} ${packaging}`;
  const distance = ({ key }: Floor): number => {
    const [runtime, itsArchitecture, itsPackaging] = key.split(' ') as [string, string, string];
    const majors = Math.abs(Number.parseInt(runtime.slice('nodejs'.length), 10) - major);
    return (itsPackaging === packaging ? 0 : 1000) + majors * 10 + (itsArchitecture === architecture ? 0 : 1);
  };
  const [first, ...others] = floors;
  if (!first) throw new Error('No floor is known');
  const nearest = others.reduce((best, each) => (distance(each) < distance(best) ? each : best), first);
  if (nearest.key === wanted) return nearest;
  const source = `${nearest.source} for ${nearest.key}; ${NOT_PUBLISHED}`;
  // A round trip to an empty container took 270 ms longer than one to an empty zip, the fetching of it included (A. Stuyvenberg, January 2024).
  const isOtherKind = packaging === 'image' && nearest.key.endsWith('zip');
  const ms = times(isOtherKind ? plus(nearest.ms, IMAGE_ABOVE_ZIP) : nearest.ms, { low: 0.9, mid: 1, high: 1.1 });
  return { key: wanted, ms, source };
}

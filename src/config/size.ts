import type { Growth } from '../model/options.js';

const NUMBER = '\\d+(\\.\\d+)?';
const UNITS: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1000,
  mb: 1000 ** 2,
  gb: 1000 ** 3,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
};

/** `300 kB`; a pattern of the published schema, where flags cannot stand. */
const SIZE = `^\\s*${NUMBER}\\s*([kKmMgG][iI]?)?[bB]\\s*$`;
/** `5 %`. */
const PERCENT = `^\\s*${NUMBER}\\s*%\\s*$`;

const sizes = [
  { type: 'integer', minimum: 0 },
  { type: 'string', pattern: SIZE },
] as const;

/** Its title is what the validator says that a size must be. */
export const sizeSchema = { title: 'a number of bytes or a text such as "300 kB"', anyOf: sizes } as const;

export const growthSchema = {
  title: 'a number of bytes or a text such as "300 kB" or "5 %"',
  anyOf: [...sizes, { type: 'string', pattern: PERCENT }],
} as const;

/** `250000`, `"250 kB"` (1,000 bytes each), `"250 KiB"` (1,024 bytes each), as the schema lets through. */
export function toBytes(size: number | string): number {
  if (typeof size === 'number') return size;
  const unit = size.toLowerCase().replace(/[\d.\s]/g, '');
  return Math.round(Number.parseFloat(size) * UNITS[unit]!);
}

/** A size, or a share such as `"5 %"`. */
export function toGrowth(growth: number | string): Growth {
  if (typeof growth === 'string' && growth.includes('%')) return { percent: Number.parseFloat(growth) };
  return { bytes: toBytes(growth) };
}

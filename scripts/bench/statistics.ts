import type { Sample } from './measure.js';

export interface Series {
  readonly name: string;
  readonly samples: readonly Sample[];
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The value that so many percent do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)]!;
}

/** Wall time and memory of each, then how the medians compare. */
export function summary(series: readonly Series[]): string {
  const rows = series.map(({ name, samples }) => {
    const times = samples.map(({ wallMs }) => wallMs);
    const figures = [median(times), Math.min(...times), Math.max(...times)].map((ms) =>
      `${Math.round(ms)} ms`.padStart(10),
    );
    const peakMb = Math.max(...samples.map(({ peakRssMb }) => peakRssMb));
    return `${name.padEnd(10)}${figures.join('')}${`${Math.round(peakMb)} MB`.padStart(12)}`;
  });
  const head = `${''.padEnd(10)}${['median', 'min', 'max'].map((title) => title.padStart(10)).join('')}${'peak RSS'.padStart(12)}`;
  return [head, ...rows, '', ...ratios(series)].join('\n');
}

function ratios(series: readonly Series[]): readonly string[] {
  const medians = series.map(({ name, samples }) => ({ name, ms: median(samples.map(({ wallMs }) => wallMs)) }));
  return medians.flatMap((a, index) =>
    medians.slice(index + 1).map((b) => `${a.name} / ${b.name}: ${(a.ms / b.ms).toFixed(2)}`),
  );
}

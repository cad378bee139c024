import type { Timing } from '../model/result.js';

/** Lines of a table of phases and rules, slowest rule first; the rest of the whole is starting and loading. */
export function timingTable(timing: readonly Timing[], totalMs: number): readonly string[] {
  const phases = timing.filter(({ kind }) => kind === 'phase');
  const rules = timing.filter(({ kind }) => kind === 'rule').sort((a, b) => b.ms - a.ms);
  const rows: readonly (readonly [string, number])[] = [
    ...phases.map(({ name, ms }) => [name, ms] as const),
    ...rules.map(({ name, ms }) => [`rule ${name}`, ms] as const),
    ['whole process', totalMs],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, ms]) => `${name.padEnd(width)}  ${ms.toFixed(1).padStart(9)} ms`);
}

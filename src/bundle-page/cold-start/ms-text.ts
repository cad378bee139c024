import { shareText } from '../../model/units.js';
import type { PageColdStart } from '../unpack.js';
import type { StartNode } from './start-tree.js';

/** `95 ms`, `0.4 ms`, `<0.1 ms`. */
export function msText(ms: number): string {
  if (ms > 0 && ms < 0.1) return '<0.1 ms';
  return `${ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)} ms`;
}

/** `95 ms · 18 %`. */
export function timeText({ ms }: StartNode, root: StartNode): string {
  return `${msText(ms)} · ${shareText(ms, root.ms)}`;
}

/** `310–380 ms`. */
export function rangeText({ initMs: { low, high } }: Pick<PageColdStart, 'initMs'>): string {
  return low === high ? `${low} ms` : `${low}–${high} ms`;
}

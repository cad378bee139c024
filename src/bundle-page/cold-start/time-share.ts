import { msText } from '../../model/time-text.js';
import { shareText } from '../../model/units.js';
import type { StartNode } from './start-tree.js';

/** `95 ms · 18 %`. */
export function timeText({ ms }: StartNode, root: StartNode): string {
  return `${msText(ms)} · ${shareText(ms, root.ms)}`;
}

import { shareText } from '../../words/sizes.js';
import { msText } from '../../words/times.js';
import type { StartNode } from './start-tree.js';

/** `95 ms · 18 %`. */
export function timeText({ ms }: StartNode, root: StartNode): string {
  return `${msText(ms)} · ${shareText(ms, root.ms)}`;
}

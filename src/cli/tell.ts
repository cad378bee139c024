import { inLine } from '../lib/foreign-text.js';
import type { Output } from './io.js';

/** The one way to stderr: each text is a line, whatever names it holds. */
export function tell(stderr: Output, ...lines: readonly string[]): Promise<void> {
  return stderr.write(lines.map((line) => `${inLine(line)}\n`).join(''));
}

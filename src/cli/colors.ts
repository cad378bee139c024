import type { CliIo } from './io.js';

/** Whether to colour what goes to stdout: NO_COLOR and --no-color forbid it, FORCE_COLOR asks for it, a terminal wants it. */
export function wantsColors(io: CliIo, isAllowed: boolean): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = io.env;
  if (!isAllowed || NO_COLOR) {
    return false;
  }
  if (FORCE_COLOR !== undefined) {
    return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  }
  return io.stdout.isTTY && TERM !== 'dumb';
}

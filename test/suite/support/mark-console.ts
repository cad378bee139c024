import { format } from 'node:util';

/** What a suite prints begins with this, so that it can be told from what VS Code prints on the same stream. */
export const MARK = '[suite] ';

export function markConsole(): void {
  for (const level of ['log', 'info', 'warn', 'error'] as const) {
    const print = console[level].bind(console);
    const value = (...args: readonly unknown[]) => print(`${MARK}${format(...args)}`);
    // VS Code has made these properties deaf to assignment.
    Object.defineProperty(console, level, { value, configurable: true });
  }
}

import { inLine } from '../lib/foreign-text.js';
import type { LogLevel } from '../model/host.js';
import type { Output } from './io.js';
import { tell } from './tell.js';

export interface Progress {
  /** Takes the core's log: `info` says what it is doing now, `warn` is for the user, `debug` for nobody. */
  readonly log: (level: LogLevel, message: string) => void;
  /** Wipes the status line. */
  end(): void;
}

const quietMs = 1000;

/** A status line on a terminal's stderr once the work has taken a second; elsewhere only warnings. */
export function startProgress(stderr: Output, now: () => number = () => performance.now()): Progress {
  const startedMs = now();
  let isShown = false;
  const clear = () => {
    if (isShown) {
      void stderr.write('\r\u001b[K');
      isShown = false;
    }
  };
  const show = (text: string) => {
    if (stderr.isTTY && now() - startedMs >= quietMs) {
      void stderr.write(`\r\u001b[K${inLine(text)}…`);
      isShown = true;
    }
  };
  const timer = setTimeout(() => show('Analysing'), quietMs);
  return {
    log: (level, message) => {
      if (level === 'warn') {
        clear();
        void tell(stderr, `coldlens: ${message}`);
      } else if (level === 'info') {
        show(message);
      }
    },
    end: () => {
      clearTimeout(timer);
      clear();
    },
  };
}

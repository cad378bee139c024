import { window } from 'vscode';
import { type CrashVerdict, MAX_RESTARTS } from './crashes.js';

const showOutput = 'Show Output';
const restart = 'Restart';

export async function tellCrash(
  what: NonNullable<CrashVerdict['tell']>,
  actions: { showOutput(): void; restart(): Promise<void> },
): Promise<void> {
  const answer =
    what === 'restarted'
      ? await window.showWarningMessage('The Coldlens server stopped unexpectedly and is being restarted.', showOutput)
      : await window.showWarningMessage(
          `The Coldlens server stopped ${MAX_RESTARTS + 1} times within three minutes and will not be restarted again.`,
          restart,
          showOutput,
        );
  if (answer === showOutput) actions.showOutput();
  if (answer === restart) await actions.restart();
}

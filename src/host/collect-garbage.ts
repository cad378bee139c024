import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | undefined;

/**
 * Gives back the memory of work that is done. V8 puts that off as long as there is room, and a server that works in bursts beside an editor
 * would hold several times what it needs. Takes about as long as a hundred megabytes of live data take to be walked, so only at rest.
 */
export function collectGarbage(): void {
  collect ??= exposed();
  collect();
}

function exposed(): () => void {
  setFlagsFromString('--expose_gc');
  return runInNewContext('gc');
}

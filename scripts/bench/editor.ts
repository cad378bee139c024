import { readFileSync } from 'node:fs';
import { LspClient } from '../../test/support/lsp-client.js';
import { percentile } from './statistics.js';

/** What the server waits after a keystroke before it looks; see `src/server/runner.ts`. */
const DEBOUNCE_MS = 150;
/** Between an answer and the next keystroke; every tenth time long enough for the analysis of everything to begin. */
const PAUSE_MS = { short: 20, long: 1300 };

/**
 * Types into one file of a folder through `coldlens lsp --stdio` and takes times at the editor's side of the pipe. Every keystroke is
 * a line break at the top, made or taken back, so that places move and an answer must come.
 */
export async function typeInto(folder: string, file: string, keystrokes: number): Promise<string> {
  const path = `${folder}/${file}`;
  const started = performance.now();
  const client = await LspClient.start({ folders: [folder] });
  const initializedMs = performance.now() - started;
  const { functions, findings } = await client.untilReady();
  const readyMs = performance.now() - started;
  const openMs = await timed(async () => {
    await client.open(path);
    await client.untilDiagnostics(path, (each) => each.length > 0);
  });
  const answers: number[] = [];
  const memory = [residentMb(client.process.pid!)];
  for (let stroke = 1; stroke <= keystrokes; stroke++) {
    const line = client.diagnosticsOf(path)[0]!.range.start.line;
    const isLonger = stroke % 2 === 1;
    const range = { start: { line: 0, character: 0 }, end: { line: isLonger ? 0 : 1, character: 0 } };
    answers.push(
      await timed(async () => {
        await client.edit(path, [{ range, newText: isLonger ? '\n' : '' }]);
        await client.untilDiagnostics(path, ([first]) => first?.range.start.line === line + (isLonger ? 1 : -1));
      }),
    );
    if (stroke % 100 === 0) memory.push(residentMb(client.process.pid!));
    await new Promise((resolve) => setTimeout(resolve, stroke % 10 === 0 ? PAUSE_MS.long : PAUSE_MS.short));
  }
  await client.stop();
  const afterDebounce = answers.map((ms) => ms - DEBOUNCE_MS);
  const lines = readFileSync(path, 'utf8').split('\n').length;
  return [
    `${folder}/${file}: ${lines} lines; ${functions} functions, ${findings} findings in the folder`,
    `initialized ${round(initializedMs)}, ready ${round(readyMs)}, opened ${round(openMs)}`,
    `${keystrokes} keystrokes, diagnostics after the debounce of ${DEBOUNCE_MS} ms: ${[50, 95, 100].map((p) => `p${p} ${round(percentile(afterDebounce, p))}`).join(', ')}`,
    `resident memory of the server: ${memory.map((mb) => Math.round(mb)).join(', ')} MB (at the start, then after every 100)`,
  ].join('\n');
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function round(ms: number): string {
  return `${Math.round(ms)} ms`;
}

/** Linux only. */
function residentMb(pid: number): number {
  const [, kb = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kb) / 1024;
}

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { HandlerToRun } from './projects.js';
import type { RunOrder, RunReport } from './protocol.js';

const FOLDER = resolve('.coldlens-cache/reach');
const RUN_MS = 180_000;

/** Compiles what runs handlers: other hooks than its own must not compile the code of projects. */
export async function buildRunner(drivers: readonly string[]): Promise<void> {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  await build({
    entryPoints: {
      main: 'scripts/reach/run/main.ts',
      ...Object.fromEntries(drivers.map((name) => [`drivers/${name}`, `scripts/reach/drivers/${name}.ts`])),
    },
    outdir: FOLDER,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: ['ts-morph'],
    logLevel: 'warning',
  });
}

/** Runs one handler in a process of its own, which gets nothing of this one's environment but the path. */
export function runHandler(root: string, handler: HandlerToRun, driver: string): RunReport {
  const order: RunOrder = { root, handler, driver: join(FOLDER, 'drivers', `${driver}.cjs`) };
  const [orderPath, reportPath] = [join(FOLDER, 'order.json'), join(FOLDER, 'report.json')];
  writeFileSync(orderPath, JSON.stringify(order));
  rmSync(reportPath, { force: true });
  const run = spawnSync(process.execPath, [join(FOLDER, 'main.cjs'), orderPath, reportPath], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: FOLDER },
    encoding: 'utf8',
    timeout: RUN_MS,
    maxBuffer: 1 << 28,
  });
  if (process.env.REACH_LOG) writeFileSync(process.env.REACH_LOG, run.stdout + run.stderr, { flag: 'a' });
  if (existsSync(reportPath)) return JSON.parse(readFileSync(reportPath, 'utf8')) as RunReport;
  const failure = `no report: exit ${run.status ?? run.signal}, ${run.stderr.slice(-1500)}`;
  return { loaded: [], served: [], unmapped: [], initializers: 0, outcomes: [], failure };
}

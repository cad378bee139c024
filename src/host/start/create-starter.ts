import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { NonEmpty } from '../../lib/non-empty.js';
import { KnownError } from '../../model/errors.js';
import type {
  CodeToStage,
  NodeRuntime,
  OutsideCall,
  Starter,
  StartOutcome,
  StartRequest,
} from '../../model/starter.js';
import { makeFolder } from '../make-folder.js';
import { findPrograms, machineEnvironment } from '../programs.js';
import { makeTemporaryFolder } from '../temporary-folder.js';
import { isolatedEnvironment } from './child-environment.js';
import { HARNESS } from './harness.generated.js';
import { findNode, type LocatedNode } from './node-runtimes.js';
import { type ChildEnd, runChild } from './run-child.js';
import { stageCode } from './stage-code.js';

/** Empty files that the harness loads first. */
const WARMING = ['warm.cjs', 'warm.mjs'];

/**
 * Starts functions in processes of this machine. Dispose of it in the end.
 *
 * @param root the folder that is analysed, whose own programs have no part in it.
 */
export function createStarter(root: string): Starter {
  const { path: temporary, remove } = makeTemporaryFolder('coldlens-start-');
  const home = join(temporary, 'home');
  mkdirSync(home);
  const harness = join(temporary, 'harness.mjs');
  writeFileSync(harness, HARNESS);
  for (const name of WARMING) writeFileSync(join(temporary, name), '');
  const nodes = new Map<number | undefined, Promise<LocatedNode>>();
  const located = new Map<NodeRuntime, LocatedNode>();
  return {
    runtime: async (major) => {
      const known = nodes.get(major) ?? findNode(major, root);
      nodes.set(major, known);
      const node = await known;
      located.set(node, node);
      return node;
    },
    place: (runtime, placement) => {
      const top = mkdtempSync(join(temporary, 'code-'));
      const folder = stageCode(placement, top);
      const command = [...withoutNetwork(root), located.get(runtime)!.path, harness];
      return {
        folder,
        start: (request) => start(command, folder, placement, request, home),
        remove: () => rmSync(top, { recursive: true, force: true }),
      };
    },
    write: (path, text) => {
      try {
        makeFolder(dirname(path));
        writeFileSync(path, text);
      } catch (error) {
        throw new KnownError(`${path} cannot be written: ${(error as Error).message}`);
      }
    },
    dispose: remove,
  };
}

/** Of the process itself, before it comes to the function. */
const STARTING_MS = 1000;

async function start(
  command: readonly string[],
  folder: string,
  { entry, isModule }: CodeToStage,
  { environment, limitMs, isProfiled = false, signal }: StartRequest,
  home: string,
): Promise<StartOutcome> {
  const path = join(folder, entry);
  const file = isModule ? pathToFileURL(path).href : path;
  const end = await runChild({
    command: [...command, file, String(isModule), String(isProfiled)],
    cwd: folder,
    env: isolatedEnvironment(environment, folder, home),
    limitMs: limitMs + STARTING_MS,
    signal,
  });
  return outcomeOf(end, limitMs);
}

function outcomeOf({ report, stderr, exitCode, endSignal, isKilled }: ChildEnd, limitMs: number): StartOutcome {
  const lines = report.split('\n').flatMap(parse);
  const attempts = lines.flatMap(({ attempt }) => attempt ?? []);
  const [outcome] = lines.flatMap((line) => line.outcome ?? []);
  if (outcome) return { ...outcome, attempts };
  if (isKilled) return { kind: 'hung', message: `it was not loaded after ${limitMs / 1000} s`, attempts };
  const end = endSignal === null ? `with exit code ${exitCode}` : `by ${endSignal}`;
  const last = stderr
    .trim()
    .split('\n')
    .findLast((line) => /error/i.test(line));
  return { kind: 'died', message: `${end}${last ? `: ${last.trim()}` : ''}`, attempts };
}

interface Line {
  readonly outcome?: StartOutcome;
  readonly attempt?: OutsideCall;
}

/** A process that was killed may have written a part of a line. */
function parse(line: string): Line[] {
  try {
    const told: unknown = JSON.parse(line);
    return isLine(told) ? [told] : [];
  } catch {
    return [];
  }
}

/** The function can write there as well; what it makes up must not break the run. */
function isLine(told: unknown): told is Line {
  if (typeof told !== 'object' || told === null) return false;
  const { outcome } = told as { readonly outcome?: { readonly kind?: unknown; readonly ms?: unknown } };
  return outcome === undefined || outcome.kind !== 'loaded' || (typeof outcome.ms === 'number' && outcome.ms >= 0);
}

let isolation: readonly string[] | undefined;

/** A network namespace of its own, where the system lets us have one; code that goes round Node's own functions is held back as well. */
function withoutNetwork(root: string): readonly string[] {
  isolation ??= process.platform === 'linux' ? findIsolation(root) : [];
  return isolation;
}

function findIsolation(root: string): readonly string[] {
  const [[unshare], [nothing]] = ['unshare', 'true'].map((name) => findPrograms(name, root)) as [string[], string[]];
  if (unshare === undefined || nothing === undefined) return [];
  const ways: readonly NonEmpty<string>[] = [
    [unshare, '--net', '--'],
    [unshare, '--map-root-user', '--net', '--'],
  ];
  const env = machineEnvironment(root);
  return ways.find(([command, ...args]) => isRunning(command, [...args, nothing], env)) ?? [];
}

function isRunning(command: string, args: readonly string[], env: NodeJS.ProcessEnv): boolean {
  return spawnSync(command, args, { stdio: 'ignore', timeout: 5000, env }).status === 0;
}

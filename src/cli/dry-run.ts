import { absolutePath, relativePath } from '../lib/paths.js';
import type { Options } from '../model/options.js';
import type { FileChange, FixOutcome } from '../model/result.js';
import { wantsColors } from './colors.js';
import { deliver } from './deliver.js';
import { isHarmless, patchOf, shownPatch } from './diff.js';
import { drafted } from './fix.js';
import type { FixFlags } from './fix-flags.js';
import { fixSummary } from './fix-summary.js';
import type { CliIo } from './io.js';
import { patchFolder } from './other-root.js';
import { tell } from './tell.js';
import { exitCodeOf, type ThresholdFlags, thresholdOf } from './threshold.js';

export interface DryRunFlags extends FixFlags, ThresholdFlags {
  readonly outputFile?: string;
  readonly color: boolean;
}

/** `--fix-dry-run`: the patch in the place of the report. Returns the exit code. */
export async function dryRun(outcome: FixOutcome, options: Options, flags: DryRunFlags, io: CliIo): Promise<number> {
  const { root } = options;
  const { changes, failures } = drafted(options, outcome);
  const names = changes.map(({ file }) => file);
  const folder = patchFolder(root, io.cwd, names);
  const nameOf = (file: string): string => relativePath(folder, absolutePath(root, file));
  const patches = new Map(changes.map((change) => [change, patchOf({ ...change, file: nameOf(change.file) })]));
  const left = new Map([...failures, ...(await deliverPatches(patches, flags, io))]);
  await tell(io.stderr, ...fixSummary(outcome, { failures: left }, true));
  if (changes.length > 0 && folder !== io.cwd)
    await tell(io.stderr, `coldlens: Apply the patch in the folder ${relativePath(io.cwd, folder)}`);
  return left.size > 0 ? 2 : exitCodeOf(outcome.result, thresholdOf(flags));
}

/** To a file as they are; to a terminal to be looked at; else whoever applies them or a log may be there. Gives why some are left out, by file. */
async function deliverPatches(
  patches: ReadonlyMap<FileChange, string>,
  { outputFile, color }: DryRunFlags,
  io: CliIo,
): Promise<ReadonlyMap<string, string>> {
  const texts = [...patches.values()];
  const useColors = wantsColors(io, color);
  if (outputFile !== undefined) await deliver(texts.join(''), outputFile, io);
  else if (useColors || io.stdout.isTTY)
    await deliver(texts.map((text) => shownPatch(text, useColors)).join(''), undefined, io);
  else {
    await deliver(texts.filter(isHarmless).join(''), undefined, io);
    const harmful = [...patches].filter(([, text]) => !isHarmless(text));
    return new Map(harmful.map(([{ file }]) => [file, `${file} ${HARMFUL}`]));
  }
  return new Map();
}

const HARMFUL =
  'is left out of the patch, because text around the change could control a terminal or a CI system. Use --output-file to write it unchanged.';

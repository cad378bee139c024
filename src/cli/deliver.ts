import { writeFileAtomically } from '../host/write-file.js';
import type { CliIo } from './io.js';
import { absolute } from './targets.js';

/** Puts a report where it was asked for. */
export async function deliver(text: string, outputFile: string | undefined, io: CliIo): Promise<void> {
  if (outputFile === undefined) await io.stdout.write(text);
  else writeFileAtomically(absolute(outputFile, io.cwd), text);
}

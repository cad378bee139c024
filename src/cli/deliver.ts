import { writeFileAtomically } from '../host/write-file.js';
import type { CliIo } from './io.js';
import { absolute } from './targets.js';

/** Puts a report where it was asked for. */
export async function deliver(text: string, outputFile: string | undefined, io: CliIo): Promise<void> {
  if (outputFile === undefined) await io.stdout.write(harmless(text));
  else writeFileAtomically(absolute(outputFile, io.cwd), text);
}

/** Without what steers a terminal, but for colours: names and messages of a project may hold anything. */
function harmless(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  return text.replaceAll(/(?![\n\t])[\u0000-\u001a\u001c-\u001f\u007f-\u009f]|\u001b(?!\[[\d;]*m)/g, '');
}

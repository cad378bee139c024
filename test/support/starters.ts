import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Files } from './temp-folder.js';

/** A project as a framework's starter makes it, with code in it that costs time. */
export interface Starter {
  readonly name: string;
  readonly files: Files;
  /** What is to be found, a line for each function. */
  readonly expected: readonly string[];
  /** Where the planted code stands. */
  readonly planted: string;
}

const FOLDER = new URL('../fixtures/starters/', import.meta.url);

/**
 * Reads `test/fixtures/starters/*.txt`. `--- path` begins a file, `+++ path` stands for the planted code in the module format of the path's
 * ending, and `=== expected` begins the list of functions.
 */
export function readStarters(): readonly Starter[] {
  const names = readdirSync(fileURLToPath(FOLDER)).filter((file) => file.endsWith('.txt'));
  return names.sort().map((file) => parse(file.replace(/\.txt$/, ''), readText(file)));
}

function parse(name: string, text: string): Starter {
  const files: Record<string, string> = { '.git/HEAD': '' };
  const expected: string[] = [];
  let planted = '';
  let current: string | undefined;
  for (const line of text.split('\n')) {
    const [, mark, path = ''] = /^(---|\+\+\+|===) (.+)$/.exec(line) ?? [];
    if (mark === '+++') {
      planted = path;
      files[path] = readText(`planted/${/\.c?js$/.test(path) ? 'report.cjs' : 'report.ts'}`);
    }
    if (mark === '---') files[path] = '';
    if (mark !== undefined) current = mark === '---' ? path : mark;
    else if (current === '===' && line !== '') expected.push(line);
    else if (current !== undefined && current in files) files[current] += `${line}\n`;
  }
  return { name, files, expected, planted };
}

function readText(file: string): string {
  return readFileSync(new URL(file, FOLDER), 'utf8');
}

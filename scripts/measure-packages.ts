import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createStarter } from '../src/host/start/create-starter.js';
import { bundleRatio } from './measure-packages/bundle-ratio.js';
import { installPackages } from './measure-packages/install.js';
import { type Measured, measureOne } from './measure-packages/measure-one.js';
import { PACKAGES } from './measure-packages/packages.js';
import { writeTable } from './measure-packages/table.js';

const CACHE = resolve('.coldlens-cache/measure-packages');
/** What was measured, package by package, so that a broken run goes on where it ended. */
const NOTES = join(CACHE, 'measured.json');

type Notes = Record<string, Measured | { readonly failed: string }>;

/** Measures what loading packages costs and writes the table. `--again NAME …` measures these anew; `--table` only writes. It takes an hour. */
async function main(args: readonly string[]): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  const notes: Notes = existsSync(NOTES) ? JSON.parse(readFileSync(NOTES, 'utf8')) : {};
  const again = args[0] === '--again' ? args.slice(1) : [];
  for (const name of again) delete notes[name];
  if (args[0] !== '--table') await measureAll(notes);
  const failed = Object.entries(notes).flatMap(([name, note]) => ('failed' in note ? [`${name}: ${note.failed}`] : []));
  const ratio = await bundleRatio(join(CACHE, 'project'), [
    '@aws-sdk/client-s3',
    'axios',
    'zod',
    'express',
    'luxon',
    'graphql',
    'pg',
    'mongodb',
  ]);
  writeTable(
    Object.values(notes).flatMap((note) => ('failed' in note ? [] : [note])),
    ratio,
  );
  console.log([`${Object.keys(notes).length - failed.length} packages measured; not these:`, ...failed].join('\n'));
}

async function measureAll(notes: Notes): Promise<void> {
  const folder = join(CACHE, 'project');
  const missing = installPackages(folder, PACKAGES);
  const starter = createStarter(process.cwd());
  try {
    for (const specifier of PACKAGES) {
      if (notes[specifier]) continue;
      const reason = missing.get(specifier);
      notes[specifier] = reason === undefined ? await measureOne(specifier, folder, starter) : { failed: reason };
      writeFileSync(NOTES, `${JSON.stringify(notes, undefined, 1)}\n`);
      console.log(`${specifier}: ${summaryOf(notes[specifier])}`);
    }
  } finally {
    starter.dispose();
  }
}

function summaryOf(note: Notes[string]): string {
  return 'failed' in note
    ? note.failed
    : `${note.bundleMs} ms of ${note.bundleBytes} B bundled, ${note.filesMs ?? '–'} ms as files`;
}

await main(process.argv.slice(2));

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { generatedFiles } from './generate/outputs.js';

/** `npm run generate` renews what follows from rule metadata; with `--check` it only says what is out of date, and fails. */
const isCheck = process.argv.includes('--check');
const stale = [...(await generatedFiles())].filter(
  ([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text,
);
for (const [path, text] of stale) {
  if (isCheck) {
    console.error(`${path} is out of date; run "npm run generate".`);
  } else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    console.log(`wrote ${path}`);
  }
}
process.exitCode = isCheck && stale.length > 0 ? 1 : 0;

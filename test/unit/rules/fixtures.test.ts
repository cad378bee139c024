import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../../src/rules/index.js';
import { findingLines } from '../../support/lint-source.js';

const marker = '// expect-finding';

/** A fixture is a file, or a folder of files: path below the fixture → text. */
function readFixture(path: string): Readonly<Record<string, string>> {
  const names = statSync(path).isFile() ? [''] : (readdirSync(path, { recursive: true }) as string[]);
  const files = names.filter((name) => statSync(join(path, name)).isFile());
  return Object.fromEntries(
    files.map((name) => [name || path.split('/').at(-1)!, readFileSync(join(path, name), 'utf8')]),
  );
}

function markedLines(files: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(files).flatMap(([file, text]) =>
    text.split('\n').flatMap((line, index) => (line.includes(marker) ? [`${file}:${index + 1}`] : [])),
  );
}

describe(`each rule reports exactly the lines marked "${marker}" in its fixtures`, () => {
  for (const { meta } of rules) {
    const folder = `test/fixtures/rules/${meta.id}`;
    for (const name of existsSync(folder) ? readdirSync(folder) : []) {
      it(`${meta.id}: ${name}`, async () => {
        const files = readFixture(join(folder, name));
        const lines = new Set(await findingLines(files, meta.id));
        assert.deepEqual([...lines].sort(), markedLines(files).toSorted());
      });
    }
  }
});

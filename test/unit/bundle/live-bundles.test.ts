import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LiveBundles } from '../../../src/bundle/live-bundles.js';
import { createNodeHost } from '../../../src/host/node-host.js';
import type { LambdaFunction } from '../../../src/model/function.js';
import { sampleFunction } from '../../support/sample-result.js';
import { withTempFolder } from '../../support/temp-folder.js';

const FILES = {
  'src/a.ts': `import { text } from './lib';\nexport const handler = () => text;\n`,
  'src/lib.ts': `export const text = 'before';\n`,
  'src/other.ts': `export const other = 1;\n`,
};

interface Open {
  readonly session: LiveBundles;
  readonly folder: string;
  /** Names of the functions that are to be built. */
  pending(): readonly string[];
  /** Begins to build, changes a file meanwhile, and waits for the end. */
  buildWhile(file: string, text: string): Promise<void>;
}

function withSession(use: (open: Open) => Promise<void>): Promise<void> {
  return withTempFolder(FILES, async (folder) => {
    const session = new LiveBundles(folder, createNodeHost());
    const fn: LambdaFunction = sampleFunction('A', {
      handler: { file: 'src/a.ts', export: 'handler', line: 2 },
      runtime: 'nodejs22.x',
      build: { tool: 'esbuild' },
    });
    session.follow([fn]);
    const open: Open = {
      session,
      folder,
      pending: () => session.pending(() => false).map(({ name }) => name),
      buildWhile: async (file, text) => {
        const building = session.build(session.pending(() => true));
        const path = join(folder, file);
        writeFileSync(path, text);
        session.changed(path);
        await building;
      },
    };
    try {
      await use(open);
    } finally {
      await session.dispose();
    }
  });
}

describe('bundles that are built again and again', () => {
  it('are built once more where a file changed during their first build', () =>
    withSession(async ({ session, pending, buildWhile }) => {
      await buildWhile('src/lib.ts', `import './nowhere';\nexport const text = 'after';\n`);
      assert.deepEqual(pending(), ['A']);
      await session.build(session.pending(() => true));
      assert.match(session.known()[0]!.problems[0]!.message, /nowhere/);
      assert.deepEqual(pending(), []);
    }));

  it('are built once more where a file changed that they did not load before', () =>
    withSession(async ({ session, folder, pending, buildWhile }) => {
      await session.build(session.pending(() => true));
      writeFileSync(
        join(folder, 'src/a.ts'),
        `import { other } from './other';\nexport const handler = () => other;\n`,
      );
      session.changed(join(folder, 'src/a.ts'));
      await buildWhile('src/other.ts', 'export const other = 2;\n');
      assert.deepEqual(pending(), ['A']);
    }));

  it('are built once more where a file changed while their build failed', () =>
    withSession(async ({ session, folder, pending, buildWhile }) => {
      writeFileSync(join(folder, 'src/lib.ts'), `import './nowhere';\nexport const text = 1;\n`);
      await buildWhile('src/lib.ts', FILES['src/lib.ts']);
      assert.deepEqual(pending(), ['A']);
      await session.build(session.pending(() => true));
      assert.deepEqual(session.known()[0]!.problems, []);
    }));

  it('are lower bounds as long as a function that lacks packages has not been built as it is now', () =>
    withSession(async ({ session, folder }) => {
      writeFileSync(join(folder, 'src/a.ts'), `import pg from 'pg';\nexport const handler = () => pg;\n`);
      await session.build(session.pending(() => true));
      const missing = () => session.known().map((each) => [each.missing, each.isOutdated]);
      assert.deepEqual(missing(), [[['pg'], false]]);
      const { fn } = session.known()[0]!;
      session.follow([{ ...fn, build: { tool: 'esbuild', minify: true } }]);
      assert.deepEqual(missing(), [[['pg'], true]]);
    }));

  it('are left alone where the file is none of theirs', () =>
    withSession(async ({ pending, buildWhile }) => {
      await buildWhile('src/other.ts', 'export const other = 2;\n');
      assert.deepEqual(pending(), []);
    }));
});

import assert from 'node:assert/strict';
import { fixOf } from '../../support/fix-of.js';

const HEAD = `import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
const s3 = new S3Client({});
const KEYS = ['a', 'b', 'c', 'd', 'e', 'f'];
`;
const LOOP = `for (const key of KEYS) {
    const r = await s3.send(new GetObjectCommand({ Bucket: 'b', Key: key }));
    found.push(r.ETag);
  }`;

const inHandler = (before: string, after = 'return found;'): string =>
  `${HEAD}export const handler = async (event: any) => {\n  ${before}\n  ${LOOP}\n  ${after}\n};\n`;

const seen: Readonly<Record<string, string>> = {
  'a race with a timeout': `${HEAD}export const handler = async () => {
  const found: unknown[] = [];
  const run = async () => {
    ${LOOP}
  };
  await Promise.race([run(), new Promise((done) => setTimeout(done, 500))]);
  return found;
};
`,
  'a caller that catches': `${HEAD}async function collect(state: { found: unknown[] }) {
  const found = state.found;
  ${LOOP}
}
export const handler = async () => {
  const state = { found: [] as unknown[] };
  try { await collect(state); } catch { return { partial: state.found }; }
  return state;
};
`,
  'a list of the event': inHandler('const found = event.found;'),
  'a timer': inHandler('const found: unknown[] = []; setTimeout(() => event.report(found), 1000);'),
  'another object': inHandler('const found: unknown[] = []; event.partial = found;'),
  'an object that is made of it': inHandler('const found: unknown[] = []; const ctx = { found }; event.use(ctx);'),
  'a list of lists': inHandler('const found: unknown[] = []; event.all.push(found);'),
  'another name': inHandler('const found: unknown[] = []; const same = found; event.use(same);'),
  'a function of its own': inHandler('const found: unknown[] = []; const show = () => found.length; event.use(show);'),
  'whoever got it in the turn of a loop around': `${HEAD}export const handler = async (event: any) => {
  const found: unknown[] = [];
  while (event.more()) {
    ${LOOP}
    event.rows = found;
  }
  return found;
};
`,
  'a method of it': inHandler('const found: unknown[] = []; event.add = found.push.bind(found);'),
};

const own: Readonly<Record<string, string>> = {
  'it is returned': inHandler('const found: unknown[] = [];'),
  'it holds something': inHandler(`const found: unknown[] = ['first'];\n  found.push('second');`),
  'its length was looked at': inHandler('const found: unknown[] = [];\n  if (found.length > 0) return;'),
  'it goes elsewhere afterwards': inHandler(
    'const found: unknown[] = [];',
    'event.use(found); return found.map((each) => found.length);',
  ),
  'a loop around only looks into it': `${HEAD}export const handler = async (event: any) => {
  const found: unknown[] = [];
  while (found.length < event.wanted) {
    ${LOOP}
  }
  return found;
};
`,
  'it is of the function with the loop': `${HEAD}async function load() {\n  const found: unknown[] = [];\n  ${LOOP}\n  return found;\n}\nexport const handler = async () => load();\n`,
};

describe('results of a loop come all at once when its turns run side by side', () => {
  for (const [who, code] of Object.entries(seen))
    it(`by suggestion where somebody may see them before: ${who}`, async () =>
      assert.match(
        await fixOf({ 'handler.ts': code }, 'await-in-loop'),
        /^suggestion: .*results (come all at once, at the end|before a failure are lost)/,
      ));
  for (const [where, code] of Object.entries(own))
    it(`safely where ${where}`, async () =>
      assert.match(await fixOf({ 'handler.ts': code }, 'await-in-loop'), /^safe: /));
});

describe('a limiter that the package has', () => {
  const loop = inHandler('const found: (string | undefined)[] = [];').replace('of KEYS', 'of event.keys as string[]');
  const withImport = (line: string): Promise<string> =>
    fixOf(
      {
        'handler.ts': `import { many } from './many';\n${loop.replace('return found;', 'return many(found);')}`,
        'many.ts': `${line}\nexport const many = (all: unknown[]) => pMap(all, async (each: unknown) => each);\n`,
      },
      'await-in-loop',
    );

  it('is used by its default where that is imported, and not where only the whole module is', async () => {
    assert.match(await withImport(`import pMap from 'p-map';`), /with p-map/);
    assert.match(await withImport(`import * as pMap from 'p-map';`), /adds a function to the file/);
  });
});

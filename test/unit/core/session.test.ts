import assert from 'node:assert/strict';
import { resolveOptions } from '../../../src/config/resolve-options.js';
import { createSession } from '../../../src/core/analysis/session.js';
import { overlayHost } from '../../../src/engine/fixing/overlay-host.js';
import type { Finding } from '../../../src/model/finding.js';
import { rules } from '../../../src/rules/index.js';
import { memoryHost } from '../../support/memory-host.js';

const root = '/shop';
const metas = rules.map(({ meta }) => meta);
const options = resolveOptions({ root, paths: [], rules: metas, onlyRules: [] }, { outer: [], nested: [] });

const FILES = {
  'template.yaml': ['Create', 'List']
    .map(
      (name) =>
        `  ${name}: { Type: AWS::Serverless::Function, Properties: { Handler: src/${name}.handler, Runtime: nodejs22.x } }\n`,
    )
    .reduce((text, each) => text + each, 'Resources:\n'),
  'src/Create.ts': "import { save } from './db';\nexport const handler = async () => save();\n",
  'src/List.ts': "import { save } from './db';\nexport const handler = async () => save();\n",
  'src/db.ts': `import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';
export async function save() {
  const client = new S3Client({});
  await client.send(new PutObjectCommand({ Bucket: 'b', Key: 'k' }));
}
`,
};

/** A session over these files, analysed, whose texts can be edited. */
async function start() {
  const edits = new Map<string, string>();
  const files = Object.fromEntries(Object.entries(FILES).map(([path, text]) => [`${root}/${path}`, text]));
  const session = createSession(overlayHost(memoryHost(files), edits));
  const { findings } = await session.analyze(options);
  const edit = (file: string, text: string): string => {
    edits.set(`${root}/${file}`, text);
    return `${root}/${file}`;
  };
  return { session, findings, edit };
}

function show(findings: readonly Finding[]): string[] {
  return findings.map(({ file, line, functions }) => `${file}:${line} ${functions.length}`);
}

describe('an analysis that goes along with edits', () => {
  it('looks anew at an edited file with everything that reaches it', async () => {
    const { session, findings, edit } = await start();
    assert.deepEqual(show(findings), ['src/db.ts:3 2']);
    const update = await session.update([edit('src/db.ts', `// first\n${FILES['src/db.ts']}`)]);
    assert.deepEqual(show(update!.findings), ['src/db.ts:4 2']);
    assert.deepEqual([...update!.files].sort(), ['src/Create.ts', 'src/List.ts', 'src/db.ts']);
  });

  it('says nothing of files that other functions load as well', async () => {
    const { session, edit } = await start();
    const update = await session.update([edit('src/List.ts', 'export const handler = async () => 1;\n')]);
    assert.deepEqual([...update!.files], ['src/List.ts']);
    assert.deepEqual(update!.findings, []);
  });

  it('speaks for a file that only the edited function has come to load, and for one that it no longer loads', async () => {
    const { session, edit } = await start();
    await session.update([edit('src/List.ts', 'export const handler = async () => 1;\n')]);
    const update = await session.update([edit('src/Create.ts', `\n${FILES['src/Create.ts']}`)]);
    assert.deepEqual(show(update!.findings), ['src/db.ts:3 1']);
    const last = await session.update([edit('src/Create.ts', 'export const handler = async () => 1;\n')]);
    assert.ok(last!.files.has('src/db.ts'));
    assert.deepEqual(last!.findings, []);
  });

  it('has nothing to say of a file that no function loads, or before the first analysis', async () => {
    const { session, edit } = await start();
    assert.equal(await session.update([edit('src/tool.ts', 'export {};\n')]), undefined);
    const fresh = createSession(memoryHost({}));
    assert.equal(await fresh.update(['/shop/src/db.ts']), undefined);
  });

  it('can be given up between two steps, and goes on from what it knew', async () => {
    const { session, edit } = await start();
    let pauses = 0;
    const giveUp = async (): Promise<void> => {
      pauses += 1;
      if (pauses === 3) throw new Error('enough');
    };
    await assert.rejects(session.update([edit('src/db.ts', `\n${FILES['src/db.ts']}`)], giveUp), /enough/);
    const update = await session.update([`${root}/src/db.ts`]);
    assert.deepEqual(show(update!.findings), ['src/db.ts:4 2']);
  });

  it('tells which functions there are before their code is looked at', async () => {
    const { session } = await start();
    const heard: string[] = [];
    await session.analyze(
      options,
      async () => {},
      async (functions) => void heard.push(...functions.map(({ name }) => name)),
    );
    assert.deepEqual(heard, ['Create', 'List']);
  });
});

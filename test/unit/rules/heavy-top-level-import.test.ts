import assert from 'node:assert/strict';
import type { InitCostOf } from '../../../src/model/cold-start.js';
import type { Finding } from '../../../src/model/finding.js';
import { lintSource } from '../../support/lint-source.js';

const id = 'heavy-top-level-import';

const branch = (test: string, use: string, imported = "import PDFDocument from 'pdfkit';") => `${imported}

export const handler = async (event: Record<string, string>) => {
  if (${test}) return ${use};
  return (await fetch(\`https://example.com/\${event.id}\`)).text();
};
`;
const pdf = branch("event.format === 'pdf'", 'new PDFDocument().text(event.id)');

async function findingsIn(files: Readonly<Record<string, string>>, costs?: InitCostOf): Promise<readonly Finding[]> {
  return (await lintSource(files, [id], costs)).findings;
}

function costing(mid: number): InitCostOf {
  return () => ({ ms: { low: mid / 2, mid, high: mid * 2 }, origin: 'measured', source: 'a stopwatch' });
}

describe('heavy-top-level-import', () => {
  it('says what loading costs, where it is used and what to do', async () => {
    const [finding] = await findingsIn({ 'app.ts': pdf }, costing(84.4));
    assert.equal(
      finding?.message,
      'pdfkit adds about 84 ms to each cold start, but only the branch at line 4 uses it. Load it there, with a dynamic import.',
    );
    assert.deepEqual(finding.impact, {
      phase: 'init',
      per: 'cold start',
      latencyMs: { low: 42.2, high: 168.8 },
      origin: 'measured',
      source: 'a stopwatch',
    });
    assert.deepEqual(
      finding.related.map(({ line, message }) => `${line} ${message}`),
      ['4 uses pdfkit'],
    );
  });

  it('names several catches as what they are', async () => {
    const attempt = 'try { await fetch(event.id); } catch { new Pdf(); }';
    const source = `import Pdf from 'pdfkit';\nexport const handler = async (event: { id: string }) => {\n  ${attempt}\n  ${attempt}\n};\n`;
    const [finding] = await findingsIn({ 'app.ts': source }, costing(84));
    assert.match(finding?.message ?? '', /but only the catches at line 3 and line 4 use it\./);
  });

  it('has nothing to say where no cost is known, or too small a one', async () => {
    assert.deepEqual(await findingsIn({ 'app.ts': pdf }, () => undefined), []);
    assert.deepEqual(await findingsIn({ 'app.ts': pdf }, costing(29)), []);
    assert.equal((await findingsIn({ 'app.ts': pdf }, costing(30))).length, 1);
  });

  it('asks for the path as it is imported, and tells what stands beside it', async () => {
    const asked: string[] = [];
    const source = branch(
      "event.action === 'tell'",
      'new SNS().publish({ Message: event.id }).promise()',
      "import SNS from 'aws-sdk/clients/sns';\nimport { S3Client } from '@aws-sdk/client-s3';\n\nexport const s3 = new S3Client({});",
    );
    await findingsIn({ 'app.ts': source }, (specifier, fn, alongside) => {
      asked.push(`${fn.name} ${specifier} [${[...alongside]}]`);
      return costing(specifier.includes('sns') ? 50 : 0)(specifier, fn, alongside);
    });
    assert.ok(asked.includes('app aws-sdk/clients/sns [@aws-sdk/client-s3]'), asked.join('\n'));
  });

  it('names the functions that load it while they start, and how the use is reached', async () => {
    const files = {
      'orders.ts': `import { pdf } from './pdf';\n${branch("event.format === 'pdf'", 'pdf(event.id)', '')}`,
      'mails.ts': `import { pdf } from './pdf';\n${branch("event.kind === 'invoice'", 'pdf(event.id)', '')}`,
      'later.ts': branch("event.format === 'pdf'", "(await import('./pdf')).pdf(event.id)", ''),
      'pdf.ts':
        "import PDFDocument from 'pdfkit';\n\nexport const pdf = (text: string) => new PDFDocument().text(text);\n",
    };
    const [finding, ...others] = await findingsIn(files);
    assert.deepEqual(others, []);
    assert.equal(finding?.file, 'pdf.ts');
    assert.deepEqual(
      finding.functions.map((each) => each.split('#')[0]),
      ['mails.ts', 'orders.ts'],
    );
    assert.deepEqual(
      finding.callPath.map(({ name }) => name),
      ['handler', 'pdf'],
    );
    assert.match(finding.message, /the branch(es)? at (later|mails|orders)\.ts:\d|3 branches/);
  });

  it('is an info where the branch is only optional', async () => {
    const severities = async (test: string) =>
      (await findingsIn({ 'app.ts': branch(test, 'new PDFDocument().text(event.id)') })).map(
        ({ severity }) => severity,
      );
    assert.deepEqual(await severities("event.format === 'pdf'"), ['warning']);
    assert.deepEqual(await severities('event.withPdf'), ['info']);
    assert.deepEqual(await severities("event.format !== 'json'"), []);
    assert.deepEqual(await severities("process.env.STAGE === 'prod'"), []);
    assert.deepEqual(await severities('process.env.ENABLE_PDF'), ['info']);
    assert.deepEqual(await severities('process.env.IS_LOCAL'), ['warning']);
  });

  it('stays silent where an installed package of the function depends on it', async () => {
    const beside = { 'app.ts': `import { print } from 'printer';\n\nexport const printer = print();\n${pdf}` };
    const installed = {
      'node_modules/printer/package.json': '{ "dependencies": { "paper": "1" } }',
      'node_modules/paper/package.json': '{ "dependencies": { "pdfkit": "1" } }',
    };
    assert.equal((await findingsIn(beside)).length, 1);
    assert.deepEqual(await findingsIn({ ...beside, ...installed }), []);
  });
});

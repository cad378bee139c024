import assert from 'node:assert/strict';
import { lintSource } from '../../support/lint-source.js';

const head = `import axios from 'axios';
let token;
const config = {};
const setToken = (value) => { token = value; };
const parse = (answer) => { if (!answer.data.ok) throw new Error('denied'); return answer.data; };
const plain = (answer) => ({ name: answer.data.name, at: String(answer.status) });
const load = async () => (await axios.get('https://a/b', { headers: { token } })).data;
`;

const handler = (code: string, rest = ''): string =>
  `${head}${rest}\nexport const handler = async (event) => {\n  ${code}\n};\n`;

/** Two calls, with code between them. */
const between = (code: string, rest = ''): string =>
  handler(`const a = await axios.get('https://a/a');\n  ${code}\n  const b = await load();\n  return [a, b];`, rest);

async function findingsOf(code: string) {
  const serverless =
    'service: s\nprovider: { name: aws, runtime: nodejs22.x }\nfunctions:\n  f: { handler: index.handler }\n';
  const files = { 'index.mjs': code, 'other.mjs': OTHER, 'serverless.yml': serverless };
  return (await lintSource(files, ['sequential-awaits'])).findings;
}

const OTHER = `let kept;\nconst times = {};\nexport const keep = (value) => { kept = value; };\nexport const start = (name) => { times[name] = 1; };\nexport const settings = {};\n`;

const notSafe: readonly string[] = [
  between('process.env.API_KEY = a.data;'),
  between('token = a.data;'),
  between('config.token = a.data;'),
  between('Object.assign(config, a.data);'),
  between('setToken(a.data);'),
  between('keep(a.data);', `import { keep } from './other.mjs';`),
  between('start("b");', `import { start } from './other.mjs';`),
  between(
    'store.enterWith(a.data);',
    `import { AsyncLocalStorage } from 'node:async_hooks';\nconst store = new AsyncLocalStorage();`,
  ),
  between(
    'logger.appendKeys(a.data);',
    `import { Logger } from '@aws-lambda-powertools/logger';\nconst logger = new Logger();`,
  ),
  between(
    'tracer.setSegment(a.data);',
    `import { Tracer } from '@aws-lambda-powertools/tracer';\nconst tracer = new Tracer();`,
  ),
  between('const now = new Date();'),
  between('const now = Date.now();'),
  between('const now = performance.now();'),
  between('const all = [a.data].map(setToken);'),
  between('const one = [a.data].find((each) => setToken(each));'),
  between('const one = model.find({ id: 1 });', `import { model } from './model.mjs';`),
  between('unknown();', `import unknown from 'unknown';`),
  between('// Only after the first call: it warms a cache.'),
  handler(`token = (await axios.get('https://a/a')).data;\n  const b = await load();\n  return b;`),
  handler(`config.token = (await axios.get('https://a/a')).data;\n  const b = await load();\n  return b;`),
  handler(`setToken((await axios.get('https://a/a')).data);\n  const b = await load();\n  return b;`),
  handler(`const a = parse(await axios.get('https://a/a'));\n  const b = await load();\n  return [a, b];`),
  handler(
    `let key;\n  const me = async () => axios.get('https://a/b', { headers: { key } });\n  key = (await axios.get('https://a/a')).data;\n  const b = await me();\n  return b;`,
  ),
  handler(
    `const me = async () => axios.get('https://a/b', { headers: { key } });\n  const key = await axios.get('https://a/a');\n  const b = await me();\n  return b;`,
  ),
  handler(
    `const a = await axios.get('https://a/a');\n  const b = await load();\n  return [a, b];`,
    `axios.interceptors.request.use((c) => { c.headers.t = token; return c; });`,
  ),
  handler(
    `let a, b;\n  try {\n    a = await axios.get('https://a/a');\n    b = await load();\n  } catch {\n    return a;\n  }\n  return [a, b];`,
  ),
  handler(
    `let a, b;\n  try {\n    a = await axios.get('https://a/a');\n    b = await load();\n    return b;\n  } finally {\n    console.log(a);\n  }`,
  ),
  handler(
    `let step = 'a';\n  try {\n    const a = await axios.get('https://a/a');\n    step = 'b';\n    const b = await load();\n    return [a, b];\n  } catch { return step; }`,
  ),
  handler(
    `return new Service().run();`,
    `class Service {\n  async me() { return axios.get('https://a/b', { headers: { t: this.token } }); }\n  async run() { this.token = (await axios.get('https://a/a')).data; const b = await this.me(); return b; }\n}`,
  ),
];

const safe: readonly string[] = [
  between(''),
  between(`console.log('between');`),
  between(`log.info('between', { a: 1 });`, `import log from './log.mjs';`),
  between(`const size = 5 * 3;`),
  between(`const all = Object.values(event).map(plain);`),
  between(`const keys = Object.keys(event).map((key) => key.trim());`),
  between(`const first = Object.values(event).find((each) => each.id === 1);`),
  between(`const params = { id: event.id };\n  if (event.all) params.all = true;`),
  between(`// The orders of this customer.`),
  handler(`const a = plain(await axios.get('https://a/a'));\n  const b = await load();\n  return [a, b];`),
  handler(`let a, b;\n  a = await axios.get('https://a/a');\n  b = await load();\n  return [a, b];`),
  handler(
    `try {\n    const a = await axios.get('https://a/a');\n    const b = await load();\n    return [a, b];\n  } catch { return 'failed'; }`,
  ),
  handler(
    `const { name = 'x' } = (await axios.get('https://a/a')).data;\n  const b = await load();\n  return [name, b];`,
  ),
];

describe('code between two calls, and around them', () => {
  for (const code of notSafe)
    it(`is no reason for a safe fix: ${titleOf(code)}`, async () => {
      const kinds = (await findingsOf(code)).flatMap(({ fixes }) => fixes.map(({ kind }) => kind));
      assert.ok(!kinds.includes('safe'), code);
    });

  for (const code of safe)
    it(`leaves it safe: ${titleOf(code)}`, async () => {
      const kinds = (await findingsOf(code)).flatMap(({ fixes }) => fixes.map(({ kind }) => kind));
      assert.deepEqual(kinds, ['safe'], code);
    });
});

function titleOf(code: string): string {
  return code.slice(head.length).replace(/\s+/g, ' ').slice(0, 160);
}

describe('a suppressing comment', () => {
  const lines = (comment: string): string =>
    between(comment).replace('return [a, b]', `const c = await load();\n  return [a, b, c]`);

  it('silences the finding above any await of the group', async () => {
    const [finding] = await findingsOf(lines('// coldlens-disable-next-line sequential-awaits -- must follow a'));
    assert.deepEqual([finding?.suppressed, finding?.suppressionReason], [true, 'must follow a']);
  });

  it('of another rule does not', async () => {
    const [finding] = await findingsOf(lines('// coldlens-disable-next-line await-in-loop -- another one'));
    assert.equal(finding?.suppressed, false);
  });

  it('between the calls, above none of them, does not', async () => {
    const code = lines(`// coldlens-disable-next-line sequential-awaits -- a line of its own\n  console.log('x');`);
    assert.equal((await findingsOf(code))[0]?.suppressed, false);
  });
});

import assert from 'node:assert/strict';
import { loadSource } from '../../support/load-source.js';

type Code = string | Readonly<Record<string, string>>;

/** What is said of calls that nobody can follow, with its place. */
function told(code: Code): string[] {
  const { problems } = loadSource(code);
  const own = problems.filter(({ kind }) => kind === 'unfollowed-call');
  return own.map(({ file, line, functions = [], message }) => {
    assert.deepEqual(
      functions.map(({ name }) => name),
      ['main'],
    );
    return `${file}:${line} ${message}`;
  });
}

const STORE = 'class Store { load() {} }\n';

describe('a call that nobody can follow is told where', () => {
  const cases: readonly [title: string, code: Code, expected: RegExp][] = [
    [
      'something unknown is called while the module loads',
      `${STORE}const all: any = {};\nconst pick = (name) => all[name];\npick('store').load();\nexport const handler = async () => Store;`,
      /^main\.ts:4 cannot tell what `pick\('store'\)\.load\(\)` calls; Store\.load \(main\.ts:1\) may run here, and is not analysed$/,
    ],
  ];
  for (const [title, code, expected] of cases) {
    it(title, () => {
      const [first = '', ...others] = told(code);
      assert.match(first, expected);
      assert.deepEqual(others, []);
    });
  }
});

describe('nothing is told where', () => {
  const cases: readonly [title: string, code: string][] = [
    ['the call is followed', `${STORE}const store = new Store();\nexport const handler = async () => store.load();`],
    [
      'nothing of ours has the name',
      `${STORE}export const handler = async (event) => event.services.store.save(new Store().load());`,
    ],
    [
      'the function is entered by somebody else',
      `${STORE}new Store().load();\nexport const handler = async (event) => event.services.load();`,
    ],
    [
      'a list is walked',
      'class Result { map() {} }\nexport const handler = async (event) => event.Records.map((each) => each.id);',
    ],
    [
      'a package made it',
      "import { open } from 'db';\nclass Store { load() {} }\nexport const handler = async () => { const db = await open(); return db.load(); };",
    ],
    [
      'the language made it',
      'class Store { get() {} }\nexport const handler = async (event) => new URLSearchParams(event.body).get("a");',
    ],
    [
      'it is a method of the event',
      'class Store { done() {} }\nexport const handler = async (event, context) => context.done(event);',
    ],
    [
      'a type says that it is none of ours',
      'class Store { get() {} }\nconst headersOf = (event): Headers => new Headers(event.headers);\nexport const handler = async (event) => headersOf(event).get("a");',
    ],
    [
      'it is the answer that a framework gives to a function that a route names',
      `import express from 'express';\nimport { keep } from 'services';\n${STORE}keep(Store);\nconst app = express();\nconst show = (req, res) => res.load();\napp.get('/', show);\nexport const handler = async () => app.run();`,
    ],
    [
      'the code never runs',
      `${STORE}export const handler = async () => 1;\nexport const other = async (event) => event.services.load();`,
    ],
  ];
  for (const [title, code] of cases) it(title, () => assert.deepEqual(told(code), []));
});

import assert from 'node:assert/strict';
import { isMemoised } from '../../../../src/lambda/reach/once-per-environment.js';
import { lifetimesIn } from '../../../support/guarded.js';
import { loadSource } from '../../../support/load-source.js';

/** Does the only `make()` of the code run on every invocation of `handler`? */
function isPerInvocation(code: string): boolean {
  const { program, node } = loadSource(code);
  return program.reach.isPerInvocation(node('make(1)'));
}

describe('runs once for an environment', () => {
  const cases: readonly [title: string, code: string][] = [
    ['module scope', 'const kept = make(1);\nexport const handler = async () => kept;'],
    ['??=', 'let kept;\nexport const handler = async () => (kept ??= make(1));'],
    ['||=', 'let kept;\nexport const handler = async () => (kept ||= make(1));'],
    ['a = a || b', 'let kept;\nexport const handler = async () => { kept = kept || make(1); };'],
    ['a = a ?? await b', 'let kept;\nexport const handler = async () => { kept = kept ?? (await make(1)); };'],
    ['a || (a = b)', 'let kept;\nexport const handler = async () => kept || (kept = make(1));'],
    ['a ? a : (a = b)', 'let kept;\nexport const handler = async () => kept ? kept : (kept = make(1));'],
    ['if not set', 'let kept;\nexport const handler = async () => { if (!kept) kept = make(1); };'],
    ['if undefined', 'let kept;\nexport const handler = async () => { if (kept === undefined) { kept = make(1); } };'],
    [
      'if not set, in a helper that stores',
      'let kept;\nexport const handler = async () => { if (!kept) init(); };\nfunction init() { kept = make(1); }',
    ],
    [
      'return when set',
      'let kept;\nfunction get() { if (kept) return kept; kept = make(1); return kept; }\nexport const handler = async () => get();',
    ],
    [
      'return when set, stored later',
      'let kept;\nfunction get() { if (kept) return kept; const fresh = make(1); fresh.open(); kept = fresh; return kept; }\nexport const handler = async () => get();',
    ],
    [
      'return when set, in a try',
      'let kept;\nfunction get() { try { if (kept) { kept.ping(); return kept; } } catch {} kept = make(1); return kept; }\nexport const handler = async () => get();',
    ],
    [
      'a flag',
      'let isReady = false;\nexport const handler = async () => { if (isReady) return; await make(1); isReady = true; };',
    ],
    [
      'a flag around',
      'let isReady = false;\nexport const handler = async () => { if (!isReady) { await make(1); isReady = true; } };',
    ],
    [
      'the state of a connection',
      "import db from 'db';\nexport const handler = async () => { if (db.connection.readyState !== 1) await make(1); };",
    ],
    [
      'a Map by key',
      'const all = new Map();\nexport const handler = async (event) => { if (!all.has(event.id)) all.set(event.id, make(1)); };',
    ],
    [
      'a hit of a Map',
      'const all = new Map();\nfunction get(id) { const hit = all.get(id); if (hit) return hit; const made = make(1); all.set(id, made); return made; }\nexport const handler = async (event) => get(event.id);',
    ],
    ['an object by key', 'const all = {};\nexport const handler = async (event) => (all[event.id] ??= make(1));'],
    [
      'a static property',
      'class Db { static kept; static get() { if (!Db.kept) Db.kept = make(1); return Db.kept; } }\nexport const handler = async () => Db.get();',
    ],
    [
      'an object of module scope',
      'class Db { get() { this.kept ??= make(1); return this.kept; } }\nconst db = new Db();\nexport const handler = async () => db.get();',
    ],
    [
      'a constructor at module scope',
      'class Db { constructor() { this.kept = make(1); } find() {} }\nconst db = new Db();\nexport const handler = async () => db.find();',
    ],
    [
      'a closure of what ran at init',
      'function create() { let kept; return () => (kept ??= make(1)); }\nconst get = create();\nexport const handler = async () => get();',
    ],
    ['globalThis', 'export const handler = async () => { globalThis.kept ??= make(1); };'],
    [
      'a function kept by a library',
      "import { once } from 'lodash';\nconst get = once(() => make(1));\nexport const handler = async () => get();",
    ],
    [
      'a promise that is kept',
      'let kept;\nexport const handler = async () => { if (!kept) kept = Promise.resolve().then(() => make(1)); return kept; };',
    ],
    [
      'what stands beside the stored thing',
      'let kept;\nfunction get() { if (kept) return kept; const other = make(1); kept = {}; return other; }\nexport const handler = async () => get();',
    ],
  ];
  for (const [title, code] of cases) it(title, () => assert.equal(isPerInvocation(code), false));
});

describe('runs on every invocation', () => {
  const cases: readonly [title: string, code: string][] = [
    ['the handler', 'export const handler = async () => make(1);'],
    ['a store without a test', 'let kept;\nexport const handler = async () => { kept = make(1); };'],
    [
      'a test of something else',
      'let kept;\nexport const handler = async (event) => { if (!event.id) kept = make(1); };',
    ],
    ['a test without a store', 'let kept;\nexport const handler = async () => { if (!kept) make(1); };'],
    ['a variable of the invocation', 'export const handler = async () => { let kept; kept ??= make(1); };'],
    [
      'a cache of the invocation',
      'export const handler = async (event) => { const all = new Map(); if (!all.has(1)) all.set(1, make(1)); };',
    ],
    [
      'a cache on an object made anew',
      'class Db { get() { this.kept ??= make(1); return this.kept; } }\nexport const handler = async () => new Db().get();',
    ],
    [
      'a closure made anew',
      'function create() { let kept; return () => (kept ??= make(1)); }\nexport const handler = async () => create()();',
    ],
    [
      'get and set of a package',
      "import _ from 'lodash';\nexport const handler = async (event) => { const it = _.get(event, 'a'); if (it) { make(1); _.set(event, 'a', 1); } };",
    ],
    [
      'get and put of a table',
      "import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';\nconst db = DynamoDBDocument.from(client);\nexport const handler = async (event) => { const hit = await db.get(event); if (!hit.Item) { await db.put(event); make(1); } };",
    ],
    [
      'get and put of an own store',
      'const store = { get: async (id) => load(id), put: async (it) => { await save(it); } };\nexport const handler = async (event) => { const hit = await store.get(event.id); if (hit) return hit; const rows = make(1); await store.put(rows); };',
    ],
    ['the event as a cache', 'export const handler = async (event) => { event.kept ??= make(1); };'],
  ];
  for (const [title, code] of cases) it(title, () => assert.equal(isPerInvocation(code), true));
});

it('what runs once is looked for once', () => {
  const loaded = loadSource('let kept;\nexport const handler = async () => (kept ??= make(1));');
  const node = loaded.node('make(1)');
  const lifetimes = lifetimesIn(loaded);
  assert.equal(isMemoised(node, lifetimes), true);
  assert.deepEqual([...lifetimes.memoised], [[node, true]]);
  lifetimes.memoised.set(node, false);
  assert.equal(isMemoised(node, lifetimes), false);
});

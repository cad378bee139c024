import assert from 'node:assert/strict';
import { ts } from 'ts-morph';
import { isKeeping } from '../../../../src/lambda/reach/cache.js';
import { lifetimesIn } from '../../../support/guarded.js';
import { loadSource } from '../../../support/load-source.js';

type Files = Readonly<Record<string, string>>;

/** Does `kept.set(key, 1)`, behind these declarations, keep something in the process? */
function keeps(declared: string, store = 'kept.set(key, 1)', further: Files = {}): boolean {
  const loaded = loadSource({
    'main.ts': `${declared}\nexport const handler = async (event, key) => { ${store}; };`,
    ...further,
  });
  const node = loaded.node(store.replace(/^await /, ''));
  const call = ts.isAwaitExpression(node) ? node.expression : node;
  assert.ok(ts.isCallExpression(call) && ts.isPropertyAccessExpression(call.expression));
  return isKeeping(call, call.expression.expression, lifetimesIn(loaded));
}

describe('keeps what it is given', () => {
  const cases: readonly [declared: string, store?: string, further?: Files][] = [
    ['const kept = new Map();'],
    ['const kept = new WeakSet();', 'kept.add(key)'],
    ['const kept = [];', 'kept.push(key)'],
    ['const all = { byId: new Map() };', 'all.byId.set(key, 1)'],
    ['class Pool { static kept = new Map(); }', 'Pool.kept.set(key, 1)'],
    ['class Kept extends Map {}\nconst kept = new Kept();'],
    ['class Kept { #all = new Map(); set(id, it) { this.#all.set(id, it); } }\nconst kept = new Kept();'],
    ['class Kept { all = {}; set(id, it) { this.all[id] = it; return this; } }\nconst kept = new Kept();'],
    ['const all = new Map();\nconst kept = { set: (id, it) => void all.set(id, it) };'],
    ["import { LRUCache } from 'lru-cache';\nconst kept = new LRUCache({ max: 9 });"],
    ["import NodeCache from 'node-cache';\nconst kept = new NodeCache();"],
    ['let kept: Kept;'],
    ['const kept = globalThis.kept;'],
    [
      "import * as kept from './kept.js';",
      undefined,
      { 'kept.ts': 'const all = new Map();\nexport const set = (id, it) => { all.set(id, it); };' },
    ],
    ["import { kept } from './kept.js';", undefined, { 'kept.ts': 'export const kept = new Map();' }],
  ];
  for (const [declared, store, further] of cases)
    it(declared, () => assert.equal(keeps(declared, store, further), true));
});

describe('does not keep what it is given in this process', () => {
  const cases: readonly [declared: string, store?: string, further?: Files][] = [
    ["import kept from 'lodash';"],
    ["const kept = require('lodash');"],
    [
      "import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';\nconst kept = DynamoDBDocument.from(client);",
      'kept.put(key)',
    ],
    ["import Redis from 'ioredis';\nconst kept = new Redis();"],
    ["import { createClient } from 'redis';\nconst kept = createClient();", 'await kept.set(key, 1)'],
    ["import { CacheClient } from '@gomomento/sdk';\nconst kept = new CacheClient();", 'await kept.set(key, 1)'],
    ['let kept: Kept;', 'await kept.put(key)'],
    ['class Kept { async set(id, it) { await save(id, it); } }\nconst kept = new Kept();'],
    ['class Kept { set(id, it) { return save(id, it); } }\nconst kept = new Kept();'],
    ["import db from 'db';\nclass Kept { set(id, it) { return db.put(id, it); } }\nconst kept = new Kept();"],
    ['class Kept { set(id, it) { this.set(id, it); } }\nconst kept = new Kept();'],
    [
      "import * as kept from './kept.js';",
      undefined,
      { 'kept.ts': 'export const set = async (id, it) => { await save(id, it); };' },
    ],
    ['const kept = key ? new Map() : new Client();\nimport { Client } from "db";'],
  ];
  for (const [declared, store, further] of cases)
    it(`${declared} ${store ?? ''}`, () => assert.equal(keeps(declared, store, further), false));
});

import assert from 'node:assert/strict';
import { lintSource } from '../../support/lint-source.js';

type Outcome = 'safe' | 'safe but for the connection' | 'suggestion' | 'nothing';

const twoCalls = (first: string, before = '', inside = ''): string =>
  `${before}\nconst read = async () => (await fetch('https://rows.example.com')).json();\n` +
  `export const handler = async (event) => {\n  ${inside}\n  const a = await ${first};\n  const b = await read();\n  return [a, b];\n};\n`;

async function outcomeOf(code: string): Promise<Outcome> {
  const serverless =
    'service: s\nprovider: { name: aws, runtime: nodejs22.x }\nfunctions:\n  f: { handler: index.handler }\n';
  const { findings } = await lintSource({ 'index.mjs': code, 'serverless.yml': serverless }, ['sequential-awaits']);
  const [fix] = findings.flatMap(({ fixes }) => fixes);
  if (fix?.title.endsWith('with Promise.all; a database connection may only serve one call at a time'))
    return 'safe but for the connection';
  return fix?.kind ?? 'nothing';
}

const axios = `import axios from 'axios';`;
const pg = `import { Pool } from 'pg';\nconst pool = new Pool();`;
const query = (sql: string): string => twoCalls(`pool.query(${JSON.stringify(sql)})`, pg);
const request = (options: string): string =>
  `const call = async (path, options) => fetch('https://a' + path, ${options});`;

const mongoose = `import mongoose from 'mongoose';\nconst User = mongoose.model('User', {});`;

const cases: Readonly<Record<string, readonly [expected: Outcome, code: string][]>> = {
  'a request without a method, or with one that reads': [
    ['safe', twoCalls(`fetch('https://a')`)],
    ['safe', twoCalls(`fetch(url)`, `const url = process.env.PARCELS;`)],
    ['safe', twoCalls(`fetch('https://a', { headers })`, `const headers = { accept: 'text/plain' };`)],
    ['safe', twoCalls(`fetch('https://a', options)`, `const options = { headers: {} };`)],
    ['safe', twoCalls(`fetch('https://a', { ...defaults })`, `const defaults = { headers: {} };`)],
    ['safe', twoCalls(`fetch('https://a', { ...event, method: 'GET' })`)],
    ['safe', twoCalls(`fetch('https://a', { method: 'HEAD' })`)],
    ['safe', twoCalls(`call('/a', {})`, request('options'))],
    ['safe', twoCalls(`call('/a')`, request('{ headers: {}, ...options }'))],
    [
      'safe',
      twoCalls(`call('/a', 'GET')`, `const call = async (path, method) => fetch('https://a' + path, { method });`),
    ],
    ['safe', twoCalls(`axios.get('https://a', event.options)`, axios)],
    ['safe', twoCalls(`api.get('/a')`, `${axios}\nconst api = axios.create({ method: 'post' });`)],
    ['safe', twoCalls(`api('/a')`, `${axios}\nconst api = axios.create({ baseURL: 'https://a' });`)],
    ['safe', twoCalls(`axios({ url: 'https://a' })`, axios)],
  ],
  'a request that writes': [
    ['nothing', twoCalls(`fetch('https://a', { method })`, `const method = 'POST';`)],
    ['nothing', twoCalls(`fetch('https://a', { method })`, '', `const method = event.del ? 'DELETE' : 'GET';`)],
    ['nothing', twoCalls(`fetch('https://a', { ['method']: 'PUT' })`)],
    ['nothing', twoCalls(`fetch('https://a', { ...defaults })`, `const defaults = { method: 'PUT' };`)],
    ['nothing', twoCalls(`fetch(again)`, '', `const again = new Request('https://a', { method: 'POST' });`)],
    [
      'nothing',
      twoCalls(`call('POST', '/a')`, `const call = async (method, path) => fetch('https://a' + path, { method });`),
    ],
    [
      'nothing',
      twoCalls(`call('/a')`, `const call = async (path, method = 'POST') => fetch('https://a' + path, { method });`),
    ],
    ['nothing', twoCalls(`call('/a', { method: 'POST' })`, request('{ headers: {}, ...options }'))],
    [
      'nothing',
      twoCalls(
        `api.post('/a')`,
        `class Api {\n  post(path) { return this.send(path, { method: 'POST' }); }\n  async send(path, options) { return fetch('https://a' + path, { ...options }); }\n}\nconst api = new Api();`,
      ),
    ],
    ['nothing', twoCalls(`api('/a')`, `${axios}\nconst api = axios.create({ method: 'post' });`)],
    ['nothing', twoCalls(`api.request()`, `${axios}\nconst api = axios.create({ method: 'post' });`)],
    ['nothing', twoCalls(`api('https://a')`, `import got from 'got';\nconst api = got.extend({ method: 'POST' });`)],
    ['nothing', twoCalls(`api('https://a')`, `import ky from 'ky';\nconst api = ky.extend({ method: 'post' });`)],
    ['nothing', twoCalls(`needle('post', 'https://a', {})`, `import needle from 'needle';`)],
    ['nothing', twoCalls(`needle(event.method, 'https://a')`, `import needle from 'needle';`)],
    ['nothing', twoCalls(`agent('POST', 'https://a')`, `import agent from 'superagent';`)],
    ['nothing', twoCalls(`agent.post('https://a').send({})`, `import agent from 'superagent';`)],
  ],
  'a request whose method cannot be seen': [
    ['suggestion', twoCalls(`fetch('https://a', { ...event.options })`)],
    ['suggestion', twoCalls(`fetch('https://a', options)`, '', `const options = {}; options.method = 'POST';`)],
    ['suggestion', twoCalls(`fetch('https://a', options)`, '', `const options = {}; options['method'] = 'POST';`)],
    ['suggestion', twoCalls(`fetch('https://a', options)`, '', `const options = Object.assign({}, event.options);`)],
    [
      'suggestion',
      twoCalls(
        `fetch('https://a', signed)`,
        `import { sign } from 'signer';`,
        `const signed = sign({ method: 'POST' });`,
      ),
    ],
    ['suggestion', twoCalls(`fetch('https://a', { [event.key]: 'POST' })`)],
    ['suggestion', twoCalls(`fetch(event.request)`)],
    ['suggestion', twoCalls(`axios(config)`, axios, `const { config } = event;`)],
    [
      'suggestion',
      twoCalls(
        `api('https://a')`,
        `import got from 'got';\nimport options from './options.json' with { type: 'json' };\nconst api = got.extend(options);`,
      ),
    ],
  ],
  'a statement of SQL that reads': [
    ['safe but for the connection', query('select * from rows where id = $1')],
    [
      'safe but for the connection',
      query(`SELECT count(*), max(updated_at), coalesce(name, 'delete; me') FROM rows WHERE id IN ($1, $2);`),
    ],
    [
      'safe but for the connection',
      query('with totals (id, sum) as (select id, sum(x) from rows group by id) select * from totals'),
    ],
    ['safe but for the connection', query('select json_agg(r) from rows r -- update later')],
    ['safe but for the connection', query('select "update", `delete` from rows')],
  ],
  'a statement of SQL that does more': [
    ['nothing', query('with m as (delete from inbox returning *) insert into archive select * from m')],
    ['nothing', query('with m as (update rows set x = 1 returning *) select * from m')],
    ['nothing', query('select 1; delete from rows')],
    ['nothing', query('select * into backup from rows')],
    ['nothing', query('select * from rows for update skip locked')],
    ['nothing', query('select * from rows for share')],
    ['nothing', query('select pg_advisory_lock(1)')],
    ['nothing', query(`select get_lock('x', 10)`)],
    ['nothing', query(`select set_config('app.tenant', $1, false)`)],
    ['nothing', query(`select nextval('ids')`)],
    ['suggestion', query('select claim_job($1)')],
    ['suggestion', query('select * from "claim_job"($1)')],
    ['suggestion', query('select app.claim_job($1)')],
  ],
  'a call of an object mapper': [
    ['safe but for the connection', twoCalls('User.findAll()', sequelize('User'))],
    ['nothing', twoCalls('User.findOrCreate({ where: {} })', sequelize('User'))],
    ['nothing', twoCalls(`db.query('DELETE FROM rows')`, sequelize('User'))],
    ['safe but for the connection', twoCalls(`db.query('SELECT * FROM rows')`, sequelize('User'))],
    ['suggestion', twoCalls('db.query(event.sql)', sequelize('User'))],
    ['safe but for the connection', twoCalls('User.aggregate([{ $match: {} }])', mongoose)],
    ['nothing', twoCalls(`User.aggregate([{ $match: {} }, { $merge: { into: 'z' } }])`, mongoose)],
    ['nothing', twoCalls(`User.aggregate(stages)`, mongoose, `const stages = [{ $out: 'z' }];`)],
    ['suggestion', twoCalls('User.aggregate(event.stages)', mongoose)],
    ['suggestion', twoCalls('User.aggregate([{ $match: {} }, ...event.stages])', mongoose)],
  ],
};

function sequelize(name: string): string {
  return `import { Sequelize } from 'sequelize';\nconst db = new Sequelize('x');\nconst ${name} = db.define('rows', {});`;
}

describe('a call that passes for a read', () => {
  for (const [group, list] of Object.entries(cases))
    for (const [expected, code] of list) {
      const call = /const a = await ([\s\S]*?);\n {2}const b/.exec(code)![1];
      it(`${group}: ${call}`, async () => {
        assert.equal(await outcomeOf(code), expected, code);
      });
    }
});

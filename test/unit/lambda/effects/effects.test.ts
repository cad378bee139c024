import assert from 'node:assert/strict';
import { doesIo, type Effect } from '../../../../src/lambda/effects/effect.js';
import { loadProgram } from '../../../../src/lambda/program.js';
import type { LambdaFunction } from '../../../../src/model/function.js';
import { createSources } from '../../../../src/sources/open-sources.js';
import { memoryHost } from '../../../support/memory-host.js';

const preamble = `
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SNS } from '@aws-sdk/client-sns';
import AWS from 'aws-sdk';
import axios from 'axios';
import knex from 'knex';
import { Client, Pool } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { object } from 'yup';
const dynamo = new DynamoDBClient({});
const sns = new SNS({});
const documents = new AWS.DynamoDB.DocumentClient();
const db = knex({ client: 'pg' });
const pool = new Pool();
const connection = new Client();
const schema = object({});
const api = axios.create({ baseURL: 'https://parcels.example.com' });
let latest;
async function load(id) { return dynamo.send(new GetItemCommand({ Key: id })); }
async function store(item) { await dynamo.send(new PutItemCommand({ Item: item })); }
async function copy(id) { const item = await load(id); await store(item); }
async function tell(text) { try { await sns.publish({ Message: text }); } catch (error) { console.error(error); } }
async function remember(id) { latest = await load(id); }
async function cached(id) { if (!latest) { latest = await load(id); } return latest; }
async function retrying(id) { for (;;) { try { return await load(id); } catch { await pause(100); } } }
async function nap() { await new Promise((resolve) => setTimeout(resolve, 50)); }
async function count(n) { return n === 0 ? load(n) : count(n - 1); }
`;

/** What waiting for the expression means, as words. */
function wordsFor(expression: string): string {
  const path = '/parcels/track.ts';
  const text = `${preamble}\nexport const handler = async (event, trx) => { await ${expression}; };\n`;
  const track: LambdaFunction = {
    id: 'Track',
    name: 'Track',
    handler: { file: 'track.ts', export: 'handler', line: 1 },
    declaredIn: { file: 'template.yaml', line: 1, kind: 'sam' },
    eventSources: [],
  };
  const host = memoryHost({ [path]: text });
  const sources = createSources('/parcels', () => undefined, host);
  const { program } = loadProgram({ sources, functions: [track], clients: [] }, host);
  const [handler] = program.handlers.get(track) ?? [];
  assert.ok(handler);
  const [awaited] = program.factsOf(handler).awaits;
  assert.ok(awaited);
  return toWords(program.effects.of(awaited.expression));
}

function toWords(effect: Effect): string {
  const words = [
    effect.isRead && 'reads',
    effect.isWrite && 'writes',
    effect.isNotification && 'notifies',
    effect.isDelay && 'sleeps',
    effect.isUnknown && 'unknown',
    effect.isOrdered && 'ordered',
    effect.isMutating && 'mutates',
    effect.isSwallowed && 'swallowed',
  ].filter(Boolean);
  return words.length === 0 && !doesIo(effect) ? 'local' : words.join(' ');
}

const cases: readonly (readonly [expression: string, words: string])[] = [
  ['dynamo.send(new GetItemCommand({}))', 'reads'],
  ['dynamo.send(new PutItemCommand({}))', 'writes'],
  ['sns.publish({})', 'notifies'],
  ["documents.query({ TableName: 'parcels' }).promise()", 'reads'],
  ["documents.put({ TableName: 'parcels' }).promise()", 'writes'],
  ["axios.get('https://parcels.example.com')", 'reads'],
  ["axios.post('https://parcels.example.com', {})", 'writes'],
  ["api.get('/parcels')", 'reads'],
  ["fetch('https://parcels.example.com')", 'reads'],
  ["fetch('https://parcels.example.com', { method: 'POST' })", 'writes'],
  ["db('parcels').where({ id: 1 }).first()", 'reads'],
  ["db('parcels').insert({ id: 1 })", 'writes'],
  ["trx('parcels').insert({ id: 1 })", 'unknown ordered'],
  ["pool.query('SELECT * FROM parcels')", 'reads'],
  ["pool.query('UPDATE parcels SET seen = 1')", 'writes'],
  ["connection.query('SELECT * FROM parcels')", 'reads ordered'],
  ['schema.validate(event)', 'local'],
  ['pause(100)', 'sleeps'],
  ['nap()', 'sleeps'],
  ['load(1)', 'reads'],
  ['store({})', 'writes'],
  ['copy(1)', 'reads writes'],
  ["tell('hello')", 'notifies swallowed'],
  ['store({}).catch(() => {})', 'writes swallowed'],
  ['store({}).catch((error) => { throw error; })', 'writes'],
  ['remember(1)', 'reads mutates'],
  ['cached(1)', 'reads'],
  ['retrying(1)', 'reads'],
  ['count(3)', 'reads'],
  ['Promise.all([load(1), store({})])', 'reads writes'],
  ['Promise.all([1, 2].map((id) => load(id)))', 'reads'],
  ['event.queue.drain()', 'unknown'],
  ['started', 'unknown'],
];

describe('effects', () => {
  for (const [expression, words] of cases) {
    it(`${expression}: ${words}`, () => assert.equal(wordsFor(expression), words));
  }
});

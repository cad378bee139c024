import assert from 'node:assert/strict';
import { clientConstructions } from '../../../../src/lambda/aws-requests/clients.js';
import type { ClientSpec } from '../../../../src/model/options.js';
import { loadSource } from '../../../support/load-source.js';

/** The constructions of a file: family and the code up to the arguments. */
function clientsIn(code: string, clients: readonly ClientSpec[] = []): readonly string[] {
  const { program } = loadSource(`${code}\nexport const handler = async () => 1;`, { clients });
  return [...program.modules.values()].flatMap((module) =>
    [...clientConstructions(module, program)].map(({ node, kind }) => `${kind.family} ${node.expression.getText()}`),
  );
}

describe('a client is made by', () => {
  const cases: readonly [title: string, code: string, expected: readonly string[]][] = [
    ['SDK v3', "import { S3Client } from '@aws-sdk/client-s3';\nnew S3Client({});", ['aws S3Client']],
    ['SDK v3, renamed', "import { S3Client as A } from '@aws-sdk/client-s3';\nnew A({});", ['aws A']],
    ['SDK v3, by namespace', "import * as s3 from '@aws-sdk/client-s3';\nnew s3.S3Client({});", ['aws s3.S3Client']],
    ['SDK v3, aggregated', "import { DynamoDB } from '@aws-sdk/client-dynamodb';\nnew DynamoDB({});", ['aws DynamoDB']],
    [
      'SDK v3, aggregated with a name of its own',
      "import { EventBridge } from '@aws-sdk/client-eventbridge';\nnew EventBridge();",
      ['aws EventBridge'],
    ],
    ['SDK v3, required', "const { S3Client } = require('@aws-sdk/client-s3');\nnew S3Client();", ['aws S3Client']],
    ['SDK v2', "import AWS from 'aws-sdk';\nnew AWS.S3();", ['aws AWS.S3']],
    [
      'SDK v2, nested',
      "const AWS = require('aws-sdk');\nnew AWS.DynamoDB.DocumentClient();",
      ['aws AWS.DynamoDB.DocumentClient'],
    ],
    ['SDK v2, destructured', "const { SQS } = require('aws-sdk');\nnew SQS();", ['aws SQS']],
    ['SDK v2, by path', "import S3 from 'aws-sdk/clients/s3';\nnew S3();", ['aws S3']],
    [
      'SDK v2, captured',
      "import { captureAWS } from 'aws-xray-sdk';\nimport sdk from 'aws-sdk';\nconst AWS = captureAWS(sdk);\nnew AWS.S3();",
      ['aws AWS.S3'],
    ],
    [
      'a document client',
      "import { DynamoDBDocumentClient as D } from '@aws-sdk/lib-dynamodb';\nD.from(base);",
      ['aws D.from'],
    ],
    ['pg', "import { Pool, Client } from 'pg';\nnew Pool(); new Client();", ['database Pool', 'database Client']],
    ['pg, by default import', "import pg from 'pg';\nnew pg.Pool();", ['database pg.Pool']],
    ['mysql2', "import { createPool } from 'mysql2/promise';\ncreatePool({});", ['database createPool']],
    ['mongodb', "import { MongoClient } from 'mongodb';\nnew MongoClient(url);", ['database MongoClient']],
    [
      'mongodb, statically',
      "import { MongoClient } from 'mongodb';\nMongoClient.connect(url);",
      ['database MongoClient.connect'],
    ],
    ['mongoose', "import mongoose from 'mongoose';\nmongoose.connect(url);", ['database mongoose.connect']],
    ['knex', "import knex from 'knex';\nknex({});", ['database knex']],
    ['ioredis', "import Redis from 'ioredis';\nnew Redis();", ['cache Redis']],
    ['redis', "import { createClient } from 'redis';\ncreateClient();", ['cache createClient']],
    ['axios', "import axios from 'axios';\naxios.create({});", ['http axios.create']],
    ['an agent', "import { Agent } from 'node:https';\nnew Agent({});", ['http Agent']],
    ['LaunchDarkly', "import { init } from '@launchdarkly/node-server-sdk';\ninit(key);", ['service init']],
    [
      'a class of ours that extends one',
      "import { S3Client } from '@aws-sdk/client-s3';\nclass Mine extends S3Client {}\nnew Mine({});",
      ['aws Mine'],
    ],
    ['not by a command', "import { PutObjectCommand } from '@aws-sdk/client-s3';\nnew PutObjectCommand({});", []],
    ['not by credentials of v2', "import AWS from 'aws-sdk';\nnew AWS.Credentials('a', 'b'); new AWS.Config();", []],
    ['not by calling a class', "import { S3Client } from '@aws-sdk/client-s3';\nS3Client();", []],
    ['not by a request', "import axios from 'axios';\naxios.get(url);", []],
    [
      'not by a method of one',
      "import { MongoClient } from 'mongodb';\nconst client = new MongoClient(url);\nclient.connect();",
      ['database MongoClient'],
    ],
    [
      'not by a method of a parameter of its type',
      "import { MongoClient } from 'mongodb';\nfunction f(client: MongoClient) { client.connect(); }",
      [],
    ],
    ['not by a class of ours of the same name', 'class S3Client {}\nnew S3Client();', []],
    ['not by a type', "import type { S3Client } from '@aws-sdk/client-s3';\nlet client: S3Client;", []],
  ];
  for (const [title, code, expected] of cases) it(title, () => assert.deepEqual(clientsIn(code), expected));
});

describe('a client that the config names is made by', () => {
  const clients = [{ module: '@acme/search', exports: ['SearchClient', 'default', 'api.connect'] }];
  const cases: readonly [code: string, expected: readonly string[]][] = [
    ["import { SearchClient } from '@acme/search';\nnew SearchClient();", ['service SearchClient']],
    ["import search from '@acme/search';\nsearch();", ['service search']],
    ["import { api } from '@acme/search';\napi.connect();", ['service api.connect']],
    ["import { Other } from '@acme/search';\nnew Other();", []],
    ["import { SearchClient } from '@acme/other';\nnew SearchClient();", []],
  ];
  for (const [code, expected] of cases) {
    it(code.split('\n')[1]!, () => assert.deepEqual(clientsIn(code, clients), expected));
  }
});

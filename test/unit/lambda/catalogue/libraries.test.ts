import assert from 'node:assert/strict';
import type { Doing } from '../../../../src/lambda/catalogue/doing.js';
import { doingOf, type LibraryCall, manyFormOf } from '../../../../src/lambda/catalogue/libraries.js';

describe('what a call of a library does', () => {
  const cases: readonly [module: string, chain: string, expected: Doing, more?: Partial<LibraryCall>][] = [
    ['axios', 'get', 'read'],
    ['axios', 'post', 'write'],
    ['axios', '', 'read'],
    ['axios', '', 'write', { request: () => 'write' }],
    ['axios', '', 'likely-read', { request: () => 'likely-read' }],
    ['axios', 'get', 'read', { request: () => 'write' }],
    ['superagent', 'post.send', 'write'],
    ['sequelize', 'Sequelize.define.findOrCreate', 'write'],
    ['typeorm', 'DataSource.query', 'likely-read'],
    ['pg', 'Pool.query', 'likely-read', { text: 'select claim_job($1)' }],
    ['got', 'json', 'local'],
    ['pg', 'Pool.query', 'read', { text: 'select * from a' }],
    ['pg', 'Pool.query', 'read', { text: '  WITH a as (select 1) select * from a' }],
    ['pg', 'Pool.query', 'write', { text: 'insert into a values (1)' }],
    ['pg', 'Pool.query', 'write'],
    ['pg', 'Pool.connect', 'unknown'],
    ['mysql2/promise', 'createPool.execute', 'read', { text: 'SELECT 1' }],
    ['knex', '().where.select', 'read'],
    ['knex', '().where.update', 'write'],
    ['mongoose', 'model.findOne', 'read'],
    ['mongoose', 'model.findOneAndUpdate', 'write'],
    ['mongoose', 'connect', 'unknown'],
    ['mongodb', 'MongoClient.db.collection.find.toArray', 'read'],
    ['mongodb', 'MongoClient.db.collection.insertOne', 'write'],
    ['@prisma/client', 'PrismaClient.user.findMany', 'read'],
    ['@prisma/client', 'PrismaClient.user.upsert', 'write'],
    ['typeorm', 'DataSource.getRepository.findOneBy', 'read'],
    ['typeorm', 'DataSource.getRepository.save', 'write'],
    ['sequelize', 'Sequelize.define.findAll', 'read'],
    ['sequelize', 'Sequelize.define.destroy', 'write'],
    ['ioredis', 'get', 'read'],
    ['ioredis', 'set', 'write'],
    ['redis', 'createClient.hGetAll', 'read'],
    ['redis', 'createClient.connect', 'unknown'],
    ['@opensearch-project/opensearch', 'Client.search', 'read'],
    ['@opensearch-project/opensearch', 'Client.index', 'write'],
    ['stripe', 'customers.retrieve', 'read'],
    ['stripe', 'charges.create', 'write'],
    ['timers/promises', 'setTimeout', 'delay'],
    ['bcrypt', 'hash', 'local'],
    ['@aws-sdk/s3-request-presigner', 'getSignedUrl', 'local'],
    ['some-vendor', 'fetch', 'unknown'],
  ];
  for (const [module, chain, expected, more] of cases) {
    it(`${module} ${chain} ${JSON.stringify(more ?? {})}: ${expected}`, () => {
      assert.equal(doingOf({ module, chain: chain ? chain.split('.') : [], ...more }), expected);
    });
  }
});

describe('the form for many keys of', () => {
  const cases: readonly [module: string, chain: string, hasForm: boolean][] = [
    ['mongoose', 'model.findById', true],
    ['mongoose', 'model.findOne', false],
    ['@prisma/client', 'PrismaClient.user.findUnique', true],
    ['@prisma/client', 'PrismaClient.user.findUniqueOrThrow', true],
    ['@prisma/client', 'PrismaClient.user.findFirst', false],
    ['typeorm', 'DataSource.getRepository.findOneBy', true],
    ['sequelize', 'Sequelize.define.findByPk', true],
    ['objection', 'Model.query.findById', true],
    ['ioredis', 'get', true],
    ['ioredis', 'hget', false],
    ['axios', 'get', false],
  ];
  for (const [module, chain, expected] of cases) {
    it(`${module} ${chain}: ${expected}`, () =>
      assert.equal(manyFormOf(module, chain.split('.')) !== undefined, expected));
  }
});

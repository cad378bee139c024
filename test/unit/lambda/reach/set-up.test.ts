import assert from 'node:assert/strict';
import { loadSource } from '../../../support/load-source.js';

/** Code that sets a server up once, `body` with its imports; `target` is what a request should enter, `setUp` what should run once. */
const boot = (imports: string, body: string, kept = 'server = server ?? (await bootstrap());'): string => `${imports}
import serverless from 'serverless-http';
let server;
async function bootstrap() {
  ${body}
  setUp();
  return serverless(app);
}
export const handler = async (event, context) => {
  ${kept}
  return server(event, context);
};
async function target() {}
function setUp() {}`;

const HERE = 'async () => { await target(); }';
const express = (body: string, kept?: string): string =>
  boot("import express from 'express';", `const app = express();\n  ${body}`, kept);
const fastify = (body: string): string => boot("import Fastify from 'fastify';", `const app = Fastify();\n  ${body}`);
const apollo = (plugin: string): string =>
  boot("import { ApolloServer } from '@apollo/server';", `const app = new ApolloServer({ plugins: [${plugin}] });`);
const hono = (body: string): string => boot("import { Hono } from 'hono';", `const app = new Hono();\n  ${body}`);

function entered(text: string, name: string): boolean {
  const { program, owners } = loadSource(text);
  const [owner] = owners(name);
  assert.ok(owner);
  return program.reach.routeTo(owner).functions.length > 0;
}

describe('code that sets up a server once', () => {
  const serving: readonly [title: string, text: string][] = [
    ['a middleware of Express', express(`app.use(${HERE});`)],
    ['a route of Express', express(`app.get('/', ${HERE});`)],
    ['a route by its name', express("app.get('/', target);")],
    ['a route of a router', express(`const r = express.Router(); r.get('/', ${HERE}); app.use('/a', r);`)],
    ['a route of a chain', express(`app.route('/').get(${HERE});`)],
    ['a route that a function adds', express(`add(app); function add(to) { to.get('/', ${HERE}); }`)],
    ['behind an if', express(`app.get('/', ${HERE});`, 'if (!server) server = await bootstrap();')],
    ['behind an assignment', express(`app.get('/', ${HERE});`, 'server ??= await bootstrap();')],
    [
      'in the handler itself',
      express('', `if (!server) { const app = express(); app.get('/', ${HERE}); setUp(); server = serverless(app); }`),
    ],
    [
      'of a class',
      `import express from 'express';
import serverless from 'serverless-http';
class App {
  app = express();
  constructor() { this.add(); setUp(); }
  add() { this.app.get('/', ${HERE}); }
}
let server;
export const handler = async (event, context) => {
  server ??= serverless(new App().app);
  return server(event, context);
};
async function target() {}
function setUp() {}`,
    ],
    ['a route of Fastify', fastify(`app.get('/', ${HERE});`)],
    ['a route as an object', fastify(`app.route({ method: 'GET', url: '/', handler: ${HERE} });`)],
    ['a hook of Fastify', fastify(`app.addHook('onRequest', ${HERE});`)],
    ['a decoration of Fastify', fastify(`app.decorate('check', ${HERE});`)],
    ['a route in a plug-in', fastify(`app.register(async (f) => { setUp(); f.get('/', ${HERE}); });`)],
    [
      'a route in a plug-in in a plug-in',
      fastify(`app.register(async (f) => { f.register(async (g) => { setUp(); g.get('/', ${HERE}); }); });`),
    ],
    [
      'a route in a plug-in of the module',
      `import Fastify from 'fastify';
import aws from '@fastify/aws-lambda';
const app = Fastify();
app.register(async (f) => { setUp(); f.get('/', ${HERE}); });
export const handler = aws(app);
async function target() {}
function setUp() {}`,
    ],
    [
      'a route in a plug-in that is wrapped',
      `import Fastify from 'fastify';
import fp from 'fastify-plugin';
import aws from '@fastify/aws-lambda';
const app = Fastify();
app.register(fp(async (f) => { setUp(); f.get('/', ${HERE}); }));
export const handler = aws(app);
async function target() {}
function setUp() {}`,
    ],
    ['a middleware of Hono', hono(`app.use('*', ${HERE});`)],
    ['a route of Hono by its method', hono(`app.on('GET', '/', ${HERE});`)],
    ['a handler of errors of Hono', hono(`app.onError(${HERE});`)],
    ['a middleware of Koa', boot("import Koa from 'koa';", `const app = new Koa(); app.use(${HERE});`)],
    [
      'a route of Koa',
      boot(
        "import Koa from 'koa';\nimport Router from '@koa/router';",
        `const app = new Koa(); const r = new Router(); r.get('/', ${HERE}); app.use(r.routes());`,
      ),
    ],
    [
      'a middleware of NestJS',
      boot(
        "import { NestFactory } from '@nestjs/core';",
        `const app = await NestFactory.create(App); app.use(${HERE});`,
      ),
    ],
    [
      'a resolver of Apollo',
      boot(
        "import { ApolloServer } from '@apollo/server';",
        `const app = new ApolloServer({ resolvers: { Query: { a: ${HERE} } } });`,
      ),
    ],
    ['an observer of Apollo', apollo('{ async requestDidStart() { await target(); } }')],
    ['an observer that is a property', apollo(`{ requestDidStart: ${HERE} }`)],
    [
      'what an observer of Apollo gives back',
      apollo(
        '{ async serverWillStart() { setUp(); }, async requestDidStart() { return { async willSendResponse() { await target(); } }; } }',
      ),
    ],
    [
      'what that gives back in turn',
      apollo(`{ requestDidStart: async () => ({ executionDidStart: async () => ({ willResolveField: ${HERE} }) }) }`),
    ],
    [
      'an observer at the top of a module',
      `import { ApolloServer } from '@apollo/server';
import { startServerAndCreateLambdaHandler } from '@as-integrations/aws-lambda';
const plugin = { async serverWillStart() { setUp(); }, async requestDidStart() { return { didResolveOperation: ${HERE} }; } };
export const handler = startServerAndCreateLambdaHandler(new ApolloServer({ plugins: [plugin] }));
async function target() {}
function setUp() {}`,
    ],
    [
      'a listener of Bolt',
      boot(
        "import { App, AwsLambdaReceiver } from '@slack/bolt';",
        `const receiver = new AwsLambdaReceiver({}); const app = new App({ receiver }); app.command('/a', ${HERE});`,
      ),
    ],
    [
      'a shortcut of Bolt',
      boot("import bolt from '@slack/bolt';", `const app = new bolt.App({}); app.shortcut('a', ${HERE});`),
    ],
    [
      'a route of Powertools',
      boot(
        "import { Router } from '@aws-lambda-powertools/event-handler/http';",
        `const app = new Router(); app.get('/', ${HERE});`,
      ),
    ],
    [
      'a resolver of Powertools',
      boot(
        "import { AppSyncGraphQLResolver } from '@aws-lambda-powertools/event-handler/appsync-graphql';",
        `const app = new AppSyncGraphQLResolver(); app.onQuery('a', ${HERE});`,
      ),
    ],
    [
      'a tool of an agent',
      boot(
        "import { BedrockAgentFunctionResolver } from '@aws-lambda-powertools/event-handler/bedrock-agent';",
        `const app = new BedrockAgentFunctionResolver(); app.tool(${HERE}, { name: 'a', description: 'b' });`,
      ),
    ],
    [
      'a route of Middy',
      boot(
        "import middy from '@middy/core';\nimport router from '@middy/http-router';",
        `const app = middy().handler(router([{ method: 'GET', path: '/', handler: ${HERE} }]));`,
      ),
    ],
    [
      'a route of Middy with a chain of its own',
      boot(
        "import middy from '@middy/core';\nimport router from '@middy/http-router';",
        `const app = middy(router([{ method: 'GET', path: '/', handler: middy().handler(${HERE}) }]));`,
      ),
    ],
    [
      'a route of ts-rest',
      boot(
        "import { initServer, createExpressEndpoints } from '@ts-rest/express';\nimport express from 'express';",
        `const app = express(); const server = initServer(); createExpressEndpoints({}, server.router({}, { list: ${HERE} }), app);`,
      ),
    ],
    [
      'a middleware in the configuration of Inversify',
      boot(
        "import { InversifyExpressServer } from 'inversify-express-utils';",
        `const app = new InversifyExpressServer({}); app.setConfig((to) => { setUp(); to.use(${HERE}); });`,
      ),
    ],
    [
      'routes of a table by any method',
      express(
        `const routes = [{ method: 'get', path: '/', run: ${HERE} }]; for (const r of routes) app[r.method](r.path, r.run);`,
      ),
    ],
  ];
  for (const [title, text] of serving) {
    it(`gives it ${title}, which serves`, () => {
      assert.equal(entered(text, 'target'), true);
      assert.equal(entered(text, 'setUp'), false);
    });
  }

  const once: readonly [title: string, text: string][] = [
    ['a plug-in of Fastify', fastify(`app.register(${HERE});`)],
    ['a hook before it serves', fastify(`app.addHook('onReady', ${HERE});`)],
    ['the start of a plug-in of Apollo', apollo('{ async serverWillStart() { await target(); } }')],
    [
      'the end of a plug-in of Apollo',
      apollo('{ async serverWillStart() { return { async drainServer() { await target(); } }; } }'),
    ],
    ['news of the schema of Apollo', apollo(`{ schemaDidLoadOrUpdate: ${HERE} }`)],
    [
      'the configuration of Inversify',
      boot(
        "import { InversifyExpressServer } from 'inversify-express-utils';",
        `const app = new InversifyExpressServer({}); app.setConfig(${HERE});`,
      ),
    ],
    [
      'what any method of an object of its own is given',
      express(`const own = { run(f) { return f(); } }; own[process.env.METHOD](${HERE});`),
    ],
    ['what is called at once', express(`['a'].map(${HERE});`)],
    ['what code of its own calls', express(`own(${HERE}); function own(f) { return f(); }`)],
    [
      'what another library is given',
      boot(
        "import express from 'express';\nimport db from 'a-db';",
        `const app = express(); await db.connect({ retry: ${HERE} });`,
      ),
    ],
    ['what is called as it starts to listen', express(`app.listen(3000, ${HERE});`)],
  ];
  for (const [title, text] of once) it(`runs ${title} once`, () => assert.equal(entered(text, 'target'), false));
});

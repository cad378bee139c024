import assert from 'node:assert/strict';
import { findingLines } from '../../../support/lint-source.js';
import { loadSource, showPath } from '../../../support/load-source.js';

type Files = Readonly<Record<string, string>>;

const NEST = `import { NestFactory } from '@nestjs/core';
import serverlessExpress from '@codegenie/serverless-express';
import { AppModule } from './app.module';
let server;
export const handler = async (event, context, callback) => {
  if (!server) {
    const app = await NestFactory.create(AppModule);
    await app.init();
    server = serverlessExpress({ app: app.getHttpAdapter().getInstance() });
  }
  return server(event, context, callback);
};`;

const MODULE = `import { Module } from '@nestjs/common';
import { Thing } from './thing';
@Module({ controllers: [Thing], providers: [Thing] })
export class AppModule {}`;

const nest = (thing: string): Files => ({ 'main.ts': NEST, 'app.module.ts': MODULE, 'thing.ts': thing });

function pathTo(files: Files): string {
  const { program, owners } = loadSource(files);
  const [owner, ...others] = ['target', 'Thing.target', 'Service.target'].flatMap(owners);
  assert.ok(owner && others.length === 0, 'target is there once');
  return showPath(program.reach.routeTo(owner).path);
}

const controller = (decorator: string, from = '@nestjs/common', on = "@Controller('a')") =>
  nest(`import { Controller, ${decorator.replace(/^@|\(.*/g, '')} } from '${from}';
${on}
export class Thing {
  ${decorator} async target() {}
}`);

describe('a framework enters `target`', () => {
  const served: readonly [title: string, files: Files][] = [
    ['under @Get of NestJS', controller("@Get(':id')")],
    ['under @Post', controller('@Post()')],
    [
      'under a decorator of a namespace',
      nest(`import * as lib from '@nestjs/common';
@lib.Controller('a')
export class Thing {
  @lib.Get() async target() {}
}`),
    ],
    ['under @MessagePattern', controller("@MessagePattern('x')", '@nestjs/microservices')],
    ['under @Query of GraphQL', controller('@Query(() => String)', '@nestjs/graphql', '@Resolver()')],
    ['under @Mutation of type-graphql', controller('@Mutation(() => String)', 'type-graphql', '@Resolver()')],
    ['under @FieldResolver', controller('@FieldResolver()', 'type-graphql', '@Resolver()')],
    ['under @Get of routing-controllers', controller("@Get('/a')", 'routing-controllers', '@JsonController()')],
    ['under @Get of tsoa', controller("@Get('a')", 'tsoa', "@Route('a')")],
    ['under httpGet of inversify', controller("@httpGet('/')", 'inversify-express-utils', "@controller('/a')")],
    ['under GET of ts-lambda-api', controller("@GET('/')", 'ts-lambda-api', "@apiController('/a')")],
    [
      'under a decorator of its own in a controller',
      nest(`import { applyDecorators, Controller, Get } from '@nestjs/common';
const Page = () => applyDecorators(Get());
@Controller()
export class Thing {
  @Page() async target() {}
}`),
    ],
    [
      'as what a guard asks',
      nest(`import { CanActivate, Injectable } from '@nestjs/common';
@Injectable()
export class Thing implements CanActivate {
  canActivate() { return target(); }
}
function target() { return true; }`),
    ],
    [
      'as what an interceptor does',
      nest(`import { type NestInterceptor } from '@nestjs/common';
export class Thing implements NestInterceptor {
  intercept() { return target(); }
}
function target() {}`),
    ],
    [
      'as what a handler of commands does',
      nest(`import { CommandHandler } from '@nestjs/cqrs';
@CommandHandler(String)
export class Thing {
  execute() { return target(); }
}
function target() {}`),
    ],
    [
      'as what a strategy of Passport asks',
      nest(`import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-jwt';
export class Thing extends PassportStrategy(Strategy) {
  validate() { return target(); }
}
function target() {}`),
    ],
    [
      'by a service that is injected',
      {
        ...nest(`import { Controller, Get } from '@nestjs/common';
import { Service } from './service';
@Controller()
export class Thing {
  constructor(private readonly service: Service) {}
  @Get() read() { return this.service.target(); }
}`),
        'service.ts': 'export class Service {\n  async target() {}\n}',
      },
    ],
  ];
  for (const [title, files] of served) it(title, () => assert.notEqual(pathTo(files), ''));

  const silent: readonly [title: string, files: Files][] = [
    [
      'not without a decorator',
      nest("import { Controller } from '@nestjs/common';\n@Controller()\nexport class Thing {\n  async target() {}\n}"),
    ],
    [
      'not under a decorator of its own alone',
      nest('const Get = () => () => {};\nexport class Thing {\n  @Get() async target() {}\n}'),
    ],
    ['not under one of validation', controller('@IsString()', 'class-validator', '')],
    [
      'not before it serves',
      nest(
        "import { Controller, Get } from '@nestjs/common';\n@Controller()\nexport class Thing {\n  @Get() read() {}\n  async onModuleInit() { target(); }\n}\nfunction target() {}",
      ),
    ],
    [
      'not as what a hook of inversify does',
      nest(
        "import { injectable, postConstruct } from 'inversify';\nimport { Get, Controller } from '@nestjs/common';\n@Controller()\nexport class Thing {\n  @Get() read() {}\n  @postConstruct() async target() {}\n}",
      ),
    ],
    [
      'not where an interface of its own is called alike',
      nest(
        'interface CanActivate { canActivate(): boolean }\nexport class Thing implements CanActivate {\n  canActivate() { return target(); }\n}\nfunction target() { return true; }',
      ),
    ],
    [
      'not where only a context is made',
      {
        ...controller('@Get()'),
        'main.ts': `import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';
export const handler = async () => {
  await NestFactory.createApplicationContext(AppModule);
};`,
      },
    ],
  ];
  for (const [title, files] of silent) it(title, () => assert.equal(pathTo(files), ''));
});

describe('a client of a provider', () => {
  const CLIENT = "import { S3Client } from '@aws-sdk/client-s3';\n";
  const clients = (files: Files) => findingLines(files, 'client-in-handler');

  it('is made once where a factory of a module makes it', async () => {
    const module = `${CLIENT}import { Module } from '@nestjs/common';
import { Thing } from './thing';
@Module({ controllers: [Thing], providers: [{ provide: 'S3', useFactory: () => new S3Client({}) }] })
export class AppModule {}`;
    assert.deepEqual(await clients({ ...controller('@Get()'), 'app.module.ts': module }), []);
  });

  it('is made once where a provider makes it in its constructor or before it serves', async () => {
    const thing = `${CLIENT}import { Controller, Get, Injectable } from '@nestjs/common';
@Injectable()
export class Store {
  private first = new S3Client({});
  private second;
  private third;
  constructor() { this.second = new S3Client({}); }
  async onModuleInit() { this.third = new S3Client({}); }
  async read() { return [this.first, this.second, this.third]; }
}
@Controller()
export class Thing {
  constructor(private readonly store: Store) {}
  @Get() read() { return this.store.read(); }
}`;
    assert.deepEqual(await clients(nest(thing)), []);
  });

  it('is made for each request where a method makes it', async () => {
    const thing = `${CLIENT}import { Controller, Get } from '@nestjs/common';
@Controller()
export class Thing {
  @Get() read() {
    const s3 = new S3Client({});
    return s3;
  }
}`;
    assert.deepEqual(await clients(nest(thing)), ['thing.ts:6']);
  });
});

describe('a context of NestJS that serves no requests', () => {
  const context = `import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';
export const handler = async () => {
  await NestFactory.createApplicationContext(AppModule);
};`;
  const withThing = (thing: string): Files => ({ ...nest(thing), 'main.ts': context });

  it('still carries out commands, and hears events', () => {
    const command = `import { CommandHandler } from '@nestjs/cqrs';
@CommandHandler(String)
export class Thing {
  async execute() { return target(); }
}
function target() {}`;
    assert.notEqual(pathTo(withThing(command)), '');
    const listener = `import { OnEvent } from '@nestjs/event-emitter';
export class Thing {
  @OnEvent('made') async target() {}
}`;
    assert.notEqual(pathTo(withThing(listener)), '');
  });

  it('asks no guard', () => {
    const guard = `import { AuthGuard } from '@nestjs/passport';
export class Thing extends AuthGuard('jwt') {
  async canActivate() { return target(); }
}
function target() { return true; }`;
    assert.equal(pathTo(withThing(guard)), '');
    assert.notEqual(pathTo(nest(guard)), '');
  });
});

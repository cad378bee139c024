import assert from 'node:assert/strict';
import { loadSource } from '../../../support/load-source.js';

type Files = Readonly<Record<string, string>>;

const main = (module: string, more = ''): string => `import { NestFactory } from '@nestjs/core';
import { Module } from '@nestjs/common';
import './lib';
import * as lib from './lib';
import { Cats, Dogs, CatsModule, DogsModule, Guard } from './lib';
${more}
export const handler = async () => {
  const app = await NestFactory.create(${module});
  await app.init();
};`;

const LIB: Files = {
  'lib/index.ts': `export * from './cats.controller';
export * from './dogs.controller';
export * from './cats.module';
export * from './dogs.module';
export * from './guard';`,
  'lib/cats.controller.ts': `import { Controller, Get } from '@nestjs/common';
@Controller('cats')
export class Cats {
  @Get() miaow() {}
}`,
  'lib/dogs.controller.ts': `import { Controller, Get, UseGuards } from '@nestjs/common';
import { Guard } from './guard';
@Controller('dogs')
@UseGuards(Guard)
export class Dogs {
  @Get() bark() {}
}`,
  'lib/cats.module.ts': `import { Module } from '@nestjs/common';
import { Cats } from './cats.controller';
@Module({ controllers: [Cats] })
export class CatsModule {
  static forRoot(controllers = []) {
    return { module: CatsModule, controllers };
  }
}`,
  'lib/dogs.module.ts': `import { Module } from '@nestjs/common';
import { Dogs } from './dogs.controller';
import { Guard } from './guard';
@Module({ controllers: [Dogs], providers: [Guard] })
export class DogsModule {}`,
  'lib/guard.ts': `import { CanActivate } from '@nestjs/common';
export class Guard implements CanActivate {
  async canActivate() { return true; }
}`,
};

const METHODS = ['Cats.miaow', 'Dogs.bark', 'Guard.canActivate'];

/** The methods of the barrel that invocations of the handler enter. */
function served(files: Files, handlers = ['main.ts#handler']): string {
  const { program, owners } = loadSource({ ...LIB, ...files }, { handlers });
  const names = METHODS.filter((name) =>
    owners(name).some((owner) => program.reach.routeTo(owner).functions.some((fn) => fn.name === 'main')),
  );
  return names.map((name) => name.replace(/\..*/, '')).join(' ');
}

const module = (metadata: string, more = ''): Files => ({
  'main.ts': main('AppModule', `${more}\n@Module(${metadata})\nclass AppModule {}`),
});

describe('modules of NestJS', () => {
  const cases: readonly [title: string, files: Files, served: string][] = [
    ['serve the controller that they list, not all of a barrel', module('{ controllers: [Cats] }'), 'Cats'],
    ['serve a guard that a controller uses', module('{ controllers: [Dogs] }'), 'Dogs Guard'],
    ['serve what a module lists that they import', module('{ imports: [CatsModule] }'), 'Cats'],
    ['serve both', module('{ imports: [CatsModule, DogsModule] }'), 'Cats Dogs Guard'],
    ['start with a module of another file', { 'main.ts': main('CatsModule') }, 'Cats'],
    ['start with a member of a namespace', { 'main.ts': main('lib.CatsModule') }, 'Cats'],
    ['follow a spread', module('{ controllers: [...ALL] }', 'const ALL = [Cats];'), 'Cats'],
    ['follow a name', module('{ controllers: ALL }', 'const ALL = [Cats];'), 'Cats'],
    ['follow metadata in a constant', module('METADATA', 'const METADATA = { controllers: [Cats] };'), 'Cats'],
    ['follow metadata that is spread', module('{ ...BASE }', 'const BASE = { imports: [CatsModule] };'), 'Cats'],
    ['follow forwardRef', module('{ imports: [forwardRef(() => CatsModule)] }'), 'Cats'],
    ['follow a dynamic module', module('{ imports: [CatsModule.forRoot()] }'), 'Cats'],
    ['follow what a dynamic module is given', module('{ imports: [CatsModule.forRoot([Dogs])] }'), 'Cats Dogs Guard'],
    ['take both sides of a condition', module('{ controllers: [process.env.A ? Cats : Dogs] }'), 'Cats Dogs Guard'],
    ['take what a condition adds', module('{ controllers: [...(process.env.A ? [Cats] : [])] }'), 'Cats'],
    ['filter', module('{ controllers: [process.env.A && Cats].filter(Boolean) }'), 'Cats'],
    [
      'take modules of packages',
      module(
        '{ imports: [ConfigModule.forRoot(), CatsModule, CqrsModule] }',
        "import { ConfigModule, CqrsModule } from '@nestjs/config';",
      ),
      'Cats',
    ],
    [
      'take a module that one of a package is given',
      module(
        "{ imports: [ConditionalModule.registerWhen(CatsModule, 'A')] }",
        "import { ConditionalModule } from '@nestjs/config';",
      ),
      'Cats',
    ],
    [
      'take a guard of all requests',
      module('{ controllers: [Cats], providers: [{ provide: APP_GUARD, useClass: Guard }] }'),
      'Cats Guard',
    ],
    [
      'take a guard that a factory makes',
      module('{ controllers: [Cats], providers: [{ provide: APP_GUARD, useFactory: () => new Guard() }] }'),
      'Cats Guard',
    ],
    [
      'take a guard that the application uses',
      { 'main.ts': main('CatsModule').replace('await app.init', 'app.useGlobalGuards(new Guard()); await app.init') },
      'Cats Guard',
    ],
    [
      'take a guard that a decorator of its own stands for',
      module(
        '{ controllers: [Own] }',
        `import { applyDecorators, Controller, Get, UseGuards } from '@nestjs/common';
const Auth = () => applyDecorators(UseGuards(Guard));
@Controller() @Auth() class Own { @Get() read() {} }`,
      ),
      'Guard',
    ],
    [
      'inherit the routes of a base',
      module(
        '{ controllers: [Own] }',
        "import { Controller } from '@nestjs/common';\n@Controller() class Own extends Cats {}",
      ),
      'Cats',
    ],
    ['inherit metadata', { 'main.ts': main('AppModule', 'class AppModule extends CatsModule {}') }, 'Cats Dogs Guard'],
    ['fall back to all where a list cannot be read', module('{ controllers: made() }'), 'Cats Dogs Guard'],
    ['fall back where an entry cannot be read', module('{ controllers: [Cats, made()] }'), 'Cats Dogs Guard'],
    [
      'fall back where a choice cannot be read',
      module('{ controllers: LIST }', 'const LIST = process.env.A ? [Cats] : made();'),
      'Cats Dogs Guard',
    ],
    ['fall back where all of a namespace is listed', module('{ controllers: Object.values(lib) }'), 'Cats Dogs Guard'],
    [
      'fall back where a decorator of its own may list more',
      module('{ imports: [Own] }', 'const Feature = (x) => (y) => y;\n@Feature({ controllers: [Dogs] }) class Own {}'),
      'Cats Dogs Guard',
    ],
    [
      'fall back where modules are loaded while it serves',
      module(
        '{ controllers: [Cats] }',
        "import { LazyModuleLoader } from '@nestjs/core';\nexport const lazy = (loader: LazyModuleLoader) => loader.load(() => DogsModule);",
      ),
      'Cats Dogs Guard',
    ],
    [
      'take what is pushed to a list',
      module('{ controllers: LIST }', 'const LIST = [Cats];\nif (process.env.A) LIST.push(Dogs);'),
      'Cats Dogs Guard',
    ],
  ];
  for (const [title, files, expected] of cases) it(title, () => assert.equal(served(files), expected));

  const starts: readonly [title: string, name: string, imports: string][] = [
    ['another name', 'NF', "import { NestFactory as NF } from '@nestjs/core';"],
    ['a namespace', 'core.NestFactory', "import * as core from '@nestjs/core';"],
    ['a constant', 'factory', 'const factory = NestFactory;'],
  ];
  for (const [title, name, imports] of starts) {
    it(`are started by ${title} as well`, () => {
      const second = `${imports}\nexport const other = () => ${name}.create(DogsModule);`;
      assert.equal(served({ 'main.ts': main('CatsModule', second) }), 'Cats Dogs Guard');
    });
  }

  it('are told apart where functions share what starts them', () => {
    const start = `import { NestFactory } from '@nestjs/core';
export async function start(module: unknown) { return NestFactory.create(module); }`;
    const handler = (module: string) => `import { ${module} } from './lib';
import { start } from './start';
export const handler = async () => { await start(${module}); };`;
    const files = { 'start.ts': start, 'main.ts': handler('CatsModule'), 'other.ts': handler('DogsModule') };
    assert.equal(served(files, ['main.ts#handler', 'other.ts#handler']), 'Cats');
  });
});

describe('a context of NestJS', () => {
  const APP = `import { NestFactory } from '@nestjs/core';
import { CatsModule } from './lib';
import { createNestApp } from '@acme/nest';
import { boot } from './boot';
import './boot';
import './lib';`;
  const BOOT = `import { NestFactory } from '@nestjs/core';
import { CatsModule } from './lib';
export const boot = () => NestFactory.createApplicationContext(CatsModule);`;
  const handler = (body: string, more = BOOT): Files => ({
    'main.ts': `${APP}\nexport const handler = async () => { ${body} };`,
    'boot.ts': more,
  });
  const runByItself = (test: string): string => `${BOOT}\nasync function run() { await boot(); }\nif (${test}) run();`;
  const cases: readonly [title: string, files: Files, served: string][] = [
    ['serves no requests', handler('await NestFactory.createApplicationContext(CatsModule);'), ''],
    ['serves none in a function that the handler calls', handler('await boot();'), ''],
    ['serves none behind two', handler('await start();\n}; async function start() { await boot();'), ''],
    ['is not made where nobody calls it', handler('await createNestApp();'), 'Cats Dogs Guard'],
    [
      'is not all where a package is given a module',
      handler('await createNestApp(CatsModule); await boot();'),
      'Cats Dogs Guard',
    ],
    [
      'is not made where only a command does',
      handler('await createNestApp();', runByItself('require.main === module')),
      'Cats Dogs Guard',
    ],
    [
      'is not made by a command that is a module',
      handler('await createNestApp();', runByItself('import.meta.main')),
      'Cats Dogs Guard',
    ],
    [
      'is made beside one that a command makes',
      handler('await NestFactory.createApplicationContext(CatsModule);', runByItself('require.main === module')),
      '',
    ],
  ];
  for (const [title, files, expected] of cases) it(title, () => assert.equal(served(files), expected));
});

/** An application whose list stands in a file of its own, `list.ts`, and may be changed by `more.ts`. */
const grown = (list: string, read = 'LIST', more = ''): Files => ({
  'main.ts': main(
    'AppModule',
    `import './more';\nimport { LIST } from './list';\n@Module({ controllers: ${read} })\nclass AppModule {}`,
  ),
  'list.ts': `import { Cats, Dogs } from './lib';\n${list}`,
  'more.ts': `import { Dogs } from './lib';\nimport { LIST } from './list';\n${more}`,
});

const dynamic = (body: string): Files =>
  module('{ imports: [Feature.register()] }', `@Module({}) class Feature { static register() { ${body} } }`);

describe('lists of NestJS that grow after they are made', () => {
  const OPEN = 'export const LIST: any[] = [Cats];';
  const cases: readonly [title: string, files: Files][] = [
    ['in their own file', grown(`${OPEN}\nif (process.env.A) LIST.push(Dogs);`)],
    ['in another file', grown(OPEN, 'LIST', 'LIST.push(Dogs);')],
    ['at their front', grown(OPEN, 'LIST', 'LIST.unshift(Dogs);')],
    ['in their midst', grown(OPEN, 'LIST', 'LIST.splice(0, 0, Dogs);')],
    ['by an index', grown(OPEN, 'LIST', 'LIST[LIST.length] = Dogs;')],
    ['by another list', grown(OPEN, 'LIST', 'LIST.push(...[Dogs]);')],
    ['in a loop', grown(OPEN, 'LIST', 'for (const each of [Dogs]) LIST.push(each);')],
    ['by a function that is given them', grown(OPEN, 'LIST', 'fill(LIST);\nfunction fill(all) { all.push(Dogs); }')],
    ['by a package', grown(OPEN, 'LIST', "import { fill } from 'fill';\nfill(LIST, Dogs);")],
    ['by a method of another list', grown(OPEN, 'LIST', '[].push.apply(LIST, [Dogs]);')],
    ['under another name', grown(OPEN, 'LIST', 'const all = LIST;\nall.push(Dogs);')],
    ['where they are spread', grown(OPEN, '[...LIST]', 'LIST.push(Dogs);')],
    [
      'in a function that makes them',
      grown('export function LIST() { const out = [Cats]; if (process.env.A) out.push(Dogs); return out; }', 'LIST()'),
    ],
    [
      'by what cannot be read',
      grown(
        'const table = { cats: Cats, dogs: Dogs };\nexport function LIST() { const out = []; for (const name of made()) out.push(table[name]); return out; }',
        'LIST()',
      ),
    ],
    [
      'by a decorator',
      grown(
        'const all = [];\nexport const Listed = () => (each) => { all.push(each); };\nexport const LIST = () => all;\n@Listed() class Own {}',
        '[Cats, ...LIST()]',
      ),
    ],
    ['in an object', grown('export const LIST = { all: [Cats] };', 'LIST.all', 'LIST.all.push(Dogs);')],
    ['in place of another', grown('export const LIST = { all: [Cats] };', 'LIST.all', 'LIST.all = [Cats, Dogs];')],
    ['in a table', grown('export const LIST: any = { a: Cats };', '[LIST[process.env.A]]', 'LIST.b = Dogs;')],
    [
      'in a table of many',
      grown(
        `export const LIST = { ${Array.from({ length: 40 }, (_, at) => `c${at}: class C${at} {}`).join(', ')}, cats: Cats, dogs: Dogs };`,
        '[LIST[process.env.A]]',
      ),
    ],
    ['in a static property', grown('export class LIST { static all = [Cats]; }', 'LIST.all', 'LIST.all.push(Dogs);')],
    [
      'in place of a static property',
      grown('export class LIST { static all = [Cats]; }', 'LIST.all', 'LIST.all = [Dogs];'),
    ],
    [
      'in an object of a class',
      grown(
        'class Lists { all = [Cats]; add(each) { this.all.push(each); } }\nexport const LIST = new Lists();\nLIST.add(Dogs);',
        'LIST.all',
      ),
    ],
    [
      'in metadata',
      module('METADATA', 'const METADATA: any = { controllers: [Cats] };\nMETADATA.controllers = [Cats, Dogs];'),
    ],
    [
      'in metadata that is copied to',
      module(
        'METADATA',
        'const METADATA = { controllers: [Cats] };\nObject.assign(METADATA, { imports: [DogsModule] });',
      ),
    ],
    [
      'in metadata that a package merges',
      module(
        'METADATA',
        "import { merge } from 'lodash';\nconst METADATA = { controllers: [Cats] };\nmerge(METADATA, { imports: [DogsModule] });",
      ),
    ],
    [
      'in a dynamic module',
      dynamic('const made: any = { module: Feature }; made.controllers = [Cats, Dogs]; return made;'),
    ],
    [
      'in a list of a dynamic module',
      dynamic('const made = { module: Feature, controllers: [Cats] }; made.controllers.push(Dogs); return made;'),
    ],
    [
      'in a part of a dynamic module',
      dynamic(
        'const made = { module: Feature, controllers: [Cats] }; const { controllers } = made; controllers.push(Dogs); return made;',
      ),
    ],
    [
      'in a name of a dynamic module that only the run knows',
      dynamic(
        "const made: any = { module: Feature, controllers: [Cats] }; made['imp' + 'orts'] = [DogsModule]; return made;",
      ),
    ],
    [
      'in what a base gives',
      module(
        '{ imports: [Sub.register()] }',
        `@Module({}) class Base { static register() { return { module: Base, controllers: [Cats] }; } }
@Module({}) class Sub extends Base { static register() { const made = super.register(); made.controllers.push(Dogs); return made; } }`,
      ),
    ],
    [
      'by metadata that is set by hand',
      module('{ controllers: [Cats] }', "Reflect.defineMetadata('controllers', [Dogs], AppModule);"),
    ],
    [
      'by a second decorator',
      {
        'main.ts': main(
          'AppModule',
          'const Also = (given) => Module(given);\n@Also({ controllers: [Dogs] }) @Module({ controllers: [Cats] }) class AppModule {}',
        ),
      },
    ],
  ];
  for (const [title, files] of cases) it(title, () => assert.match(served(files), /^Cats Dogs/));

  const whole: readonly [title: string, files: Files][] = [
    ['when it is looked at', grown(OPEN, 'LIST', 'console.log(LIST); LIST.includes(Dogs); made.push(LIST);')],
    ['when it loses something', grown(OPEN, 'LIST', 'LIST.pop(); LIST.sort();')],
    ['when another of its kind grows', grown(OPEN, 'LIST', 'const other = [];\nother.push(Dogs);')],
    [
      'when other parts of metadata are set',
      dynamic('const made: any = { module: Feature, controllers: [Cats] }; made.exports = [Dogs]; return made;'),
    ],
    [
      'when it is given to a package of NestJS',
      grown(OPEN, 'LIST', "import { Module } from '@nestjs/common';\nModule(LIST);"),
    ],
  ];
  for (const [title, files] of whole) it(`is as whole as before ${title}`, () => assert.equal(served(files), 'Cats'));
});

describe('what modules of NestJS put before a request', () => {
  const target = (app: string, thing: string): string => {
    const files = {
      'main.ts': main('AppModule', `import { ${/class (\w+)/.exec(thing)?.[1]}, fn } from './thing';\n${app}`),
      'thing.ts': `${thing}\nexport function fn() { target(); }\nfunction target() {}`,
      ...LIB,
    };
    const { program, owners } = loadSource(files);
    const [owner] = owners('target');
    assert.ok(owner);
    return program.reach.routeTo(owner).functions.length === 0
      ? ''
      : program.reach.isOnlyOnErrorPath(owner)
        ? 'error'
        : 'yes';
  };
  const configured = (given: string) =>
    `@Module({ controllers: [Cats] })\nclass AppModule {\n  configure(consumer) { consumer.apply(${given}).forRoutes('*'); }\n}`;
  const MIDDLEWARE = 'export class Use { use() { fn(); } }';
  const FILTER =
    "import { ExceptionFilter } from '@nestjs/common';\nexport class Late implements ExceptionFilter { catch() { fn(); } }";
  const cases: readonly [title: string, app: string, thing: string, expected: string][] = [
    ['is a class of middleware', configured('Use'), MIDDLEWARE, 'yes'],
    ['is a function of middleware', configured('fn'), MIDDLEWARE, 'yes'],
    ['is one of several', configured('...[Use]'), MIDDLEWARE, 'yes'],
    [
      'is applied by a function in place of a method',
      '@Module({ controllers: [Cats] })\nclass AppModule {\n  configure = (consumer) => { consumer.apply(Use); };\n}',
      MIDDLEWARE,
      'yes',
    ],
    [
      'is applied by another method',
      '@Module({ controllers: [Cats] })\nclass AppModule {\n  configure(consumer) { this.add(consumer); }\n  add(to) { to.apply(Use).forRoutes("*"); }\n}',
      MIDDLEWARE,
      'yes',
    ],
    [
      'is applied by a function that gets the consumer',
      '@Module({ controllers: [Cats] })\nclass AppModule {\n  configure(consumer) { first(consumer); }\n}\nfunction first(to) { second(to); }\nfunction second(to) { to.apply(Use); }',
      MIDDLEWARE,
      'yes',
    ],
    [
      'is nothing that a function applies for a module that is not started',
      '@Module({ controllers: [Cats] })\nclass AppModule {}\n@Module({})\nclass Other {\n  configure(consumer) { first(consumer); }\n}\nfunction first(to) { to.apply(Use); }',
      MIDDLEWARE,
      '',
    ],
    [
      'is nothing that a function applies to something else',
      '@Module({ controllers: [Cats] })\nclass AppModule {\n  other(consumer) { first(consumer); }\n}\nfunction first(to) { to.apply(Use); }',
      MIDDLEWARE,
      '',
    ],
    [
      'is a guard of all requests that is there already',
      '@Module({ providers: [Use, { provide: APP_GUARD, useExisting: Use }] })\nclass AppModule {}',
      'export class Use { canActivate() { fn(); } }',
      'yes',
    ],
    [
      'is a guard of all requests that is made in place',
      '@Module({ providers: [{ provide: APP_GUARD, useValue: new Use() }] })\nclass AppModule {}',
      'export class Use { canActivate() { fn(); } }',
      'yes',
    ],
    [
      'is a guard without an interface',
      '@UseGuards(Use) @Controller() class Own {}\n@Module({ controllers: [Own] })\nclass AppModule {}',
      'export class Use { canActivate() { fn(); } }',
      'yes',
    ],
    [
      'is a guard of all requests',
      '@Module({ providers: [{ provide: APP_GUARD, useClass: Use }] })\nclass AppModule {}',
      'export class Use { canActivate() { fn(); } }',
      'yes',
    ],
    [
      'is a filter, where something went wrong',
      '@UseFilters(Late) @Controller() class Own {}\n@Module({ controllers: [Own] })\nclass AppModule {}',
      FILTER,
      'error',
    ],
    ['is no class that nothing names', '@Module({ controllers: [Cats] })\nclass AppModule {}', MIDDLEWARE, ''],
    ['is no filter that nothing names', '@Module({ controllers: [Cats] })\nclass AppModule {}', FILTER, ''],
    [
      'is nothing of a module that is not started',
      '@Module({ controllers: [Cats] })\nclass AppModule {}\n@Module({})\nclass Other {\n  configure(consumer) { consumer.apply(Use); }\n}',
      MIDDLEWARE,
      '',
    ],
    ['is nothing that another method applies', configured('Use').replace('configure', 'other'), MIDDLEWARE, ''],
  ];
  for (const [title, app, thing, expected] of cases) it(title, () => assert.equal(target(app, thing), expected));
});

import assert from 'node:assert/strict';
import { loadSource } from '../../../support/load-source.js';

type Files = Readonly<Record<string, string>>;

const controller = (name: string, from: string, on = '@Controller()'): string =>
  `import { Controller, Get, JsonController, Resolver, Query, Route } from '${from}';
${on}
export class ${name} {
  @Get() async read() {}
}`;

/** The classes whose `read` serves the handler. */
function served(files: Files): string {
  const { program } = loadSource(files);
  const classes = program.reach.roots.flatMap(({ node, functions }) => {
    const holder = node.parent;
    return functions.length > 0 && 'name' in holder ? [(holder.name as { text?: string } | undefined)?.text ?? ''] : [];
  });
  return classes
    .filter((name) => name.length === 1)
    .sort()
    .join(' ');
}

function unresolved(files: Files): number {
  return loadSource(files).problems.filter(({ kind }) => kind === 'unresolved-import').length;
}

const URL_TO_PATH = "import { fileURLToPath } from 'node:url';";

describe('controllers that routing-controllers loads by itself', () => {
  const FILES: Files = {
    'controllers/a.ts': controller('A', 'routing-controllers'),
    'controllers/b.controller.ts': controller('B', 'routing-controllers'),
    'controllers/b.controller.test.ts': controller('T', 'routing-controllers'),
    'other/c.ts': controller('C', 'routing-controllers'),
  };
  const app = (options: string, call = 'createExpressServer', more = ''): Files => ({
    ...FILES,
    'main.ts': `import { ${call} } from 'routing-controllers';
import path, { join } from 'node:path';
import serverless from 'serverless-http';
${more}
export const handler = serverless(${call}(${options}));`,
  });
  const cases: readonly [title: string, files: Files, expected: string][] = [
    ['path.join', app("{ controllers: [path.join(__dirname, '/controllers/*.ts')] }"), 'A B'],
    ['join of several', app("{ controllers: [join(__dirname, 'controllers', '*.js')] }"), 'A B'],
    ['path.resolve', app("{ controllers: [path.resolve(__dirname, './controllers/**/*.js')] }"), 'A B'],
    ['a sum', app("{ controllers: [__dirname + '/controllers/*.controller.js'] }"), 'B'],
    ['a template', app('{ controllers: [`${__dirname}/controllers/*.controller.{ts,js}`] }'), 'B'],
    [
      'the folder of import.meta.url',
      app(
        "{ controllers: [path.join(path.dirname(fileURLToPath(import.meta.url)), 'controllers/*.js')] }",
        undefined,
        URL_TO_PATH,
      ),
      'A B',
    ],
    [
      'a __dirname of its own',
      app(
        "{ controllers: [__dirname + '/controllers/*.js'] }",
        undefined,
        `${URL_TO_PATH}\nconst __filename = fileURLToPath(import.meta.url);\nconst __dirname = path.dirname(__filename);`,
      ),
      'A B',
    ],
    [
      'a __dirname made of a URL',
      app(
        "{ controllers: [join(__dirname, './controllers/*.js')] }",
        undefined,
        `${URL_TO_PATH}\nconst __dirname = fileURLToPath(new URL('.', import.meta.url));`,
      ),
      'A B',
    ],
    [
      'the path of a URL',
      app("{ controllers: [new URL('./controllers/', import.meta.url).pathname + '*.js'] }"),
      'A B',
    ],
    [
      'a URL with the glob in it',
      app("{ controllers: [new URL('controllers/*.js', import.meta.url).pathname] }"),
      'A B',
    ],
    [
      'no folder of another file',
      app("{ controllers: [path.join(path.dirname(require.main.filename), 'controllers/*.js')] }"),
      '',
    ],
    ['no URL of something else', app("{ controllers: [new URL('./controllers/*.js', BASE).pathname] }"), ''],
    ['import.meta.dirname', app("{ controllers: [import.meta.dirname + '/controllers/*.js'] }"), 'A B'],
    [
      'a constant',
      app('OPTIONS', undefined, "const OPTIONS = { controllers: [__dirname + '/controllers/a.ts'] };"),
      'A',
    ],
    ['all folders', app("{ controllers: [__dirname + '/**/*.ts'] }"), 'A B C'],
    ['useExpressServer', app("app, { controllers: [__dirname + '/other/*.ts'] }", 'useExpressServer'), 'C'],
    ['createKoaServer', app("{ controllers: [__dirname + '/other/*.ts'] }", 'createKoaServer'), 'C'],
    ['no text that is not static', app("{ controllers: [process.env.DIR + '/other/*.ts'] }"), ''],
    ['no other option', app("{ defaults: [__dirname + '/other/*.ts'] }"), ''],
    ['no folder outside of the project', app("{ controllers: [__dirname + '/../other/*.ts'] }"), ''],
  ];
  for (const [title, files, expected] of cases) it(title, () => assert.equal(served(files), expected));

  it('are no entities of TypeORM', () => {
    const main = `import { DataSource } from 'typeorm';
import { createExpressServer } from 'routing-controllers';
export const source = new DataSource({ entities: [__dirname + '/other/*.ts'] });
export const handler = createExpressServer({});`;
    assert.equal(served({ ...FILES, 'main.ts': main }), '');
  });
});

it('resolvers that type-graphql loads by itself are served', () => {
  const resolver = controller('A', 'type-graphql', '@Resolver()').replace('@Get()', '@Query()');
  const main = `import { buildSchema } from 'type-graphql';
export const handler = async () => {
  await buildSchema({ resolvers: [__dirname + '/**/*.resolver.{ts,js}'] });
};`;
  assert.equal(served({ 'main.ts': main, 'x/a.resolver.ts': resolver }), 'A');
});

describe('routes that tsoa has still to write', () => {
  const tsoa = (config: object, more: Files = {}): Files => ({
    'tsoa.json': JSON.stringify({ entryFile: 'src/app.ts', ...config }),
    'main.ts': `import serverless from 'serverless-http';
import express from 'express';
import { RegisterRoutes } from './build/routes';
const app = express();
RegisterRoutes(app);
export const handler = serverless(app);`,
    'src/a.controller.ts': controller('A', 'tsoa', "@Route('a')"),
    'src/b.ts': controller('B', 'tsoa', "@Route('b')"),
    ...more,
  });
  const GLOBS = { controllerPathGlobs: ['src/**/*.controller.ts'] };

  it('serve the controllers that tsoa.json names, and are no problem', () => {
    const files = tsoa({ ...GLOBS, routes: { routesDir: 'build' } });
    assert.equal(served(files), 'A');
    assert.equal(unresolved(files), 0);
  });

  it('may have another name', () => {
    const routes = { routesDir: './build', routesFileName: 'routes.ts' };
    assert.equal(served(tsoa({ controllerPathGlobs: ['./src/*.ts'], routes })), 'A B');
  });

  it('are missing where tsoa writes others, or its config is broken', () => {
    for (const routes of [
      { routesDir: 'dist' },
      { routesDir: 1 },
      undefined,
      'build',
      { routesDir: 'build', routesFileName: 'x.ts' },
    ]) {
      const files = tsoa({ ...GLOBS, routes });
      assert.equal(served(files), '');
      assert.equal(unresolved(files), 1);
    }
    const broken = { ...tsoa({ ...GLOBS, routes: { routesDir: 'build' } }), 'tsoa.json': '{ "routes": ' };
    assert.equal(unresolved(broken), 1);
  });

  it('are read where they are there', () => {
    const files = tsoa(
      { ...GLOBS, routes: { routesDir: 'build' } },
      { 'build/routes.ts': 'export function RegisterRoutes() {}' },
    );
    assert.equal(served(files), '');
  });
});

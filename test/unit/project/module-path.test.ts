import assert from 'node:assert/strict';
import { discover, HANDLER } from './check.js';

const CONSTRUCT = `import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
export class ApiFunction extends NodejsFunction {
  constructor(scope, id, props) { super(scope, id, { ...props, memorySize: 512 }); }
}
`;

/** Memory of a function whose construct comes from elsewhere; only who finds it knows. */
async function memoryOf(specifier: string, files: Readonly<Record<string, string>>): Promise<number | undefined> {
  const { functions } = await discover({
    'cdk.json': '{ "app": "npx ts-node bin/app.ts" }',
    'bin/app.ts': `import { App, Stack } from 'aws-cdk-lib';
import { ApiFunction } from '${specifier}';
const stack = new Stack(new App(), 'Shop');
new ApiFunction(stack, 'Orders', { entry: 'fn/orders.ts', handler: 'handler' });
`,
    'fn/orders.ts': HANDLER,
    ...files,
  });
  return functions[0]?.memoryMb;
}

describe('an import in code of a deployment', () => {
  const manifest = (fields: object) => JSON.stringify({ author: { name: 'other' }, name: '@shop/infra', ...fields });
  const PACKAGES: Readonly<Record<string, readonly [manifest: object, file: string]>> = {
    'a main among the sources': [{ main: 'src/main.ts' }, 'src/main.ts'],
    'a main that is built from it': [{ main: 'dist/main.js' }, 'src/main.ts'],
    'a module': [{ module: './lib/esm.mjs' }, 'lib/esm.mjs'],
    'exports with conditions': [{ exports: { '.': { types: './x.d.ts', import: './src/entry.ts' } } }, 'src/entry.ts'],
    'the source': [{ source: 'code/first.ts', main: 'dist/first.js' }, 'code/first.ts'],
    'no field at all': [{}, 'src/index.ts'],
  };
  for (const [what, [fields, file]] of Object.entries(PACKAGES))
    it(`leads to a package of the workspace by ${what}`, async () => {
      const files = { 'packages/infra/package.json': manifest(fields), [`packages/infra/${file}`]: CONSTRUCT };
      assert.equal(await memoryOf('@shop/infra', files), 512);
    });

  it('leads to a part of a package, by an alias of the nearest tsconfig, and by the name of what is compiled', async () => {
    const part = { 'packages/infra/package.json': manifest({}), 'packages/infra/src/part.ts': CONSTRUCT };
    assert.equal(await memoryOf('@shop/infra/part', part), 512);
    const paths = { 'tsconfig.json': '{ "compilerOptions": { "paths": { "~/*": ["./lib/*"] } } } // all' };
    assert.equal(await memoryOf('~/b', { ...paths, 'lib/b.ts': CONSTRUCT }), 512);
    assert.equal(await memoryOf('../lib/b.js', { 'lib/b.ts': CONSTRUCT }), 512);
  });

  it('leads to no package of another name, by none that is half typed, and round in no circle', async () => {
    const half = ['{ "name": "@shop/infra", "main": ', '{ "name": ["@shop/infra"] }', '[]', manifest({ main: 7 })];
    for (const text of [...half, manifest({ name: 'other' })]) {
      const files = { 'packages/infra/package.json': text, 'packages/infra/other.ts': CONSTRUCT };
      assert.equal(await memoryOf('@shop/infra', files), undefined, text);
    }
    const circle = {
      'tsconfig.json': '{ "extends": "./b.json", "compilerOptions": { "paths": { "~/*": ["./~/*"] } } }',
      'b.json': '{ "extends": "./tsconfig.json" }',
      'lib/b.ts': CONSTRUCT,
    };
    assert.equal(await memoryOf('~/b', circle), undefined);
  });

  it('leads to data, by a path and by an alias', async () => {
    const app = (specifier: string) => `import { App, Stack } from 'aws-cdk-lib';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import sizes from '${specifier}';
new NodejsFunction(new Stack(new App(), 'Shop'), 'Orders', { entry: 'fn/orders.ts', memorySize: sizes.orders });
`;
    const files = {
      'tsconfig.json': '{ "compilerOptions": { "paths": { "~/*": ["./lib/*"] } } }',
      'lib/sizes.json': '{ "orders": 256 }',
    };
    for (const specifier of ['../lib/sizes.json', '~/sizes.json'])
      assert.equal(await memoryOf('./nothing', { ...files, 'bin/app.ts': app(specifier) }), 256, specifier);
  });
});

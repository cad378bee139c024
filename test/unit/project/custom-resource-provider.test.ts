import assert from 'node:assert/strict';
import { discover, HANDLER } from './check.js';

async function read(code: string, files: Readonly<Record<string, string>> = {}) {
  const { functions, unresolved, deployment } = await discover({
    'cdk.json': '{ "app": "tsx app.ts" }',
    'provider/index.ts': HANDLER,
    'app.ts': `import * as cdk from 'aws-cdk-lib';
import { join } from 'path';
const stack = new cdk.Stack(new cdk.App(), 'S');
${code}`,
    ...files,
  });
  const [declared] = deployment().functions;
  return { functions, unresolved, settings: declared?.settings };
}

describe('a custom resource provider of the core library of CDK', () => {
  it('is a function with what it states and what CDK takes', async () => {
    const { functions, settings } = await read(`cdk.CustomResourceProvider.getOrCreateProvider(stack, 'Custom::Thing', {
  codeDirectory: join(__dirname, 'provider'),
  runtime: cdk.CustomResourceProviderRuntime.NODEJS_22_X,
});`);
    assert.deepEqual(
      functions.map(({ name, handler }) => [name, handler.file, handler.export]),
      [['Custom::Thing', 'provider/index.ts', 'handler']],
    );
    assert.equal(settings?.runtime.value, 'nodejs22.x');
    assert.deepEqual([settings?.timeoutS.value, settings?.timeoutS.from], [900, 'default']);
    assert.deepEqual([settings?.memoryMb.value, settings?.memoryMb.from], [128, 'default']);
  });

  it('states memory as a size and time as a duration', async () => {
    const { settings } = await read(`new cdk.CustomResourceProvider(stack, 'Thing', {
  codeDirectory: join(__dirname, 'provider'),
  runtime: cdk.CustomResourceProviderRuntime.NODEJS_22_X,
  memorySize: cdk.Size.gibibytes(1),
  timeout: cdk.Duration.minutes(2),
});`);
    assert.deepEqual([settings?.memoryMb.value, settings?.timeoutS.value], [1024, 120]);
  });

  it('is led from the folder that a compiler writes to the source', async () => {
    const { functions } = await read(
      `cdk.CustomResourceProvider.getOrCreate(stack, 'Custom::Thing', {
  codeDirectory: join(__dirname, 'provider/dist'),
  runtime: cdk.CustomResourceProviderRuntime.NODEJS_22_X,
});`,
    );
    assert.deepEqual(
      functions.map(({ handler }) => handler.file),
      ['provider/index.ts'],
    );
  });

  it('is one, whoever asks for the provider of its type', async () => {
    const { functions } = await read(`class Thing {
  constructor(type: string) {
    cdk.CustomResourceProvider.getOrCreateProvider(stack, type, { codeDirectory: join(__dirname, 'provider') });
  }
}
new Thing('Custom::One');
new Thing('Custom::One');
new Thing('Custom::Two');`);
    assert.deepEqual(functions.map(({ name }) => name).sort(), ['Custom::One', 'Custom::Two']);
  });

  it('is one for each stack', async () => {
    const { functions } = await read(`class Thing extends cdk.Stack {
  constructor(scope: cdk.App, id: string, memory: number) {
    super(scope, id);
    for (const each of ['a', 'b'])
      cdk.CustomResourceProvider.getOrCreateProvider(this, 'Custom::One', {
        codeDirectory: join(__dirname, 'provider'),
        memorySize: cdk.Size.mebibytes(memory),
      });
  }
}
new Thing(new cdk.App(), 'Dev', 256);
new Thing(new cdk.App(), 'Prod', 1024);`);
    assert.deepEqual(functions.map(({ memoryMb }) => memoryMb).sort(), [1024, 256]);
  });

  it('says why its code is not found', async () => {
    const { functions, unresolved } = await read(
      `cdk.CustomResourceProvider.getOrCreate(stack, 'Custom::Thing', { codeDirectory: process.env.DIR });`,
    );
    assert.equal(functions.length, 0);
    assert.match(unresolved[0]?.reason ?? '', /codeDirectory is not static/);
  });

  it('is none where a class of another package is called alike', async () => {
    const { functions, unresolved } = await read(
      `import { CustomResourceProvider } from 'other-package';
new CustomResourceProvider(stack, 'Thing', { codeDirectory: join(__dirname, 'provider') });`,
      { 'provider/index.ts': 'export const handler = () => {};' },
    );
    assert.deepEqual([functions.length, unresolved.length], [0, 0]);
  });
});

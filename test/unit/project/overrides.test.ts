import assert from 'node:assert/strict';
import { found } from './cdk-program.js';
import { discover, HANDLER } from './check.js';
import { settingsOf, shown } from './shown.js';

type Row = readonly [title: string, code: string, settings: Readonly<Record<string, string>>];

const MORE = `import { Aspects, IAspect } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
`;

/** What is shown of the function `F`, which the code gets as `fn`, and its level-1 construct as `cfn`. */
function shows(rows: readonly Row[]): void {
  for (const [title, code, expected] of rows)
    it(title, async () => {
      const all = await found(`${MORE}const fn = make('F', { memorySize: 256, timeout: Duration.seconds(9) });
const cfn = fn.node.defaultChild as CfnFunction;
${code}`);
      const settings = all.find(({ name }) => name === 'F')!.settings as unknown as Record<string, never>;
      const names = Object.keys(expected);
      assert.deepEqual(Object.fromEntries(names.map((name) => [name, shown(settings[name])])), expected);
    });
}

/** The line of the first statement of the code. */
const AT = 19;

describe('settings that are written behind a construct', () => {
  shows([
    ['assigned', 'cfn.memorySize = 2048;', { memoryMb: `2048 stated ${AT}`, timeoutS: '9 stated' }],
    [
      'overridden',
      `cfn.addPropertyOverride('Timeout', 60);\ncfn.addOverride('Properties.MemorySize', 1024);`,
      { memoryMb: `1024 stated ${AT + 1}`, timeoutS: `60 stated ${AT}` },
    ],
    [
      'an override wins over what is assigned after it',
      `cfn.addPropertyOverride('MemorySize', 1024);\ncfn.memorySize = 512;`,
      { memoryMb: `1024 stated ${AT}` },
    ],
    [
      'deleted: the default of Lambda counts',
      `cfn.addPropertyDeletionOverride('MemorySize');\ncfn.addDeletionOverride('Properties.Timeout');`,
      { memoryMb: '128 default', timeoutS: '3 default' },
    ],
    ['assigned undefined', 'cfn.reservedConcurrentExecutions = undefined;', { reservedConcurrency: 'none default' }],
    ['not static', 'cfn.memorySize = Number(p);', { memoryMb: `unknown ${AT}`, timeoutS: '9 stated' }],
    [
      'under a condition that is not static',
      `if (p) cfn.addPropertyOverride('MemorySize', 1024);`,
      { memoryMb: `unknown ${AT}` },
    ],
    ['under one that never holds', 'if (false) cfn.memorySize = 1024;', { memoryMb: '256 stated' }],
    [
      'a path that is not static',
      `cfn.addPropertyOverride(p, 1);\ncfn.addPropertyOverride('Timeout', 60);`,
      { memoryMb: `unknown ${AT}`, timeoutS: `60 stated ${AT + 1}` },
    ],
    [
      'in objects and lists',
      `cfn.ephemeralStorage = { size: 2048 };
cfn.addPropertyOverride('Architectures', ['arm64']);
cfn.addPropertyOverride('TracingConfig', { Mode: 'Active' });
cfn.addPropertyOverride('VpcConfig.SubnetIds', [p]);
cfn.runtime = lambda.Runtime.NODEJS_20_X.name;`,
      {
        ephemeralMb: `2048 stated ${AT}`,
        architecture: `arm64 stated ${AT + 1}`,
        tracing: `active stated ${AT + 2}`,
        isInVpc: `true stated ${AT + 3}`,
        runtime: `nodejs20.x stated ${AT + 4}`,
      },
    ],
    [
      'without a name for it, by its id, in a function and in a class',
      `(fn.node.findChild('Resource') as CfnFunction).memorySize = 1024;
const slow = (each: CfnFunction) => each.addPropertyOverride('Timeout', 60);
slow(fn.node.defaultChild as CfnFunction);`,
      { memoryMb: `1024 stated ${AT}`, timeoutS: `60 stated ${AT + 1}` },
    ],
    [
      'of something else than the function',
      `(fn.role!.node.defaultChild as any).memorySize = 1;
(fn.currentVersion.node.defaultChild as any).addPropertyOverride('Timeout', 1);
cfn.addOverride('Metadata.MemorySize', 1);
cfn.addPropertyOverride('Environment.Variables.MemorySize', 1);
(make('G').node.defaultChild as CfnFunction).memorySize = 1;
fn.memorySize = 1;`,
      { memoryMb: '256 stated', timeoutS: '9 stated' },
    ],
  ]);

  it('tells the rest of the analysis as well', async () => {
    const { functions } = await discover({
      'cdk.json': '{ "app": "tsx app.ts" }',
      'a.ts': HANDLER,
      'app.ts': `import * as lambda from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
class Big extends NodejsFunction {
  constructor(scope: any, id: string) {
    super(scope, id, { entry: 'a.ts', runtime: lambda.Runtime.NODEJS_20_X, memorySize: 256 });
    const cfn = this.node.defaultChild as lambda.CfnFunction;
    cfn.addPropertyOverride('MemorySize', 3008);
    cfn.addPropertyOverride('Runtime', 'nodejs22.x');
    cfn.addPropertyOverride('Architectures.0', 'arm64');
  }
}
new Big({}, 'Big');
const plain = new lambda.CfnFunction({}, 'Plain', { runtime: 'nodejs20.x', handler: 'a.handler', code: { zipFile: '' }, memorySize: 256 });
plain.memorySize = 512;
`,
    });
    assert.deepEqual(
      functions.map(({ name, memoryMb, runtime, architecture }) => [name, memoryMb, runtime, architecture]),
      [['Big', 3008, 'nodejs22.x', 'arm64']],
    );
  });

  it('reads what is assigned to a level-1 construct', async () => {
    const [only] = await found(`const plain = new lambda.CfnFunction(stack, 'F', {
  runtime: lambda.Runtime.NODEJS_20_X.name, architectures: ['arm64'], handler: 'a.handler', codeUri: '.', memorySize: 256 } as any);
plain.memorySize = 512;
plain.addPropertyOverride('Timeout', 7);`);
    const { memoryMb, timeoutS, runtime, architecture } = only!.settings;
    assert.deepEqual([memoryMb, timeoutS, runtime, architecture].map(shown), [
      '512 stated 17',
      '7 stated 18',
      'nodejs20.x stated 16',
      'arm64 stated 16',
    ]);
  });
});

describe('aspects', () => {
  const ASPECT = `class Bigger implements IAspect {
  visit(node: any) { if (node instanceof CfnFunction) node.memorySize = 1024; }
}
`;
  shows([
    ['of the app', `${ASPECT}Aspects.of(stack).add(new Bigger());`, { memoryMb: 'unknown 20', timeoutS: '9 stated' }],
    ['of the function', `${ASPECT}Aspects.of(fn).add(new Bigger());`, { memoryMb: 'unknown 20' }],
    [
      'as an object',
      `Aspects.of(stack).add({ visit(node) { (node as CfnFunction).addPropertyOverride('Timeout', 3); } });`,
      { memoryMb: '256 stated', timeoutS: 'unknown 19' },
    ],
    [
      'of another scope, or that writes other things',
      `${ASPECT}Aspects.of(new Stack(new App(), 'T')).add(new Bigger());
Aspects.of(make('G')).add(new Bigger());
Aspects.of(stack).add({ visit(node) { node.retention = 3; node.tags.setTag('memorySize', '1'); } });`,
      { memoryMb: '256 stated', timeoutS: '9 stated' },
    ],
  ]);
});

describe('overrides of Amplify Gen 2', () => {
  it('are written to the function that the backend has', async () => {
    const { deployment } = await discover({
      'package.json': '{ "devDependencies": { "@aws-amplify/backend": "1" } }',
      'amplify/backend.ts': `import { defineBackend } from '@aws-amplify/backend';
import { say, echo, own, other } from './resource';
const backend = defineBackend({ say, echo, own, other });
const { cfnFunction } = backend.say.resources.cfnResources;
cfnFunction.memorySize = 2048;
backend.say.resources.cfnResources.cfnFunction.addPropertyOverride('Timeout', 60);
(backend.echo.resources.lambda.node.defaultChild as any).timeout = 30;
(backend.own.resources.lambda.node.defaultChild as any).addPropertyOverride('MemorySize', 700);
`,
      'amplify/resource.ts': `import { defineFunction } from '@aws-amplify/backend';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
export const say = defineFunction({ name: 'say', entry: './say.ts' });
export const echo = defineFunction({ name: 'echo', entry: './say.ts', memoryMB: 256 });
export const own = defineFunction((scope) => new NodejsFunction(scope, 'own', { entry: 'amplify/say.ts' }));
export const other = defineFunction({ name: 'other', entry: './say.ts' });
`,
      'amplify/say.ts': HANDLER,
    });
    const show = (name: string) => {
      const { memoryMb, timeoutS } = settingsOf(deployment(), name);
      return [memoryMb, timeoutS];
    };
    assert.deepEqual(show('say'), ['2048 stated 5', '60 stated 6']);
    assert.deepEqual(show('echo'), ['256 stated 4', '30 stated 7']);
    assert.deepEqual(show('own'), ['700 stated 8', '3 default']);
    assert.deepEqual(show('other'), ['512 default', '3 default']);
  });
});

describe('overrides of CDK for Terraform', () => {
  it('win over what is stated and assigned, and have their places', async () => {
    const { deployment } = await discover({
      'cdktf.json': '{ "language": "typescript", "app": "npx ts-node main.ts" }',
      'main.ts': `import { App, AssetType, TerraformAsset, TerraformStack } from 'cdktf';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
const stack = new TerraformStack(new App(), 's');
const make = (id: string) => new LambdaFunction(stack, id, { functionName: id, runtime: 'nodejs20.x', handler: 'a.handler', filename: new TerraformAsset(stack, 'z', { path: '.', type: AssetType.ARCHIVE }).path, memorySize: 256, ephemeralStorage: { size: 1024 } });
const fn = make('fn');
fn.addOverride('memory_size', 1024);
fn.memorySize = 512;
fn.timeout = 20;
fn.addOverride('ephemeral_storage.0.size', 2048);
const other = make('other');
other.addOverride('lifecycle', { create_before_destroy: true });
other.addOverride('timeout', process.env.T);
`,
      'a.ts': HANDLER,
    });
    const show = (name: string) => {
      const { memoryMb, timeoutS, ephemeralMb } = settingsOf(deployment(), name);
      return [memoryMb, timeoutS, ephemeralMb];
    };
    assert.deepEqual(show('fn'), ['1024 stated 6', '20 stated 8', '2048 stated 9']);
    assert.deepEqual(show('other'), ['256 stated 4', 'unknown 12', '1024 stated 4']);
  });
});

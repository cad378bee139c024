import assert from 'node:assert/strict';
import { found } from './cdk-program.js';
import { discover, HANDLER } from './check.js';
import { settingsOf, shown } from './shown.js';

type Row = readonly [title: string, code: string, settings: Readonly<Record<string, string>>];

const MORE = `import { Aspects, CfnResource, IAspect } from 'aws-cdk-lib';
import { CfnOther } from 'aws-cdk-lib/aws-other';
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

/** What is shown of settings of it, without places. */
async function shownOf(code: string, names: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const all = await found(`${MORE}const fn = make('F', { memorySize: 256, timeout: Duration.seconds(9) });
${code}`);
  const settings = all.find(({ name }) => name === 'F')!.settings as unknown as Record<string, never>;
  return Object.fromEntries(
    names.map((name) => [name, shown(settings[name]).replace(/^(unknown|\d+ stated).*/, '$1')]),
  );
}

/** The line of the first statement of the code. */
const AT = 20;

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
    [
      'deleted under a condition that is not static',
      `if (p) cfn.addPropertyDeletionOverride('MemorySize');\nif (p) cfn.timeout = undefined;`,
      { memoryMb: `unknown ${AT}`, timeoutS: `unknown ${AT + 1}` },
    ],
    ['under one that never holds', 'if (false) cfn.memorySize = 1024;', { memoryMb: '256 stated' }],
    [
      'a path that is not static',
      `cfn.addPropertyOverride(p, 1);\ncfn.addPropertyOverride('Timeout', 60);`,
      { memoryMb: `unknown ${AT}`, timeoutS: `60 stated ${AT + 1}` },
    ],
    [
      'a path whose beginning is static',
      `cfn.addPropertyOverride(\`Environment.Variables.\${p}\`, 1);
cfn.addOverride('Metadata.' + p, 1);
cfn.addOverride(\`Properties.Tracing\${p}\`, 1);
cfn.addPropertyOverride(\`Time\${p}\`, 60);
cfn.addPropertyOverride('VpcConfig.' + p, ['a']);`,
      {
        memoryMb: '256 stated',
        runtime: 'nodejs16.x default',
        tracing: `unknown ${AT + 2}`,
        timeoutS: `unknown ${AT + 3}`,
        isInVpc: `true stated ${AT + 4}`,
      },
    ],
    [
      'asked whether it is the resource of a function',
      `const child = fn.node.defaultChild;
if (child instanceof CfnFunction) child.memorySize = 2054;
if (child && CfnResource.isCfnResource(child)) child.addPropertyOverride('Timeout', 77);
if (!(child instanceof CfnResource)) throw new Error('none');
else child.addPropertyOverride('TracingConfig.Mode', 'Active');
if (child !== undefined) (child as CfnFunction).reservedConcurrentExecutions = 5;`,
      {
        memoryMb: `2054 stated ${AT + 1}`,
        timeoutS: `77 stated ${AT + 2}`,
        tracing: `active stated ${AT + 4}`,
        reservedConcurrency: `5 stated ${AT + 5}`,
      },
    ],
    [
      'asked whether it is something that it may not be',
      `const child = fn.node.defaultChild;
if (child instanceof CfnOther) child.memorySize = 1024;
const other = stack.node.defaultChild;
if (other instanceof CfnFunction) fn.node.defaultChild.timeout = 60;`,
      { memoryMb: `unknown ${AT + 1}`, timeoutS: `unknown ${AT + 3}` },
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
    ['of the app', `${ASPECT}Aspects.of(stack).add(new Bigger());`, { memoryMb: 'unknown 21', timeoutS: '9 stated' }],
    ['of the function', `${ASPECT}Aspects.of(fn).add(new Bigger());`, { memoryMb: 'unknown 21' }],
    [
      'as an object',
      `Aspects.of(stack).add({ visit(node) { (node as CfnFunction).addPropertyOverride('Timeout', 3); } });`,
      { memoryMb: '256 stated', timeoutS: 'unknown 20' },
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

describe('aspects whose code is somewhere else', () => {
  const add = (code: string) => `${code}\nAspects.of(stack).add(new A());`;
  const unknown = { memoryMb: 'unknown', timeoutS: '9 stated' };
  const rows: readonly (readonly [title: string, code: string])[] = [
    [
      'in a class that it extends',
      add('class Base { visit(node: any) { node.memorySize = 1; } }\nclass A extends Base {}'),
    ],
    [
      'in a function that it calls, and that this one calls',
      add(`const inner = (node: any) => { node.memorySize = 1; };
function outer(node: any) { inner(node); }
class A { visit(node: any) { outer(node); } }`),
    ],
    [
      'in a function that it hands over',
      add(`const inner = (node: any) => { node.memorySize = 1; };
class A { visit(node: any) { [node].forEach(inner); } }`),
    ],
    [
      'in a static method',
      add(
        'class Help { static set(node: any) { node.memorySize = 1; } }\nclass A { visit(node: any) { Help.set(node); } }',
      ),
    ],
    [
      'in an object that it holds',
      add(`class Help { set(node: any) { node.memorySize = 1; } }
class A { private readonly help = new Help(); visit(node: any) { this.help.set(node); } }`),
    ],
    ['as an element', add(`class A { visit(node: any) { node['memorySize'] = 1; } }`)],
    ['with another operator', add('class A { visit(node: any) { (node as any).memorySize ??= 1; } }')],
    ['by Object.assign', add('class A { visit(node: any) { Object.assign(node, { memorySize: 1 }); } }')],
    [
      'by an override that is put together',
      add('class A { visit(node: any) { node.addPropertyOverride(`Memory${p}`, 1); } }'),
    ],
    ['of the stack that something is in', 'Aspects.of(Stack.of(fn)).add({ visit(node) { node.memorySize = 1; } });'],
  ];
  for (const [title, code] of rows)
    it(title, async () => assert.deepEqual(await shownOf(code, Object.keys(unknown)), unknown));

  shows([
    [
      'but not in its own fields, in what it holds of packages or in what it does not call',
      `const aside = (node: any) => { node.memorySize = 1; };
class Own extends Stack { constructor(scope: any) { super(scope); (scope as any).memorySize = 1; } }
class A {
  memorySize = 1;
  constructor(private readonly stack: Own) { this.memorySize = 2; this['timeout'] = 2; Object.assign(this, { timeout: 3 }); }
  visit(node: any) { node.addPropertyOverride(\`Environment.Variables.\${p}\`, this.memorySize); }
}
Aspects.of(stack).add(new A(new Own(stack)));`,
      { memoryMb: '256 stated', timeoutS: '9 stated' },
    ],
  ]);
});

describe('what goes through the children of a construct', () => {
  const rows: readonly (readonly [title: string, code: string])[] = [
    [
      'all of them',
      'stack.node.findAll().forEach((each) => { if (each instanceof CfnFunction) each.memorySize = 1; });',
    ],
    [
      'in a loop',
      'for (const each of stack.node.children) { const child = each.node.defaultChild; if (child) child.memorySize = 1; }',
    ],
    [
      'filtered',
      'stack.node.findAll().filter((each) => each instanceof CfnFunction).map((each) => { each.memorySize = 1; });',
    ],
    [
      'with a function that calls itself',
      `const walk = (each: any) => { each.memorySize = 1; for (const child of each.node.children) walk(child); };
for (const each of stack.node.children) walk(each);`,
    ],
    ['handed over', 'const big = (each: any) => { each.memorySize = 1; };\nstack.node.children.forEach(big);'],
    ['one of them', 'stack.node.children[0].node.defaultChild.memorySize = 1;'],
    [
      'one that is found',
      'stack.node.findAll().find((each) => each.node.id === p).addPropertyOverride("MemorySize", 1);',
    ],
    ['one with an id that is not static', 'stack.node.findChild(p).node.defaultChild.memorySize = 1;'],
  ];
  for (const [title, code] of rows)
    it(title, async () => {
      const expected = { memoryMb: 'unknown', timeoutS: '9 stated' };
      assert.deepEqual(await shownOf(code, Object.keys(expected)), expected);
    });

  shows([
    [
      'by its id',
      `stack.node.findChild('F').node.defaultChild.memorySize = 1024;
stack.node.tryFindChild('F')?.node.findChild('Resource').addPropertyOverride('Timeout', 60);`,
      { memoryMb: `1024 stated ${AT}`, timeoutS: `60 stated ${AT + 1}` },
    ],
    [
      'of another scope, by another id, or without writing into any',
      `const other = new Stack(new App(), 'T');
other.node.findAll().forEach((each) => { each.memorySize = 1; });
for (const each of other.node.children) each.memorySize = 1;
stack.node.findChild('G').node.defaultChild.memorySize = 1;
stack.node.findChild('F').node.findChild('ServiceRole').node.defaultChild.timeout = 1;
for (const each of stack.node.children) console.log(each.memorySize);`,
      { memoryMb: '256 stated', timeoutS: '9 stated' },
    ],
  ]);

  it('tells children of the same id apart', async () => {
    const all = await found(`${MORE}import { Construct } from 'constructs';
class Api extends Construct {
  constructor(scope: any, id: string) { super(scope, id); new NodejsFunction(this, 'Handler', { entry: 'a.ts', memorySize: 256 }); }
}
const [one, two] = [new Api(stack, 'One'), new Api(stack, 'Two')];
one.node.findChild('Handler').node.defaultChild.memorySize = 1024;
stack.node.findChild('Two').node.findChild('Handler').node.defaultChild.addPropertyOverride('MemorySize', 2048);`);
    const sizes = all.flatMap(({ settings }) => settings.memoryMb.value ?? []);
    assert.deepEqual(sizes.toSorted(), [1024, 2048]);
  });
});

describe('overrides of Amplify Gen 2', () => {
  it('may be written to any part, in a loop over all', async () => {
    const { deployment } = await discover({
      'package.json': '{ "devDependencies": { "@aws-amplify/backend": "1" } }',
      'amplify/backend.ts': `import { defineBackend } from '@aws-amplify/backend';
import { say, echo } from './resource';
const backend = defineBackend({ say, echo, data: {} });
Object.values(backend).forEach((each: any) => { if (each.resources?.cfnResources?.cfnFunction) each.resources.cfnResources.cfnFunction.timeout = 60; });
for (const [name, each] of Object.entries(backend)) if (name === 'say') each.resources.cfnResources.cfnFunction.memorySize = 2048;
`,
      'amplify/resource.ts': `import { defineFunction } from '@aws-amplify/backend';
export const say = defineFunction({ name: 'say', entry: './say.ts', timeoutSeconds: 5 });
export const echo = defineFunction({ name: 'echo', entry: './say.ts' });
`,
      'amplify/say.ts': HANDLER,
    });
    const show = (name: string) => {
      const { memoryMb, timeoutS } = settingsOf(deployment(), name);
      return [memoryMb, timeoutS];
    };
    assert.deepEqual(show('say'), ['2048 stated 5', 'unknown 4']);
    assert.deepEqual(show('echo'), ['512 default', 'unknown 4']);
  });

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

  const program = (code: string) =>
    discover({
      'cdktf.json': '{ "language": "typescript", "app": "npx ts-node main.ts" }',
      'main.ts': `import { App, Aspects, AssetType, TerraformAsset, TerraformStack } from 'cdktf';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
const stack = new TerraformStack(new App(), 's');
const fn = new LambdaFunction(stack, 'fn', { functionName: 'fn', runtime: 'nodejs20.x', handler: 'a.handler', filename: new TerraformAsset(stack, 'z', { path: '.', type: AssetType.ARCHIVE }).path, memorySize: 256, timeout: 9 });
${code}`,
      'a.ts': HANDLER,
    }).then(({ deployment }) => settingsOf(deployment(), 'fn'));

  it('are methods as well, which put and reset', async () => {
    const { memoryMb, isInVpc, timeoutS, ephemeralMb } = await program(`fn.resetMemorySize();
fn.putVpcConfig({ subnetIds: ['a'], securityGroupIds: ['b'] });
if (process.env.T) fn.resetTimeout();
fn.putEphemeralStorage({ size: 2048 });`);
    assert.deepEqual(
      [memoryMb, isInVpc, timeoutS, ephemeralMb],
      ['128 default', 'true stated 6', 'unknown 7', '2048 stated 8'],
    );
  });

  it('of a path whose beginning is static leave the rest alone', async () => {
    const { memoryMb, timeoutS } = await program(`fn.addOverride(\`environment.variables.\${process.env.T}\`, '1');
fn.addOverride('time' + process.env.T, 1);`);
    assert.deepEqual([memoryMb, timeoutS], ['256 stated 4', 'unknown 6']);
  });

  it('of aspects are not known', async () => {
    const { memoryMb, timeoutS } =
      await program(`class A { visit(node: any) { if (node instanceof LambdaFunction) node.timeout = 99; } }
Aspects.of(stack).add(new A());
Aspects.of(new TerraformStack(new App(), 't')).add({ visit(node: any) { node.memorySize = 1; } });`);
    assert.deepEqual([memoryMb, timeoutS], ['256 stated 4', 'unknown 5']);
  });
});

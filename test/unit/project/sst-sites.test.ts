import assert from 'node:assert/strict';
import { discover } from './check.js';
import { settingsOf } from './shown.js';

const LOADER = 'export const loader = async () => 1;\n';

function program(code: string, version = '2.49.8') {
  return {
    'package.json': JSON.stringify({ dependencies: { sst: version } }),
    'sst.config.ts': `import { Architecture } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { AstroSite, Function, NextjsSite, RemixSite, StaticSite, Table } from 'sst/constructs';
export default {
  stacks(app) {
    app.setDefaultFunctionProps({ memorySize: 4096, runtime: 'nodejs20.x' });
    app.stack(function site({ stack }) {
${code}
    });
  },
};
`,
    'app/routes/a.ts': LOADER,
    'app/page.tsx': 'export default function Page() {}\n',
  };
}

async function site(code: string, version?: string) {
  const { functions, deployment } = await discover(program(code, version));
  return { functions, deployment: deployment() };
}

const DEFAULTS = {
  runtime: 'nodejs18.x default',
  memoryMb: '1024 default',
  timeoutS: '10 default',
  architecture: 'arm64 default',
  package: 'zip default',
  tracing: 'pass-through default',
  logRetentionDays: '3 default',
  isInVpc: 'false default',
  ephemeralMb: '512 default',
  reservedConcurrency: 'none default',
  provisionedConcurrency: 'none default',
};

describe('sites of SST 2', () => {
  it('have the settings that the construct is given, and the defaults of the version', async () => {
    const { functions, deployment } = await site(
      "new NextjsSite(stack, 'web', { path: '.', timeout: '15 seconds', memorySize: '2048 MB' });",
    );
    assert.deepEqual(settingsOf(deployment, 'app/page'), {
      ...DEFAULTS,
      memoryMb: '2048 stated 8',
      timeoutS: '15 stated 8',
    });
    assert.deepEqual(
      functions.map(({ name, memoryMb, timeoutS, edge, eventSources }) => ({
        name,
        memoryMb,
        timeoutS,
        edge,
        eventSources,
      })),
      [{ name: 'app/page', memoryMb: 2048, timeoutS: 15, edge: undefined, eventSources: [{ type: 'http' }] }],
    );
  });

  it('take nothing from the defaults of functions', async () => {
    const { deployment } = await site("new NextjsSite(stack, 'web');");
    assert.deepEqual(settingsOf(deployment, 'app/page'), DEFAULTS);
  });

  it('have what cdk.server says of their function', async () => {
    const { deployment } = await site(
      "new RemixSite(stack, 'web', { runtime: 'nodejs20.x', cdk: { server: { architecture: Architecture.X86_64, logRetention: RetentionDays.ONE_WEEK, vpc } } });",
    );
    assert.deepEqual(settingsOf(deployment, 'app/routes/a'), {
      ...DEFAULTS,
      runtime: 'nodejs20.x stated 8',
      architecture: 'x86_64 stated 8',
      logRetentionDays: '7 stated 8',
      isInVpc: 'unknown 8',
    });
  });

  it('run at the edge where they are told so', async () => {
    const { functions, deployment } = await site("new RemixSite(stack, 'web', { edge: true, memorySize: 512 });");
    assert.deepEqual(settingsOf(deployment, 'app/routes/a'), {
      ...DEFAULTS,
      memoryMb: '512 stated 8',
      architecture: 'x86_64 default',
      logRetentionDays: 'forever default',
    });
    assert.deepEqual(
      functions.map(({ edge, eventSources }) => ({ edge, eventSources })),
      [{ edge: true, eventSources: [{ type: 'cloudfront', edge: 'origin' }] }],
    );
  });

  it('are unknown where nobody can tell whether they run at the edge, and in other versions', async () => {
    const unknown = Object.fromEntries(Object.keys(DEFAULTS).map((key) => [key, 'unknown']));
    const open = await site("new RemixSite(stack, 'web', { edge: process.env.EDGE === '1' });");
    assert.deepEqual(settingsOf(open.deployment, 'app/routes/a'), unknown);
    const old = await site("new NextjsSite(stack, 'web', { path: '.' });", '1.16.0');
    assert.deepEqual(settingsOf(old.deployment, 'app/page'), unknown);
  });

  it('are none where they are static', async () => {
    const { functions } = await site("new StaticSite(stack, 'web', { path: '.' });");
    assert.deepEqual(functions, []);
  });
});

describe('tables of SST', () => {
  it('are those of version 2 with their indexes', async () => {
    const { tables } = await discover(
      program(`new Table(stack, 'Orders', { fields: { id: 'string', at: 'number', who: 'string' }, primaryIndex: { partitionKey: 'id', sortKey: 'at' }, stream: true,
        globalIndexes: { byWho: { partitionKey: 'who', projection: ['total'] }, keys: { partitionKey: 'who', projection: 'keys_only' } }, localIndexes: { byAt: { sortKey: 'who' } } });
      new Table(stack, 'Open', { primaryIndex: { partitionKey: process.env.KEY } });`),
    );
    assert.deepEqual(
      tables.map(({ name, partition, sort, indexes }) => ({ name, partition, sort, indexes })),
      [
        {
          name: 'Orders',
          partition: 'id',
          sort: 'at',
          indexes: [
            { name: 'byWho', kind: 'global', partition: 'who', projected: ['id', 'at', 'who', 'total'] },
            { name: 'keys', kind: 'global', partition: 'who', projected: ['id', 'at', 'who'] },
            { name: 'byAt', kind: 'local', partition: 'id', sort: 'who', projected: 'all' },
          ],
        },
      ],
    );
  });

  it('are those of version 3', async () => {
    const { tables } = await discover({
      'package.json': '{ "dependencies": { "sst": "3.19.3" } }',
      'sst.config.ts': `export default $config({
  async run() {
    new sst.aws.Dynamo('Orders', { fields: { id: 'string', who: 'string' }, primaryIndex: { hashKey: 'id' },
      globalIndexes: { byWho: { hashKey: 'who', rangeKey: 'id', projection: 'keys-only' } } });
    new sst.aws.Dynamo('Other', { fields: { id: 'string' }, primaryIndex: { hashKey: 'id', rangeKey: 'at' } });
  },
});
`,
    });
    assert.deepEqual(
      tables.map(({ id: _, ...table }) => table),
      [
        {
          name: 'Orders',
          declaredIn: { file: 'sst.config.ts', line: 3, column: 5, kind: 'cdk' },
          partition: 'id',
          indexes: [{ name: 'byWho', kind: 'global', partition: 'who', sort: 'id', projected: ['id', 'who'] }],
        },
        {
          name: 'Other',
          declaredIn: { file: 'sst.config.ts', line: 5, column: 5, kind: 'cdk' },
          partition: 'id',
          sort: 'at',
          indexes: [],
        },
      ],
    );
    assert.equal(new Set(tables.map(({ id }) => id)).size, 2);
  });
});

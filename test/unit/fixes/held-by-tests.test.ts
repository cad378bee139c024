import assert from 'node:assert/strict';
import { fixOf } from '../../support/fix-of.js';

type Files = Readonly<Record<string, string>>;

const SDK = `import { S3Client, ListBucketsCommand } from '@aws-sdk/client-s3';\n`;
const LIST = `{ return this.client.send(new ListBucketsCommand({})); }`;

const inClass = (members: string): Files => ({
  'handler.ts': `${SDK}export class Store { ${members} list() ${LIST} }\nexport const handler = async () => new Store().list();\n`,
});

const field = inClass('private client = new S3Client({});');
const classes: Readonly<Record<string, Files>> = {
  'a field': field,
  'a parameter of the constructor': inClass('constructor(private client = new S3Client({})) {}'),
  'what is handed in, or a new one': inClass(
    'private client: S3Client; constructor(client?: S3Client) { this.client = client ?? new S3Client({}); }',
  ),
  'a parameter that goes into a field': inClass(
    'private client: S3Client; constructor(client = new S3Client({})) { this.client = client; }',
  ),
  'what a function gives': {
    ...inClass('private client = createS3();'),
    'handler.ts': `import { createS3 } from './s3';\n${inClass('private client = createS3();')['handler.ts']}`,
    's3.ts': `import { S3Client } from '@aws-sdk/client-s3';\nexport const createS3 = () => new S3Client({});\n`,
  },
};

const store = `import { Store } from './handler';\nconst store = new Store();\n`;
const fake = `async () => 'fake'`;

const reaching: Readonly<Record<string, string>> = {
  'a key': `store['client'].send = ${fake};`,
  'a spy by a key': `jest.spyOn(store['client'], 'send').mockRejectedValue(new Error());`,
  'a cast': `(store as any).client.send = ${fake};`,
  'a key in a constant': `const KEY = 'client';\n(store as any)[KEY].send = ${fake};`,
  'a variable': `const s3 = store['client'];\ns3.send = ${fake};`,
  'a variable that is set before each test': `let s3: any;\nbeforeEach(() => { s3 = new Store()['client']; });\nit('a', () => { sinon.stub(s3, 'send'); });`,
  'taking it apart': `const { client } = store as any;\nclient.send = ${fake};`,
  'taking it apart under another name': `const { client: s3 } = store as any;\nvi.spyOn(s3, 'send');`,
  'Reflect.get': `Reflect.get(store, 'client').send = ${fake};`,
  'what is in it': `store['client'].config.region = async () => 'b';`,
  'a middleware': `store['client'].middlewareStack.add((next) => next, { step: 'build' });`,
  'a mock of the one client': `mockClient(store['client']).resolves({});`,
  'a helper that stubs': `stubSend(store['client']);`,
};

const harmless: Readonly<Record<string, string>> = {
  'a call': `await store['client'].send(command);`,
  'another member': `store['other'].send = ${fake};\nexpect(store['client']).toBeDefined();`,
  'another client in its place': `(store as any)['client'] = { send: ${fake} };`,
  'a longer name': `store['clients'].send = ${fake}; // client`,
  'a mock that gives it': `getClient.mockReturnValue(store['client']);`,
  'a mock of the class': `import { S3Client } from '@aws-sdk/client-s3';\nmockClient(S3Client).resolves({});\nstore['client'];`,
  'a look at its mock': `vi.mocked(store['client']);`,
};

describe('a client that tests reach', () => {
  for (const [how, text] of Object.entries(reaching))
    it(`and change is shared by suggestion: ${how}`, async () =>
      assert.match(
        await fixOf({ ...field, 'handler.test.ts': store + text }),
        /^suggestion: .*changes it for one test/,
      ));
  for (const [where, files] of Object.entries(classes))
    it(`wherever it is held: ${where}`, async () =>
      assert.match(
        await fixOf({ ...files, 'handler.test.ts': `${store}${reaching['a spy by a key']}` }),
        /^suggestion: .*changes it for one test/,
      ));
  for (const [what, text] of Object.entries(harmless))
    it(`is shared safely: ${what}`, async () =>
      assert.match(await fixOf({ ...field, 'handler.test.ts': store + text }), /^safe: /));
});

const given = (making: string, imports = `import { createS3 } from './s3';`): Files => ({
  'handler.ts': `${imports}\nimport { ListBucketsCommand } from '@aws-sdk/client-s3';\nexport const list = (s3 = createS3()) => s3.send(new ListBucketsCommand({}));\nexport const handler = async () => list();\n`,
  's3.ts': `import { S3Client } from '@aws-sdk/client-s3';\n${making}\n`,
});
const made = `import { createS3 } from './s3';\n`;

const givers: Readonly<Record<string, readonly [making: string, test: string, imports?: string]>> = {
  'by its name': [`export function createS3() { return new S3Client({}); }`, `${made}createS3().send = ${fake};`],
  'an arrow function': [`export const createS3 = () => new S3Client({});`, `${made}jest.spyOn(createS3(), 'send');`],
  'by a variable': [
    `export function createS3() { const client = new S3Client({}); return client; }`,
    `${made}const s3 = createS3();\ns3.send = ${fake};`,
  ],
  'by another name': [
    `export function createS3() { return new S3Client({}); }`,
    `import { createS3 as make } from './s3';\nconst s3 = make();\nsinon.stub(s3, 'send');`,
  ],
  'by the name of the module': [
    `export function createS3() { return new S3Client({}); }`,
    `import * as all from './s3';\nconst s3 = all.createS3();\ns3.send = ${fake};`,
  ],
  'a default export': [
    `export default function createS3() { return new S3Client({}); }`,
    `import make from './s3';\nmake().send = ${fake};`,
    `import createS3 from './s3';`,
  ],
};

describe('a client that a function gives', () => {
  for (const [how, [making, test, imports]] of Object.entries(givers))
    it(`and a test changes is shared by suggestion: ${how}`, async () =>
      assert.match(
        await fixOf({ ...given(making, imports), 's3.test.ts': test }),
        /^suggestion: .*changes it for one test/,
      ));
  const twins = {
    'they use it': `${made}await createS3().send(command);`,
    'they change what another gives': `${made}createS3();\ncreateSqs().send = ${fake};`,
    'they hand it on': `${made}import { list } from './handler';\nawait list(createS3());`,
  };
  for (const [what, test] of Object.entries(twins))
    it(`is shared safely where ${what}`, async () =>
      assert.match(
        await fixOf({ ...given(`export const createS3 = () => new S3Client({});`), 's3.test.ts': test }),
        /^safe: /,
      ));
});

describe('a client that a test of another package reaches', () => {
  const spec = (imports: string): Files => ({
    ...field,
    'e2e/package.json': '{}',
    'e2e/store.spec.ts': `${imports}\nconst store = new Store();\n${reaching['a spy by a key']}`,
  });
  const helper = { 'e2e/make.ts': `export { Store } from '../handler';` };
  it('is shared by suggestion', async () =>
    assert.match(await fixOf(spec(`import { Store } from '../handler';`)), /^suggestion: .*changes it for one test/));
  it('is shared by suggestion where a helper loads it', async () =>
    assert.match(
      await fixOf({ ...spec(`import { Store } from './make';`), ...helper }),
      /^suggestion: .*changes it for one test/,
    ));
  it('is shared safely where it has another class by the name', async () =>
    assert.match(
      await fixOf({ ...spec(`import { Store } from './make';`), 'e2e/make.ts': 'export class Store { client = {}; }' }),
      /^safe: /,
    ));

  for (const [how, member, reach] of [
    ['a method', 'getClient() { return this.client; }', 'store.getClient()'],
    ['a getter', 'get sdk() { return this.client; }', 'store.sdk'],
  ] as const) {
    it(`by ${how} of its class, and change is shared by suggestion`, async () => {
      const files = inClass(`private client = new S3Client({}); ${member}`);
      const test = `${store}it('a', () => { sinon.stub(${reach}, 'send').resolves({}); });`;
      assert.match(await fixOf({ ...files, 'handler.test.ts': test }), /^suggestion: .*changes it for one test/);
      const other = `${store}it('a', () => { sinon.stub(store.getOther(), 'send'); });`;
      assert.match(await fixOf({ ...files, 'handler.test.ts': other }), /^safe: /);
    });
  }
});

import assert from 'node:assert/strict';
import { fixOf } from '../../support/fix-of.js';

type Files = Readonly<Record<string, string>>;

const fixOfS3 = (files: Files): Promise<string> =>
  fixOf(files, 'client-in-handler', ({ message }) => message.includes('S3Client'));

const making = (options: string, above = '', before = ''): string =>
  `import { S3Client, ListBucketsCommand } from '@aws-sdk/client-s3';
${above}
export const handler = async (event: any) => {
  ${before}
  const s3 = new S3Client(${options});
  return s3.send(new ListBucketsCommand({}));
};
`;

const tenant = `let tenant = '';
export const setTenant = (t: string) => { tenant = t; };
export const tenantCredentials = async () => ({ accessKeyId: tenant, secretAccessKey: 'x' });
export const inner = { tenantCredentials };
export const options = { region: 'eu-west-1', credentials: tenantCredentials };
export const withMethod = { region: 'eu-west-1', async credentials() { return { accessKeyId: tenant, secretAccessKey: 'x' }; } };
const through = async () => tenantCredentials();
export async function twice() { return through(); }
`;
const held = `const held = new Map<string, string>();
export const hold = (t: string) => { held.set('tenant', t); };
export const heldCredentials = async () => ({ accessKeyId: held.get('tenant')!, secretAccessKey: 'x' });
`;
const stored = `import { AsyncLocalStorage } from 'node:async_hooks';
export const storage = new AsyncLocalStorage<string>();
export const storedCredentials = async () => ({ accessKeyId: storage.getStore()!, secretAccessKey: 'x' });
`;
const from = (names: string, text: string, options: string, before = ''): Files => ({
  'handler.ts': making(options, `import { ${names} } from './tenant';`, before),
  'tenant.ts': text,
});

const budget = `class Budget { left: number; constructor(n: number) { this.left = n; } take() { this.left--; return this; } }`;

/** A provider of credentials that does not say when they run out. */
const keysOf = (
  answer: string,
): string => `import { SecretsManagerClient, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
const sm = new SecretsManagerClient({});
export async function creds() {
  const { SecretString } = ${answer};
  return JSON.parse(SecretString!);
}
`;

const changed: Readonly<Record<string, Files>> = {
  'a function of another file': from(
    'setTenant, tenantCredentials',
    tenant,
    '{ credentials: tenantCredentials }',
    'setTenant(event.tenant);',
  ),
  'a function of the same file': {
    'handler.ts': making(
      '{ credentials: creds }',
      `let tenant = '';\nasync function creds() { return { accessKeyId: tenant, secretAccessKey: 'x' }; }`,
      'tenant = event.tenant;',
    ),
  },
  'a member that is one': from('inner', tenant, '{ credentials: inner.tenantCredentials }'),
  'an object that holds one': from('options', tenant, 'options'),
  'an object with a method': from('withMethod', tenant, 'withMethod'),
  'a function that calls one': from('twice', tenant, '{ credentials: twice }'),
  'a function that reads what is filled': from('heldCredentials', held, '{ credentials: heldCredentials }'),
  'a function that asks whose invocation it is': from(
    'storedCredentials',
    stored,
    '{ credentials: storedCredentials }',
  ),
  'a function that reads a variable of the environment that the code sets': from(
    'creds',
    `export const creds = async () => ({ accessKeyId: process.env.KEY!, secretAccessKey: 'x' });\n`,
    '{ credentials: creds }',
    'process.env.KEY = event.key;',
  ),
  'an object of a class that changes itself': {
    'handler.ts': making('{ retryStrategy: new Budget(3) as any }', budget),
  },
  'the same under a name': {
    'handler.ts': making('{ retryStrategy: budget as any }', budget, 'const budget = new Budget(3);'),
  },
  'an object of a class that inherits it': {
    'handler.ts': making('{ retryStrategy: new Own(3) as any }', `${budget}\nclass Own extends Budget {}`),
  },
  'a class that fills a list of its own': {
    'handler.ts': making(
      '{ logger: new Log() as any }',
      'class Log { lines: string[] = []; info = (line: string) => { this.lines.push(line); }; }',
    ),
  },
  'an object of a package': {
    'handler.ts': making('{ jar: new CookieJar() } as any', `import { CookieJar } from 'tough-cookie';`),
  },
  'a function that reads a secret': from(
    'creds',
    keysOf('await sm.send(new GetSecretValueCommand({ SecretId: "s" }))'),
    '{ credentials: creds }',
  ),
  'a function that calls one that does': from(
    'creds',
    `${keysOf('await sm.send(new GetSecretValueCommand({ SecretId: "s" }))').replace('creds', 'inner')}export const creds = async () => inner();\n`,
    '{ credentials: creds }',
  ),
  'a function that fetches keys': from(
    'creds',
    keysOf('{ SecretString: await (await fetch(process.env.URL!)).text() }'),
    '{ credentials: creds }',
  ),
  'a function that waits for what nobody knows': from(
    'creds',
    `import { vault } from 'some-vault';\n${keysOf('await vault.read("keys")')}`,
    '{ credentials: creds }',
  ),
};

const steady: Readonly<Record<string, Files>> = {
  'a function that reads constants': from(
    'creds',
    `const KEY = 'k';\nexport const creds = async () => ({ accessKeyId: KEY, secretAccessKey: process.env.SECRET! });\n`,
    '{ credentials: creds }',
  ),
  'a function that calls itself': from(
    'creds',
    `export const creds = async (n = 3): Promise<any> => (n === 0 ? { accessKeyId: 'k', secretAccessKey: 's' } : creds(n - 1));\n`,
    '{ credentials: creds }',
  ),
  'an agent of Node': {
    'handler.ts': making('{ agent: new https.Agent({ keepAlive: true }) } as any', `import https from 'node:https';`),
  },
  'an agent of a package': {
    'handler.ts': making(
      `{ agent: new HttpsProxyAgent('http://a') } as any`,
      `import { HttpsProxyAgent } from 'https-proxy-agent';`,
    ),
  },
  'a strategy of the SDK': {
    'handler.ts': making(
      '{ retryStrategy: new StandardRetryStrategy(3) }',
      `import { StandardRetryStrategy } from '@smithy/util-retry';`,
    ),
  },
  'an object of a class that only its constructor changes': {
    'handler.ts': making(
      '{ logger: new Log(1) as any }',
      'class Log { level: number; constructor(n: number) { this.level = n; } info() { return this.level; } }',
    ),
  },
};

describe('options that have a life of their own', () => {
  for (const [what, files] of Object.entries(changed))
    it(`are shared by suggestion: ${what}`, async () => assert.match(await fixOfS3(files), /^suggestion: /));
  for (const [what, files] of Object.entries(steady))
    it(`are shared safely where they have none: ${what}`, async () => assert.match(await fixOfS3(files), /^safe: /));
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isSdkV2Global, isSdkV2Service, sdkV2ClientFile } from '../../../../src/lambda/catalogue/aws-sdk-v2.js';

const require = createRequire(import.meta.url);

describe('the table of what aws-sdk v2 exports agrees with the package', () => {
  // Its notice that support has ended would stand in the middle of the report.
  process.env.AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE = '1';
  // Before the clients: `aws-sdk/global` is the same object, and gains a member with each that is loaded.
  const globals = new Set(Object.keys(require('aws-sdk/global')));
  const clients: Record<string, { serviceIdentifier: string }> = require('aws-sdk/clients/all');
  const declared = readFileSync('node_modules/aws-sdk/lib/core.d.ts', 'utf8').match(/(?<=export \{)\w+/g) ?? [];

  it('of every client', () => {
    for (const [name, client] of Object.entries(clients)) {
      const file = sdkV2ClientFile(name);
      assert.equal(require(`aws-sdk/clients/${file}`), client, name);
      assert.ok(isSdkV2Service(client.serviceIdentifier), name);
    }
    assert.equal(sdkV2ClientFile('Config'), undefined);
  });

  it('of every other member, at run time', () => {
    const known = [...globals].filter((name) => isSdkV2Global(name, 'value'));
    assert.equal(known.length, 31);
    assert.ok(known.every((name) => !(name in clients)));
    assert.equal(require('aws-sdk'), require('aws-sdk/global'));
  });

  it('of every other member, in types', () => {
    const missing = [...declared].filter((name) => !isSdkV2Global(name, 'type'));
    assert.deepEqual(missing, ['SsoCredentials', 'StaticTokenProvider', 'SSOTokenProvider', 'TokenProviderChain']);
  });

  it('knows what only all clients together make work', () => {
    const left = ['Service', 'apiLoader', 'SsoCredentials', 'SSOTokenProvider', 'TokenProviderChain'];
    assert.deepEqual(
      left.filter((name) => isSdkV2Global(name, 'value')),
      [],
    );
  });
});

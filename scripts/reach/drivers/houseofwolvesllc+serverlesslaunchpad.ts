import { mkdirSync, writeFileSync } from 'node:fs';
import type { Driver } from '../driver.js';
import { restEvent, token } from '../events.js';

const id = '3f1e2d0c8a4b4d6e9f000123456789ab';
const row = {
  userId: id,
  sessionId: id,
  apiKeyId: id,
  apiKey: 'key',
  email: 'ann@example.com',
  firstName: 'Ann',
  lastName: 'Other',
  label: 'Key',
  role: 8,
  features: 1,
  ipAddress: '203.0.113.7',
  userAgent: 'agent',
  sessionSignature: 'x',
  dateCreated: '2024-01-01T00:00:00.000Z',
  dateModified: '2024-01-01T00:00:00.000Z',
  dateLastAccessed: '2024-01-01T00:00:00.000Z',
  dateExpires: '2099-01-01T00:00:00.000Z',
};
const session = `SessionToken ${'a'.repeat(32)}${id}`;

const routes: readonly (readonly [string, string, unknown?])[] = [
  ['GET', '/'],
  ['GET', '/sitemap'],
  ['GET', `/users/${id}`],
  ['POST', `/users/${id}`, { firstName: 'Ann', lastName: 'Other', role: 0, features: 0 }],
  ['POST', '/users/list', { pagingInstruction: { limit: 10 } }],
  ['POST', `/users/${id}/api-keys/list`, { pagingInstruction: { limit: 10 } }],
  ['POST', `/users/${id}/api-keys/create`, { label: 'Key' }],
  ['POST', `/users/${id}/api-keys/delete`, { apiKeyIds: [id] }],
  ['POST', `/users/${id}/sessions/list`, { pagingInstruction: { limit: 10 } }],
  ['POST', `/users/${id}/sessions/delete`, { sessionIds: [id] }],
  ['POST', '/auth/verify', {}],
  ['POST', '/auth/revoke', {}],
  ['OPTIONS', '/'],
  ['GET', '/nowhere'],
];

export const driver: Driver = {
  aliases: {
    '@houseofwolves/serverlesslaunchpad.core': 'core/src/index.ts',
    '@houseofwolves/serverlesslaunchpad.framework': 'framework/src/index.ts',
    '@houseofwolves/serverlesslaunchpad.types': 'types/src/index.ts',
  },
  prepare: () => {
    // Its deployment writes this file.
    mkdirSync('api.hypermedia/src/config', { recursive: true });
    const config = {
      environment: 'production',
      aws: { region: 'us-east-1' },
      cognito: {
        user_pool_id: 'us-east-1_x',
        client_id: 'client',
        user_pool_provider_url: 'https://cognito-idp.us-east-1.amazonaws.com/x',
      },
      cors: { allowed_origin_suffix: '.example.com', cookie_domain: '.example.com' },
    };
    writeFileSync('api.hypermedia/src/config/production.infrastructure.json', JSON.stringify(config));
  },
  aws: ({ service, operation }) => {
    if (service === 'dynamodb') return { Items: [row], Item: row, Attributes: row };
    if (operation === 'GetSecretValue') return { SecretString: JSON.stringify({ session_token_salt: 'salt' }) };
    return undefined;
  },
  events: () => {
    const common = { origin: 'https://app.example.com', 'x-forwarded-for': '203.0.113.7', 'user-agent': 'agent' };
    const accepts = ['application/json', 'application/hal+json', 'application/xhtml+xml', 'text/html'];
    const bearer = token({ sub: id, email: row.email });
    return [
      ...accepts.flatMap((accept) =>
        routes.map(([method, path, body]) =>
          restEvent({
            method,
            path,
            body,
            headers: { ...common, accept, Accept: accept, Authorization: session, authorization: session },
          }),
        ),
      ),
      ...routes.map(([method, path, body]) =>
        restEvent({ method, path, body, headers: { ...common, Authorization: 'ApiKey key' } }),
      ),
      ...routes.map(([method, path]) =>
        restEvent({ method, path, body: {}, headers: { ...common, cookie: `token=${id}` } }),
      ),
      restEvent({
        method: 'POST',
        path: '/auth/federate',
        body: { sessionKey: 'a'.repeat(32), email: row.email },
        headers: { ...common, authorization: `Bearer ${bearer}`, Authorization: `Bearer ${bearer}` },
      }),
      restEvent({
        method: 'POST',
        path: `/users/${id}`,
        body: 'firstName=Ann&_method=put',
        headers: { ...common, 'content-type': 'application/x-www-form-urlencoded', Authorization: session },
      }),
    ];
  },
};

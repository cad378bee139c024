import type { Driver } from '../driver.js';
import { restEvent } from '../events.js';

const id = '3f1e2d0c-8a4b-4d6e-9f00-0123456789ab';
const row = {
  id,
  name: 'A long name of it',
  content: 'x',
  slug: 'x',
  createdAt: '2024-01-01',
  updatedAt: '2024-01-01',
  materials: 'brick',
  kind: 'house',
  location: '[]',
  architects: 'x',
  fileQuota: 1,
  objectId: id,
  year: 1900,
  roles: 'contributor',
};

export const driver: Driver = {
  environment: {
    CONTRIBUTOR_API_KEY: 'contributor',
    CICD_API_KEY: 'cicd',
    AUTH_URL: 'https://auth.example.com/',
    CORS: '*',
    S3_BUCKET: 'bucket',
    UPLOADS_BUCKET: 'bucket',
    AUTH_LAMBDA: 'auth',
    EMAIL_TO: 'a@example.com',
    EMAIL_FROM: 'b@example.com',
    REGION: 'us-east-1',
    AWS_REGION: 'us-east-1',
  },
  // Webpack sets these.
  prepare: () => void Object.assign(globalThis, { __DEV__: false, __SSR__: false, __TEST__: false }),
  aws: ({ service }) => {
    if (service === 'dynamodb') return { Items: [row], Item: row, Attributes: row };
    if (service === 'lambda') return JSON.stringify({ data: { id, roles: ['contributor'], attributes: {} } });
    return undefined;
  },
  events: ({ file }) => {
    if (file.includes('sendMessage')) {
      return [
        restEvent({ method: 'POST', body: { name: 'Ann', email: 'ann@example.com', message: 'Hello', subject: 'x' } }),
        restEvent({ method: 'POST', body: '{' }),
        restEvent({ method: 'POST', body: {} }),
      ];
    }
    const bodies: Readonly<Record<string, unknown>> = {
      create: {
        name: 'A long name of it',
        content: 'x',
        location: [{ lat: 54, lng: 20 }],
        lost: false,
        constructionYearStart: 1900,
        materials: [1],
        kind: [1],
        architects: ['x'],
      },
      findall: {},
      [`find/${id}`]: {},
      getuploadurl: { objectId: id, fileQuota: { jpg: 1, png: 2 } },
      attachfile: { objectId: id, fileId: id, code: 'x', fileMime: 'image/jpeg', year: 1900, author: 'x' },
    };
    const headers: readonly Record<string, string>[] = [
      { 'x-api-key': 'contributor' },
      { 'x-api-key': 'cicd' },
      { token: 'token' },
      {},
    ];
    return Object.entries(bodies).flatMap(([name, body]) =>
      headers.map((each) =>
        restEvent({
          method: 'POST',
          path: `/data/objects/${name}`,
          body,
          headers: each,
          query: name === 'findall' ? { lastId: 'x' } : undefined,
        }),
      ),
    );
  },
};

import { readdirSync, readFileSync } from 'node:fs';
import type { Driver } from '../driver.js';
import { httpEvent } from '../events.js';
import { signWith } from '../keys.js';

const fixtures = 'api/test/fixtures/mocks';
const read = (name: string): string => readFileSync(`${fixtures}/${name}`, 'utf8');
/** Documents of the checkout's own tests, by the id that asks for them. */
const documents = readdirSync(fixtures).filter((name) =>
  /^(work|fileset|collection|private|restricted|shared|expired|missing)/.test(name),
);

const gets = [
  '/auth/logout?goto=https://dc.example.com',
  '/auth/token?ttl=60',
  '/auth/whoami',
  '/auth/login?goto=https://dc.example.com',
  '/auth/login/nusso?goto=https://dc.example.com',
  '/auth/callback/nusso',
  '/auth/login/magic?email=ann@example.com',
  '/auth/callback/magic?token=x',
  '/capabilities/magic/chat',
  '/chat/endpoint',
  '/collections',
  '/collections?as=iiif',
  '/collections?page=1&size=5',
  '/search',
  '/search?query=x&as=iiif',
  '/search/works,collections?query=x',
  '/search?searchToken=x',
  '/oai?verb=Identify',
  '/oai?verb=ListMetadataFormats',
  '/oai?verb=ListSets',
  '/oai?verb=ListRecords&metadataPrefix=oai_dc',
  '/oai?verb=ListIdentifiers&metadataPrefix=oai_dc',
  '/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=1234',
  '/oai?verb=x',
  '/oai?verb=ListRecords&resumptionToken=x',
  '/annotations/1234',
];

export const driver: Driver = {
  environment: {
    API_TOKEN_NAME: 'dcapi',
    API_TOKEN_SECRET: 'secret-secret-secret-secret-secret',
    DC_API_ENDPOINT: 'https://api.example.com/api/v2',
    DC_URL: 'https://dc.example.com',
    OPENSEARCH_ENDPOINT: 'index.example.com',
    DEV_TEAM_NET_IDS: 'abc123',
    NUSSO_BASE_URL: 'https://nusso.example.com/',
    NUSSO_API_KEY: 'x',
    MEDIA_CONVERT_ENDPOINT: 'x',
    PROVIDER_CAPABILITIES: '{"magic":["chat"],"nusso":[]}',
    STREAMING_BUCKET: 'stream',
    PYRAMID_BUCKET: 'pyramids',
    REPOSITORY_EMAIL: 'a@example.com',
    WEBSOCKET_URI: 'wss://chat.example.com',
    AV_DOWNLOAD_EMAIL_TEMPLATE: 'x',
    STEP_FUNCTION_ENDPOINT: 'https://states.us-east-1.amazonaws.com',
    AV_DOWNLOAD_STATE_MACHINE_ARN: 'arn:aws:states:us-east-1:123456789012:stateMachine:x',
    CHAT_FEEDBACK_BUCKET: 'feedback',
    CHAT_FEEDBACK_TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:topic',
    HONEYBADGER_DISABLED: 'true',
  },
  answer: ({ host, path }) => {
    if (host.includes('index.example')) {
      if (path.includes('_search') || path.includes('scroll'))
        return { body: read(path.includes('set') ? 'oai-sets.json' : 'search.json') };
      const name = documents.find((each) => path.endsWith(each.replace('.json', ''))) ?? 'work-1234.json';
      return { body: read(documents.includes(name) ? name : documents[0]!) };
    }
    if (host.includes('nusso'))
      return {
        body: {
          redirecturl: 'https://nusso.example.com/login',
          netid: 'abc123',
          results: [{ displayName: ['Ann'], mail: 'ann@example.com' }],
        },
      };
    return undefined;
  },
  events: () => {
    const tokens = [
      undefined,
      {
        sub: 'abc123',
        scopes: ['read:Public', 'read:Published', 'read:Private', 'read:Unpublished', 'read:Institution', 'chat'],
        isLoggedIn: true,
        provider: 'nusso',
        displayName: ['Ann'],
      },
    ];
    const ids = documents.map((name) => name.replace('.json', ''));
    const kindOf = (id: string): string =>
      /fileset/.test(id)
        ? 'file-sets'
        : /collection/.test(id)
          ? 'collections'
          : /shared/.test(id)
            ? 'shared-links'
            : 'works';
    const paths = ids.flatMap((id) =>
      [
        '',
        '?as=iiif',
        '/thumbnail',
        '/authorization',
        '/annotations',
        '/annotations?as=iiif',
        '/download?email=ann@example.com',
        '/search?q=x',
        '/similar',
      ].map((rest) => `/${kindOf(id)}/${id}${rest}`),
    );
    return tokens.flatMap((claims) => [
      ...[...gets, ...paths].map((target) => call('GET', target, claims)),
      call('POST', '/search', claims, { query: { match_all: {} }, size: 5 }),
      call('POST', '/search/works?as=iiif', claims, { query: { match: { title: 'x' } }, aggs: {} }),
      call('POST', '/chat/feedback', claims, {
        sentiment: 'positive',
        timestamp: '2024-01-01T00:00:00Z',
        ref: '3f1e2d0c-8a4b-4d6e-9f00-0123456789ab',
        refIndex: 0,
        context: { ref: 'x', initialPrompt: 'x', turns: [] },
        feedback: { options: [], text: '', email: '' },
      }),
      call('OPTIONS', '/search', claims),
    ]);
  },
};

/** A call, with the cookies of somebody who is known or not. */
function call(method: string, target: string, claims?: Record<string, unknown>, body?: unknown) {
  const [path = '', search] = target.split('?');
  const query = search ? Object.fromEntries(new URLSearchParams(search)) : undefined;
  const cookie = claims
    ? `dcapi=${signWith('secret-secret-secret-secret-secret', claims)}; nusso=x; redirectUrl=${Buffer.from('https://dc.example.com').toString('base64')}`
    : 'redirectUrl=x';
  return httpEvent({
    method,
    path: `/v2${path}`,
    query,
    body,
    headers: {
      cookie,
      origin: 'https://dc.example.com',
      host: 'api.example.com',
      'x-forwarded-host': 'api.example.com',
      'x-forwarded-proto': 'https',
    },
  });
}

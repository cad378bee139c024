import type { Driver } from '../driver.js';
import { httpEvent, queueEvent } from '../events.js';
import { signWith } from '../keys.js';
import { routesIn } from '../routes.js';

const now = Math.floor(Date.now() / 1000);
const email = 'ann@illinois.edu';
const secrets = {
  jwt_key: 'secret',
  redis_url: 'redis://x',
  fallback_redis_url: 'redis://y',
  stripe_secret_key: 'sk_test_1',
  stripe_endpoint_secret: 'whsec_1',
  stripe_links_endpoint_secret: 'whsec_2',
  discord_bot_token: 'x',
  discord_guild_id: '1',
  entra_id_private_key: '',
  entra_id_thumbprint: '',
  acm_passkit_signerCert_base64: '',
  acm_passkit_signerKey_base64: '',
  apple_signing_cert_base64: '',
  github_installation_id: '1',
  github_app_id: '1',
  github_private_key: 'x',
  turnstile_secret_key: 'x',
};
const row = {
  id: '3f1e2d0c-8a4b-4d6e-9f00-0123456789ab',
  primaryKey: 'x',
  email,
  netId: 'ann',
  netid: 'ann',
  username: email,
  userEmail: email,
  roles: ['all'],
  groups: ['0'],
  title: 'Meeting',
  description: 'Text',
  start: '2030-01-01T10:00:00',
  end: '2030-01-01T11:00:00',
  location: 'Siebel',
  host: 'ACM',
  featured: false,
  locationLink: 'https://example.com',
  repeats: 'weekly',
  repeatEnds: '2031-01-01T00:00:00',
  slug: 'slug',
  redirect: 'https://example.com',
  access: 'OWNER#',
  'slug#redirect': 'x',
  keyId: 'abcdef012345',
  keyHash: 'x',
  owner: email,
  createdAt: '2024-01-01T00:00:00.000Z',
  updatedAt: '2024-01-01T00:00:00.000Z',
  expireAt: now + 10_000,
  expiresAt: now + 10_000,
  restrictions: [],
  item_id: 'item',
  item_name: 'Item',
  item_price: 10,
  item_sales_active_utc: 0,
  sizes: ['M'],
  eventId: 'event',
  event_id: 'event',
  event_name: 'Event',
  eventTitle: 'x',
  ticketholder_netid: 'ann',
  ticket_id: 'ticket',
  stripe_pi: 'pi',
  refunded: false,
  fulfilled: false,
  used: false,
  purchased_at: 1,
  quantity: 1,
  member_price: 'price_1',
  nonmember_price: 'price_2',
  totalSold: 1,
  eventCost: {},
  capacity: 10,
  tickets_sold: 1,
  inventory: { M: 10 },
  total_capacity: 10,
  total_sold: 1,
  leads: [{ username: email, name: 'Ann' }],
  orgId: 'ACM',
  leadsEntraGroupId: '0',
  website: 'https://example.com',
  links: [],
  linkId: 'link',
  invoiceId: 'inv',
  active: true,
  amount: 1000,
  url: 'https://example.com',
  priceId: 'price_1',
  productId: 'prod',
  partitionKey: 'RSVP#event',
  userId: email,
  isPaidMember: true,
  checkedIn: false,
  rsvpLimit: 10,
  rsvpCount: 1,
  rsvpOpenAt: 1,
  rsvpCloseAt: now + 100_000,
  rsvpQuestions: [],
  semesterId: 'sp30',
  requestId: 'r',
  'userId#requestId': 'x',
  status: 'created',
  requestTitle: 'x',
  semester: 'sp30',
  actor: email,
  module: 'iam',
  target: 'x',
  message: 'x',
  internalMembershipList: 'a',
  uinHash: 'x',
  firstName: 'Ann',
  lastName: 'Other',
  gradYear: 2030,
  gradMonth: 5,
  gradDegree: 'BS',
  lineItemId: 'x',
  orderId: 'x',
  variantId: 'x',
  variants: [{ variantId: 'x', name: 'M', price: 10 }],
  name: 'Name',
  memberLists: ['a'],
};

class Redis {
  async get(): Promise<null> {
    return null;
  }
  async set(): Promise<string> {
    return 'OK';
  }
  async ping(): Promise<string> {
    return 'PONG';
  }
  async quit(): Promise<string> {
    return 'OK';
  }
  async del(): Promise<number> {
    return 1;
  }
  async eval(): Promise<readonly number[]> {
    return [1, 0];
  }
  async sismember(): Promise<number> {
    return 1;
  }
  pipeline(): { exec(): Promise<readonly unknown[]> } {
    return { exec: async () => [] };
  }
  on(): this {
    return this;
  }
}

const prefixes: Readonly<Record<string, string>> = {
  linkry: '/linkry',
  organizations: '/organizations',
  rsvp: '/rsvp',
  iam: '/iam',
  ics: '/ical',
  apiKey: '/apiKey',
  vending: '/vending',
  clearSession: '/clearSession',
  syncIdentity: '/syncIdentity',
  logs: '/logs',
  stripe: '/stripe',
  membership: '/membership',
  store: '/store',
  events: '/events',
  user: '/users',
  roomRequests: '/roomRequests',
  protected: '/protected',
  certificateIssuer: '/certificateIssuer',
};

const bodies: readonly unknown[] = [
  { ...row, repeats: undefined, repeatEnds: undefined, lastModified: undefined },
  {
    email,
    emails: [email],
    groups: ['0'],
    add: [email],
    remove: [],
    query: [email],
    invoiceId: 'inv',
    invoiceAmountUsd: 10,
    contactName: 'Ann',
    contactEmail: email,
    roles: ['manage:events'],
    description: 'Key for tests',
    title: 'x',
    searchTerm: 'ann',
    userId: email,
    status: 'approved',
    notes: 'x',
    slug: 'slug',
    redirect: 'https://example.com',
    access: [],
  },
];

export const driver: Driver = {
  environment: { RunEnvironment: 'dev', JwtSigningKey: 'secret', LAMBDA_TASK_ROOT: '/var/task' },
  aliases: { '@acm-uiuc/js-shared': 'node_modules/@acm-uiuc/js-shared/dist/index.js' },
  packages: {
    '@middy/core/StreamifyResponse': () => ({}),
    ioredis: () => ({ __esModule: true, default: Object.assign(Redis, { default: Redis, Redis }), Redis }),
  },
  answer: ({ host, path }) => {
    if (host.includes('turnstile') || host.includes('cloudflare')) return { body: { success: true } };
    if (host.includes('amazonaws')) return undefined;
    return {
      body: {
        success: true,
        keys: [],
        access_token: 'x',
        value: [{ id: '0', mail: email, userPrincipalName: email }],
        id: 'id',
        url: 'https://pay.example.com',
        data: [],
        active: true,
        displayName: 'Ann',
        path,
      },
    };
  },
  aws: ({ service, operation, input }) => {
    if (service === 'dynamodb') return { Items: [row], Item: row, Attributes: row };
    if (operation === 'GetSecretValue') return { SecretString: JSON.stringify(secrets) };
    if (operation === 'GetParameters')
      return {
        Parameters: (input.Names as string[]).map((Name) => ({
          Name,
          Value: secrets[Name.split('/').at(-1) as keyof typeof secrets] ?? 'value',
        })),
      };
    if (operation === 'GetParameter')
      return {
        Parameter: {
          Name: input.Name,
          Value: secrets[String(input.Name).split('/').at(-1) as keyof typeof secrets] ?? 'value',
        },
      };
    return undefined;
  },
  events: ({ file }) => (file.includes('sqs') ? queueEvents() : httpEvents()),
};

function queueEvents(): readonly unknown[] {
  const metadata = { initiator: 'test', reqId: 'request' };
  const names = [
    'emailMembershipPass',
    'ping',
    'provisionNewMember',
    'sendSaleEmail',
    'emailNotifications',
    'createOrgGithubTeam',
    'syncExecCouncil',
    'handleStorePurchase',
    'sendSaleFailedEmail',
  ];
  const payload = {
    email,
    firstName: 'Ann',
    lastName: 'Other',
    qrCodeContent: 'x',
    itemName: 'x',
    itemsPurchased: [{ itemName: 'x', variantName: 'x', quantity: 1 }],
    customText: 'x',
    orderId: 'x',
    to: [email],
    cc: [],
    bcc: [],
    subject: 'x',
    content: 'x',
    callToActionButton: { name: 'x', url: 'https://example.com' },
    orgName: 'x',
    githubTeamName: 'x',
    githubTeamDescription: 'x',
    userId: email,
    paymentIdentifier: 'pi',
    paymentIntentId: 'pi',
    isVerifiedIdentity: true,
  };
  return [
    ...names.map((name) => queueEvent({ metadata, function: name, payload })),
    queueEvent({ function: 'nothing' }),
  ];
}

const values: Readonly<Record<string, string>> = {
  id: row.id,
  netId: 'ann',
  email,
  orgId: 'ACM',
  slug: 'slug',
  eventId: 'event',
  semesterId: 'sp30',
  requestId: row.id,
  keyId: 'abcdef012345',
  groupId: '0',
  status: 'approved',
  module: 'iam',
  linkId: 'link',
  host: 'ACM',
  productId: 'prod',
  orderId: 'x',
};

function httpEvents(): readonly unknown[] {
  const claims = {
    iss: 'custom_jwt',
    aud: 'custom_jwt',
    iat: now,
    nbf: now,
    exp: now + 3600,
    email,
    groups: ['0'],
    uti: 'x',
    sub: 'x',
    upn: email,
    name: 'Ann',
  };
  const headers = {
    authorization: `Bearer ${signWith('secret', claims)}`,
    'x-forwarded-for': '203.0.113.7',
    'x-turnstile-response': 'x',
    'x-uiuc-token': 'x',
    'x-uiuc-id-token': 'x',
    'x-api-key': '',
  };
  const routes = Object.entries(prefixes).flatMap(([name, prefix]) =>
    routesIn(`src/api/routes/${name}.ts`, `/api/v1${prefix}`, (each) => values[each] ?? 'x'),
  );
  const v2 = ['membership', 'mobileWallet'].flatMap((name) =>
    routesIn(`src/api/routes/v2/${name}.ts`, `/api/v2/${name}`, (each) => values[each] ?? 'x'),
  );
  const query = { ts: '1', start: '1', end: '2', limit: '10', list: 'acmpaid' };
  return [
    httpEvent({ path: '/api/v1/healthz', headers }),
    ...[...routes, ...v2].flatMap(({ method, path }) =>
      method === 'GET'
        ? [httpEvent({ method, path, headers }), httpEvent({ method, path, headers, query })]
        : bodies.map((body) => httpEvent({ method, path, headers, body })),
    ),
    httpEvent({ path: '/api/v1/events', headers: { 'x-api-key': 'acmuiuc_abcdef012345_x_y' } }),
    httpEvent({ path: '/api/v1/iam/groups/0', headers: {} }),
    { action: 'warmer' },
  ];
}

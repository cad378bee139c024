import type { Driver } from '../driver.js';
import { restEvent, streamEvent, type TableChange } from '../events.js';
import { signWith } from '../keys.js';
import { fakePostgres } from '../postgres.js';

const id = '3f1e2d0c-8a4b-4d6e-9f00-0123456789ab';
const now = Math.floor(Date.now() / 1000);
const row = {
  PK: `USER#${id}`,
  SK: 'PROFILE',
  id,
  userId: id,
  email: 'ann@example.com',
  username: 'ann',
  handle: 'ann',
  fullName: 'Ann Other',
  passwordHash: 'x',
  salt: 'x',
  emailVerified: true,
  createdAt: '2024-01-01T00:00:00.000Z',
  updatedAt: '2024-01-01T00:00:00.000Z',
  tokenId: id,
  hashedToken: 'x',
  expiresAt: '2099-01-01T00:00:00.000Z',
  postId: id,
  postUserId: id,
  postSK: 'POST#1',
  authorId: id,
  followerId: id,
  followeeId: id,
  entityType: 'LIKE',
  caption: 'x',
  imageUrl: 'https://example.com/x',
  thumbnailUrl: 'https://example.com/x',
  likesCount: 1,
  commentsCount: 1,
  postsCount: 1,
  followersCount: 1,
  followingCount: 1,
  commentId: id,
  content: 'x',
  isPublic: true,
  tags: [],
  authorHandle: 'ann',
  authorFullName: 'Ann',
  notificationId: id,
  type: 'like',
  status: 'unread',
  title: 'x',
  message: 'x',
  isRead: false,
  bio: 'x',
  conversationId: id,
  userHandle: 'ann',
};
const packages = ['dal', 'shared', 'auth-utils', 'aws-utils', 'auction-dal', 'logger', 'telemetry'];

export const driver: Driver = {
  environment: {
    TABLE_NAME: 'table',
    JWT_SECRET: 'secret-secret-secret-secret-secret',
    REFRESH_TOKEN_SECRET: 'secret-secret-secret-secret-secret',
    JWT_REFRESH_SECRET: 'secret-secret-secret-secret-secret',
    MEDIA_BUCKET_NAME: 'media',
    CLOUDFRONT_DOMAIN: 'cdn.example.com',
    KINESIS_STREAM_NAME: 'stream',
    REDIS_ENDPOINT: 'redis',
    REDIS_PORT: '6379',
    POSTGRES_HOST: 'db',
    POSTGRES_PORT: '5432',
    POSTGRES_DB: 'db',
    POSTGRES_USER: 'user',
    POSTGRES_PASSWORD: 'x',
    POWERTOOLS_TRACE_ENABLED: 'false',
    POWERTOOLS_METRICS_NAMESPACE: 'x',
    POWERTOOLS_SERVICE_NAME: 'x',
    OTEL_SDK_DISABLED: 'true',
  },
  aliases: Object.fromEntries([
    ...packages.map((name) => [`@social-media-app/${name}`, `packages/${name}/src/index.ts`]),
    ...['errors', 'types', 'schemas', 'utils', 'constants'].map((name) => [
      `@social-media-app/shared/${name}`,
      `packages/shared/src/${name}/index.ts`,
    ]),
  ]),
  packages: {
    pg: () =>
      fakePostgres((column) =>
        /id$/i.test(column)
          ? id
          : /At$|time/i.test(column)
            ? new Date()
            : /price|bid|count/i.test(column)
              ? '1'
              : 'text',
      ),
    ioredis: () => ({ __esModule: true, default: Redis, Redis }),
    '@social-media-app/env': () => ({ graphqlEnv: { NODE_ENV: 'production', LOG_LEVEL: 'info' } }),
  },
  // Of this commit a file is imported that lacks what is asked of it.
  prepare: (load) => {
    const path = `${process.cwd()}/packages/backend/src/utils/env.ts`;
    Object.assign(load(path) as object, { loadEnvironmentSync: () => undefined });
  },
  aws: ({ service }) => (service === 'dynamodb' ? { Items: [row], Item: row, Attributes: row, Count: 1 } : undefined),
  events: ({ file }) => eventsOf(file),
};

class Redis {
  async get(): Promise<null> {
    return null;
  }
  async ping(): Promise<string> {
    return 'PONG';
  }
  async quit(): Promise<string> {
    return 'OK';
  }
  async set(): Promise<string> {
    return 'OK';
  }
  on(): this {
    return this;
  }
}

const queries: readonly string[] = [
  '{ __typename }',
  `{ profile(handle: "ann") { id handle fullName } }`,
  `{ post(id: "${id}") { id caption likesCount author { id handle } } }`,
  `{ userPosts(handle: "ann", limit: 5) { edges { node { id caption } } } }`,
  `{ me { id handle } }`,
  `{ followingFeed(first: 5) { edges { node { id } } } }`,
  `{ exploreFeed(first: 5) { edges { node { id } } } }`,
  `{ notifications(limit: 5) { edges { node { id } } } }`,
  `{ comments(postId: "${id}", limit: 5) { edges { node { id } } } }`,
  '{ unreadNotificationsCount }',
  '{ conversations { edges { node { id } } } }',
  '{ auctions(limit: 5) { edges { node { id } } } }',
  `mutation { likePost(postId: "${id}") { success } }`,
  `mutation { followUser(userId: "${id}") { success } }`,
  `mutation { createComment(postId: "${id}", content: "x") { id } }`,
  'mutation { login(email: "ann@example.com", password: "Passw0rd!x") { user { id } } }',
  'mutation { register(email: "b@example.com", password: "Passw0rd!x", username: "bob", fullName: "B") { user { id } } }',
];

function eventsOf(file: string): readonly unknown[] {
  const access = signWith('secret-secret-secret-secret-secret', {
    userId: id,
    email: row.email,
    iat: now,
    exp: now + 3600,
    jti: id,
    type: 'access',
  });
  const headers = { authorization: `Bearer ${access}`, Authorization: `Bearer ${access}` };
  if (file.includes('kinesis')) return [kinesisEvent()];
  if (file.includes('streams')) {
    const kinds: readonly (readonly [string, string])[] = [
      ['LIKE', `LIKE#${id}`],
      ['FOLLOW', `FOLLOW#${id}`],
      ['COMMENT', `COMMENT#${id}`],
      ['POST', `POST#1#${id}`],
      ['NOTIFICATION', 'x'],
    ];
    const changes = kinds.flatMap(([entityType, SK]) =>
      (['INSERT', 'MODIFY', 'REMOVE'] as const).map(
        (name): TableChange => ({
          name,
          keys: { PK: row.PK, SK },
          before: name === 'INSERT' ? undefined : { ...row, entityType, SK },
          after: name === 'REMOVE' ? undefined : { ...row, entityType, SK },
        }),
      ),
    );
    return [streamEvent(...changes)];
  }
  if (file.includes('graphql')) {
    return queries.map((query) => restEvent({ method: 'POST', path: '/graphql', headers, body: { query } }));
  }
  const body = {
    email: 'ann@example.com',
    password: 'Passw0rd!x',
    username: 'ann',
    handle: 'ann',
    fullName: 'Ann Other',
    refreshToken: id,
    bio: 'x',
  };
  return [
    restEvent({ method: file.includes('profile') ? 'GET' : 'POST', headers, body }),
    restEvent({ method: 'PUT', headers, body }),
    restEvent({ method: 'POST', body: {} }),
    restEvent({ method: 'POST', body: '{' }),
    restEvent({ method: 'GET' }),
  ];
}

function kinesisEvent(): unknown {
  const types = ['POST_CREATED', 'POST_READ', 'POST_LIKED', 'POST_DELETED', 'USER_FOLLOWED'];
  const data = (eventType: string): string =>
    Buffer.from(
      JSON.stringify({
        eventId: id,
        eventType,
        timestamp: row.createdAt,
        version: '1.0',
        userId: id,
        postId: id,
        authorId: id,
        authorHandle: 'ann',
        caption: 'x',
        isPublic: true,
        createdAt: row.createdAt,
        liked: true,
        followerId: id,
        followeeId: id,
      }),
    ).toString('base64');
  return {
    Records: types.map((type, index) => ({
      eventID: `shard:${index}`,
      kinesis: { data: data(type), sequenceNumber: String(index), partitionKey: 'x' },
      eventSource: 'aws:kinesis',
    })),
  };
}

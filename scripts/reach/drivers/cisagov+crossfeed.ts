import type { Driver } from '../driver.js';
import { restEvent } from '../events.js';
import { signWith } from '../keys.js';
import { fakePostgres } from '../postgres.js';

const id = '3f1e2d0c-8a4b-4d6e-9f00-0123456789ab';

function exampleOf(column: string): unknown {
  if (/(^id|Id)$/.test(column)) return id;
  if (/^(cnt|count|value)$/i.test(column)) return '1';
  if (/At$|^date|^last|^finished|Date$/.test(column)) return new Date('2024-01-01');
  if (/^is|^invite|approved|passive|manual/.test(column)) return column !== 'isGranular' && column !== 'isPassive';
  if (column === 'userType') return 'globalAdmin';
  if (column === 'role') return 'admin';
  if (/^email$/.test(column)) return 'ann@cisa.dhs.gov';
  if (column === 'name') return 'censys';
  if (column === 'status') return 'created';
  if (column === 'frequency') return 100;
  if (/^(rootDomains|ipBlocks|organizationIds|pendingDomains)$/.test(column)) return ['example.com'];
  if (/^(arguments|products|filters|structuredData|notes|webTechnologies|references|actions|snapshot)$/.test(column))
    return [];
  if (/cvss|port|concurrency|maxConcurrentTasks/.test(column)) return 8;
  return 'text';
}

const signed = signWith('secret', { id, email: 'ann@cisa.dhs.gov', iat: 1735689600 });

const body = {
  name: 'censys',
  email: 'ann@cisa.dhs.gov',
  firstName: 'Ann',
  lastName: 'Other',
  password: 'x',
  organization: id,
  organizationAdmin: true,
  organizationId: id,
  role: 'admin',
  userType: 'globalAdmin',
  state: 'Virginia',
  page: 1,
  pageSize: 10,
  sort: 'name',
  order: 'ASC',
  filters: {
    name: 'x',
    organization: id,
    severity: 'high',
    title: 'x',
    domain: 'example.com',
    status: 'open',
    ip: '1.1.1.1',
    port: '80',
    service: 'x',
    vulnerability: 'x',
  },
  current: 1,
  resultsPerPage: 10,
  searchTerm: 'x',
  q: 'x',
  sortDirection: 'asc',
  sortField: 'name',
  arguments: {},
  organizations: [id],
  frequency: 100,
  isGranular: false,
  isUserModifiable: true,
  isSinglePass: false,
  tags: [],
  rootDomains: ['example.com'],
  ipBlocks: [],
  isPassive: false,
  inviteDomain: 'example.com',
  domainName: 'example.com',
  substate: 'accepted',
  notes: 'x',
  comment: 'x',
  version: 'v1-user',
  enabled: true,
  count: 1,
  search: { x: 1 },
  vulnerabilityTemplate: { title: 'x', substate: 'x' },
  createVulnerabilities: false,
  searchPath: '/x',
  currentOrganization: { id, name: 'x' },
  regionId: '1',
  query: 'x',
};

const routes: readonly (readonly [string, string])[] = [
  ['GET', '/'],
  ['GET', '/index.php'],
  ['POST', '/auth/login'],
  ['POST', '/auth/callback'],
  ['POST', '/users/register'],
  ['GET', '/users/me'],
  ['POST', '/users/me/acceptTerms'],
  ['PUT', `/users/${id}`],
  ['POST', '/api-keys'],
  ['DELETE', `/api-keys/${id}`],
  ['POST', '/search'],
  ['POST', '/search/export'],
  ['GET', `/cpes/${id}`],
  ['GET', `/cves/${id}`],
  ['GET', '/cves/name/CVE-1'],
  ['POST', '/domain/search'],
  ['POST', '/domain/export'],
  ['GET', `/domain/${id}`],
  ['POST', '/vulnerabilities/search'],
  ['POST', '/vulnerabilities/export'],
  ['GET', `/vulnerabilities/${id}`],
  ['PUT', `/vulnerabilities/${id}`],
  ['GET', '/saved-searches'],
  ['POST', '/saved-searches'],
  ['GET', `/saved-searches/${id}`],
  ['PUT', `/saved-searches/${id}`],
  ['DELETE', `/saved-searches/${id}`],
  ['GET', '/scans'],
  ['GET', '/granularScans'],
  ['POST', '/scans'],
  ['GET', `/scans/${id}`],
  ['PUT', `/scans/${id}`],
  ['DELETE', `/scans/${id}`],
  ['POST', `/scans/${id}/run`],
  ['POST', '/scheduler/invoke'],
  ['POST', '/scan-tasks/search'],
  ['POST', `/scan-tasks/${id}/kill`],
  ['GET', `/scan-tasks/${id}/logs`],
  ['GET', '/organizations'],
  ['GET', '/organizations/tags'],
  ['GET', `/organizations/${id}`],
  ['GET', '/organizations/state/Virginia'],
  ['GET', '/organizations/regionId/1'],
  ['POST', '/organizations'],
  ['POST', '/organizations_upsert'],
  ['PUT', `/organizations/${id}`],
  ['DELETE', `/organizations/${id}`],
  ['POST', `/organizations/${id}/roles/${id}/approve`],
  ['POST', `/organizations/${id}/roles/${id}/remove`],
  ['POST', `/organizations/${id}/granularScans/${id}/update`],
  ['POST', `/organizations/${id}/initiateDomainVerification`],
  ['POST', `/organizations/${id}/checkDomainVerification`],
  ['POST', '/stats'],
  ['POST', '/users'],
  ['GET', '/users'],
  ['DELETE', `/users/${id}`],
  ['GET', '/users/state/Virginia'],
  ['GET', '/users/regionId/1'],
  ['POST', '/users/search'],
  ['POST', `/v2/users/${id}`],
  ['PUT', `/v2/users/${id}`],
  ['GET', '/v2/users'],
  ['PUT', `/users/${id}/register/approve`],
  ['PUT', `/users/${id}/register/deny`],
  ['POST', '/reports/list'],
  ['POST', '/reports/export'],
  ['POST', `/v2/organizations/${id}/users`],
];

export const driver: Driver = {
  environment: {
    JWT_SECRET: 'secret',
    DB_HOST: 'db',
    DB_PORT: '5432',
    DB_USERNAME: 'user',
    DB_PASSWORD: 'x',
    DB_NAME: 'db',
    REACT_APP_USER_POOL_ID: 'us-east-1_x',
    MATOMO_URL: 'https://matomo.example.com',
    PE_API_URL: 'https://pe.example.com',
    ELASTICSEARCH_ENDPOINT: 'https://es.example.com',
    REACT_APP_TERMS_VERSION: '1',
    SCHEDULER_CONCURRENCY: '5',
    FARGATE_MAX_CONCURRENCY: '5',
    LOGIN_GOV_JWT_KEY: '{}',
    LOGIN_GOV_ISSUER: 'x',
    LOGIN_GOV_BASE_URL: 'https://login.example.com',
    REPORTS_BUCKET_NAME: 'reports',
    EXPORT_BUCKET_NAME: 'export',
    FARGATE_LOG_GROUP_NAME: 'logs',
    CLOUDWATCH_BUCKET_NAME: 'bucket',
    REACT_APP_COGNITO_CLIENT_ID: 'x',
    FRONTEND_DOMAIN: 'https://example.com',
    CROSSFEED_SUPPORT_EMAIL_SENDER: 'noreply@example.com',
    CROSSFEED_SUPPORT_EMAIL_REPLYTO: 'support@example.com',
  },
  packages: { pg: () => fakePostgres(exampleOf) },
  answer: ({ host }) =>
    host.includes('es.example')
      ? {
          headers: { 'x-elastic-product': 'Elasticsearch' },
          body: {
            hits: {
              total: { value: 1 },
              hits: [{ _source: { name: 'x', organization: { name: 'x' } }, inner_hits: {} }],
            },
            suggest: {},
            items: [],
          },
        }
      : undefined,
  aws: ({ operation }) => {
    if (operation === 'DescribeLogGroups')
      return { logGroups: [{ logGroupName: 'group', arn: 'arn:aws:logs:us-east-1:123456789012:log-group:group' }] };
    if (operation === 'ListTagsForResource' || operation === 'ListTagsLogGroup') return { tags: { Stage: 'dev' } };
    if (operation === 'GetLogEvents' || operation === 'FilterLogEvents')
      return { events: [{ message: 'x', timestamp: 1 }] };
    if (operation === 'CreateExportTask') return { taskId: '1' };
    if (operation === 'RunTask') return { tasks: [{ taskArn: 'arn:aws:ecs:us-east-1:123456789012:task/x' }] };
    return undefined;
  },
  events: ({ file }) => {
    if (file.endsWith('/api.ts')) {
      const headers = { Authorization: signed, authorization: signed };
      return [
        ...routes.map(([method, path]) =>
          restEvent({ method, path, headers, body: method === 'GET' ? undefined : body }),
        ),
        restEvent({ path: '/users' }),
        restEvent({ path: '/nowhere', headers }),
      ];
    }
    return [
      {
        email: 'ann@cisa.dhs.gov',
        role: 'globalAdmin',
        scanId: id,
        organizationIds: [id],
        detail: {
          stopCode: 'x',
          stoppedReason: 'x',
          taskArn: 'arn',
          lastStatus: 'STOPPED',
          containers: [{ exitCode: 0 }],
          group: 'x',
        },
      },
      {},
    ];
  },
};

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Driver } from '../driver.js';
import { restEvent } from '../events.js';
import { operationsOf } from '../graphql.js';
import { createTokenKey } from '../keys.js';

const key = createTokenKey();

const item = {
  concept_id: 'C100000-PROV',
  id: 'C100000-PROV',
  revision_id: 2,
  provider_id: 'PROV',
  native_id: 'native',
  name: 'Name',
  meta: {
    'concept-id': 'C100000-PROV',
    'native-id': 'native',
    'revision-id': 2,
    'provider-id': 'PROV',
    'user-id': 'user',
    'concept-type': 'collection',
    associations: { variables: ['V1-PROV'], services: ['S1-PROV'], tools: ['T1-PROV'] },
    'association-details': { variables: [{ 'concept-id': 'V1-PROV' }] },
  },
  umm: {
    Name: 'Name',
    ShortName: 'Short',
    Version: '1',
    EntryTitle: 'Title',
    LongName: 'Long',
    Query: 'polygon=1',
    Type: 'granule',
    CollectionConceptId: 'C100000-PROV',
    SubscriberId: 'user',
  },
  acl: {
    catalog_item_identity: {
      name: 'All',
      provider_id: 'PROV',
      collection_identifier: { concept_ids: ['C100000-PROV'] },
    },
  },
  group_id: 'AG1-PROV',
  members: ['user'],
  association_details: { variables: [{ concept_id: 'V1-PROV' }] },
  associations: { variables: ['V1-PROV'], services: ['S1-PROV'], tools: ['T1-PROV'] },
};

const values: Readonly<Record<string, unknown>> = {
  conceptId: 'C100000-PROV',
  conceptIds: 'C100000-PROV',
  collectionConceptId: 'C100000-PROV',
  nativeId: 'native',
  providerId: 'PROV',
  provider: 'PROV',
  limit: 2,
  offset: 0,
  revisionId: '1',
  userId: 'user',
  name: 'Name',
  id: '1',
  metadata: { Name: 'Name' },
  tag: 'DAAC',
};

export const driver: Driver = {
  environment: {
    cmrRootUrl: 'https://cmr.example.com',
    ursRootUrl: 'https://urs.example.com',
    mmtRootUrl: 'https://mmt.example.com',
    draftMmtRootUrl: 'https://dmmt.example.com',
    graphdbHost: 'https://graphdb.example.com',
    graphdbPort: '8182',
    graphdbPath: 'gremlin',
    graphdbEnabled: 'true',
    dmmtSslCert: '',
    stage: 'dev',
    edlClientId: 'client',
    edlPassword: 'password',
    edlJwk: JSON.stringify(key.jwks),
    edlKeyId: 'key',
    maximumQueryPathLength: '1500',
    maxRetries: '1',
    retryDelay: '1',
    stellateAppName: 'app',
    stellateKey: 'key',
    ...Object.fromEntries(
      [
        'Collection',
        'Service',
        'Variable',
        'Tool',
        'Subscription',
        'Visualization',
        'Granule',
        'Citation',
        'OrderOption',
        'Grid',
      ].map((each) => [`umm${each}Version`, '1.0.0']),
    ),
  },
  answer: ({ path, host }) => ({
    headers: { 'cmr-hits': '1', 'cmr-search-after': '["a"]', 'cmr-took': '5', 'cmr-request-id': 'request' },
    body: answerOf(path, host),
  }),
  events: () => {
    const folder = 'src/types';
    const sources = readdirSync(folder).filter((name) => name.endsWith('.graphql'));
    const json = 'scalar JSON scalar GraphQLJSON';
    const all = operationsOf(
      [json, ...sources.map((name) => readFileSync(join(folder, name), 'utf8'))],
      (name, type) =>
        name in values
          ? values[name]
          : type.startsWith('?')
            ? undefined
            : type === 'Int'
              ? 1
              : type === 'Boolean'
                ? true
                : type === 'JSON'
                  ? { Name: 'Name' }
                  : 'value',
    );
    const headers = { authorization: `Bearer ${key.sign({ uid: 'user', exp: 4102444800 })}`, 'client-id': 'client' };
    return [
      ...all.map((query) => restEvent({ method: 'POST', path: '/api', headers, body: { query } })),
      restEvent({
        method: 'POST',
        path: '/api',
        headers: { authorization: 'launchpad' },
        body: { query: 'query { collections { count } }' },
      }),
      restEvent({ method: 'POST', path: '/api', headers, body: { query: 'query { nothing }' } }),
    ];
  },
};

function answerOf(path: string, host: string): unknown {
  if (host.startsWith('urs') || path.includes('oauth')) {
    return {
      access_token: 'token',
      uid: 'user',
      expires_in: 3600,
      keys: [],
      user_groups: [{ group_id: '1', name: 'g' }],
      users: [{ uid: 'user', first_name: 'A' }],
      user: { uid: 'user' },
      group_id: '1',
      name: 'g',
      tag: 'DAAC',
    };
  }
  if (host.startsWith('graphdb')) return { result: { data: { '@value': [] } } };
  if (path.includes('permissions'))
    return {
      system: ['read', 'create'],
      'C100000-PROV': ['read', 'update'],
      PROV: ['read', 'create', 'update', 'delete'],
    };
  return {
    ...item,
    items: [item],
    hits: 1,
    took: 5,
    feed: { entry: [item], facets: {} },
    groups: [item],
    draft: {},
    'concept-id': 'C100000-PROV',
    'revision-id': 2,
    revision_id: 2,
  };
}

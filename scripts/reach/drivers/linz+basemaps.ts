import type { Driver } from '../driver.js';

const packages = ['config', 'config-loader', 'geo', 'shared', 'tiler', 'tiler-sharp', 'attribution', 'sprites'];

export const driver: Driver = {
  environment: {
    BASEMAPS_CONFIG_PATH: 'dynamodb://table',
    PUBLIC_URL_BASE: 'https://tiles.example.com',
    BASEMAPS_ASSET_PATH: 'memory://assets/',
    GIT_HASH: 'abc',
    GIT_VERSION: 'v1',
    BUILD_ID: '1',
  },
  aliases: {
    ...Object.fromEntries(packages.map((name) => [`@basemaps/${name}`, `packages/${name}/src/index.ts`])),
    ...Object.fromEntries(
      [
        'attribution/build/utils.js',
        'config/build/config/vector.style.js',
        'shared/build/file.system.js',
        'geo/build/proj/projection.js',
      ].map((name) => [`@basemaps/${name}`, `packages/${name.replace('build', 'src').replace('.js', '.ts')}`]),
    ),
  },
  aws: ({ service, input }) =>
    service === 'dynamodb'
      ? { Item: configOf(String((input.Key as { id?: string } | undefined)?.id ?? 'ts_aerial')) }
      : undefined,
  events: () => {
    const paths = [
      '/ping',
      '/health',
      '/version',
      '/v1/ping',
      '/v1/version',
      '/v1/imagery/im_1/x.geojson',
      '/v1/config/aerial.json',
      '/v1/config/aerial/im_1.json',
      '/v1/sprites/topographic.json',
      '/v1/sprites/topographic.png',
      '/v1/fonts.json',
      '/v1/fonts/Roboto/0-255.pbf',
      '/v1/styles/aerial.json',
      '/v1/styles/topographic.json',
      '/v1/tiles/aerial/WebMercatorQuad/style/x.json',
      '/v1/tiles/aerial/WebMercatorQuad/tile.json',
      '/v1/tiles/aerial/WebMercatorQuad/5/1/1.webp',
      '/v1/tiles/aerial/NZTM2000Quad/1/1/1.png',
      '/v1/tiles/aerial/WebMercatorQuad/5/1/1.pbf',
      '/v1/preview/aerial/WebMercatorQuad/5/174/-41',
      '/v1/preview/aerial/WebMercatorQuad/5/174/-41/style',
      '/v1/@-41.2,174.7,z10',
      '/@-41.2,174.7,z10',
      '/v1/link/aerial',
      '/v1/tiles/aerial/WebMercatorQuad/attribution.json',
      '/v1/attribution/aerial/WebMercatorQuad/summary.json',
      '/v1/tiles/aerial/WebMercatorQuad/WMTSCapabilities.xml',
      '/v1/tiles/aerial/WMTSCapabilities.xml',
      '/v1/tiles/WMTSCapabilities.xml',
      '/v1/export/aerial/WebMercatorQuad.json',
      '/nowhere',
    ];
    const keys: readonly (string | undefined)[] = [
      'd01f7w7rnhdzg0p7fyrc9v9ard1',
      'c01hj6pm60q8d5xpynpnqrkwx5k',
      undefined,
    ];
    return keys.flatMap((api) => paths.map((path) => event(path, api)));
  },
};

/** As a load balancer sends it. */
function event(path: string, api: string | undefined): unknown {
  return {
    requestContext: { elb: { targetGroupArn: 'arn' } },
    httpMethod: 'GET',
    path,
    queryStringParameters: api ? { api } : {},
    headers: {
      host: 'tiles.example.com',
      accept: 'image/webp,*/*',
      'x-forwarded-for': '203.0.113.7',
      'x-amzn-trace-id': 'Root=1-1',
      'user-agent': 'agent',
    },
    body: null,
    isBase64Encoded: false,
  };
}

/** What the table of the configuration holds under an id. */
function configOf(id: string): unknown {
  // No bundle of a whole configuration: each part is asked for.
  if (id.startsWith('cb_')) return undefined;
  const common = { id, name: id.slice(3), title: 'Title', category: 'Urban', updatedAt: 1, createdAt: 1 };
  const bounds = { x: 0, y: 0, width: 10_000_000, height: 10_000_000 };
  if (id.startsWith('ts_')) {
    return {
      ...common,
      type: id.includes('topo') ? 'vector' : 'raster',
      maxZoom: 30,
      background: { r: 0, g: 0, b: 0, alpha: 0 },
      layers: [{ 2193: 'im_2', 3857: 'im_1', name: 'layer', title: 'Layer', minZoom: 0, maxZoom: 30 }],
    };
  }
  if (id.startsWith('im_')) {
    const is3857 = id === 'im_1';
    return {
      ...common,
      uri: 'memory://imagery/',
      projection: is3857 ? 3857 : 2193,
      tileMatrix: is3857 ? 'WebMercatorQuad' : 'NZTM2000Quad',
      bounds,
      bands: [{ type: 'uint8' }],
      files: [{ name: 'a.tiff', ...bounds }],
    };
  }
  if (id.startsWith('st_'))
    return {
      ...common,
      style: {
        version: 8,
        id: 'x',
        name: 'x',
        sources: {
          basemaps: { type: 'raster', tiles: ['/v1/tiles/aerial/WebMercatorQuad/{z}/{x}/{y}.webp'] },
          v: { type: 'vector', url: '/v1/tiles/topographic/WebMercatorQuad/tile.json' },
        },
        layers: [{ id: 'a', type: 'raster', source: 'basemaps' }],
        sprite: '/v1/sprites/topographic',
        glyphs: '/v1/fonts/{fontstack}/{range}.pbf',
      },
    };
  return {
    ...common,
    provider: [],
    serviceIdentification: { title: 'x' },
    serviceProvider: {
      name: 'x',
      contact: {
        individualName: 'x',
        position: 'x',
        phone: 'x',
        address: { city: 'x', country: 'x', deliveryPoint: 'x', postalCode: 'x', email: 'x' },
      },
    },
  };
}

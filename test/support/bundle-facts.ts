import type { DetailedBundle, PackageShare } from '../../src/model/bundle.js';
import type { LambdaFunction } from '../../src/model/function.js';

/** A function with what it ships, to be varied by tests. */
export function sampleFunction(overrides: Partial<LambdaFunction> = {}): LambdaFunction {
  const name = overrides.name ?? 'orders';
  return {
    id: `serverless.yml#${name}`,
    name,
    handler: { file: `src/${name}.ts`, export: 'handler', line: 1 },
    declaredIn: { file: 'serverless.yml', line: 5, column: 3, kind: 'serverless' },
    runtime: 'nodejs22.x',
    eventSources: [],
    build: { tool: 'esbuild', builder: 'serverless-esbuild' },
    ...overrides,
  };
}

export function sampleBundle(overrides: Partial<DetailedBundle> = {}): DetailedBundle {
  const name = overrides.name ?? 'orders';
  return {
    functionId: `serverless.yml#${name}`,
    name,
    declaredIn: { file: 'serverless.yml', line: 5, column: 3, kind: 'serverless' },
    packaging: 'bundle',
    minified: true,
    unzippedBytes: 1_000_000,
    zippedBytes: 300_000,
    codeBytes: 1_000_000,
    sourceMapBytes: 0,
    layerBytes: 0,
    unreachedBytes: 0,
    bundlerBytes: 0,
    modules: 1,
    packages: [],
    own: [],
    assets: [],
    external: [],
    fromRuntime: [],
    missing: [],
    readsSourceMaps: false,
    assumptions: [],
    contents: [],
    ...overrides,
  };
}

export function sampleShare(overrides: Partial<PackageShare> = {}): PackageShare {
  const { name = 'big', bytes = 100_000, version = '1.0.0' } = overrides;
  return {
    name,
    version,
    bytes,
    onlyThroughBytes: bytes,
    modules: 1,
    format: 'cjs',
    sideEffects: true,
    chain: ['src/orders.ts', `node_modules/${name}/index.js`],
    entrance: { file: 'src/orders.ts', specifier: name },
    declaredAs: 'dependencies',
    copies: [{ version, folder: `node_modules/${name}`, bytes }],
    ...overrides,
  };
}

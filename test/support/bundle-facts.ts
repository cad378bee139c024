import type { DetailedBundle, PackageShare } from '../../src/model/bundle.js';
import type { ColdStartEstimate, StartCosts } from '../../src/model/cold-start.js';
import type { LambdaFunction } from '../../src/model/function.js';
import { samplePart } from './sample-estimate.js';

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

export function sampleColdStart(overrides: Partial<ColdStartEstimate> = {}): ColdStartEstimate {
  const name = overrides.name ?? 'orders';
  return {
    functionId: `serverless.yml#${name}`,
    name,
    declaredIn: { file: 'serverless.yml', line: 5, column: 3, kind: 'serverless' },
    runtime: 'nodejs22.x',
    architecture: 'x86_64',
    initMs: { low: 200, mid: 260, high: 340 },
    parts: [
      samplePart(['floor', 'nodejs22.x x86_64 zip', 145, 'a series']),
      samplePart(['download', '300 kB zip', 0, 'none']),
      samplePart(['read', '1.0 MB of code', 25, 'a series of sizes']),
      samplePart(['packages', 'big', 80, 'measured with 1.0.0']),
      samplePart(['own', '20 kB of own code', 10, 'by its size']),
    ],
    assumptions: [],
    measured: null,
    ...overrides,
  };
}

/** Costs of which nothing is known but what a test says. */
export function sampleCosts(overrides: Partial<StartCosts> = {}): StartCosts {
  const unknown = (): undefined => undefined;
  return {
    ofPackage: unknown,
    ofBytes: unknown,
    ofWholeSdkV2: unknown,
    ofShippedSdkV2: unknown,
    ofRuntimeSdkV3: unknown,
    ofNotMinifying: unknown,
    ...overrides,
  };
}

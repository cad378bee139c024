import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as helpers from 'tslib';
import type { Driver } from '../driver.js';
import type { RunOrder, RunReport } from '../protocol.js';
import { answerAws } from './aws.js';
import { readCounts, startCounting } from './coverage.js';
import { installRuntime, invoke } from './invoke.js';
import { hookLoader, requireFrom } from './loader.js';
import { stubNetwork } from './network.js';

/** The process that runs one handler: `node main.cjs ORDER REPORT`. */
const [orderPath = '', reportPath = ''] = process.argv.slice(2);
const USUAL_ENVIRONMENT = {
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_LAMBDA_FUNCTION_NAME: 'function',
  AWS_XRAY_CONTEXT_MISSING: 'IGNORE_ERROR',
  NODE_ENV: 'production',
};
/** For what the code started while loading and did not wait for. */
const SETTLE_MS = 100;

void run(JSON.parse(readFileSync(orderPath, 'utf8')) as RunOrder);

async function run({ root, handler, driver: driverPath }: RunOrder): Promise<void> {
  defineHelpers();
  const driver = (requireFrom(driverPath)(driverPath) as { driver: Driver }).driver;
  Object.assign(process.env, USUAL_ENVIRONMENT, driver.environment);
  process.on('unhandledRejection', () => undefined);
  process.on('uncaughtException', () => undefined);
  installRuntime();
  // Nothing else may keep the process alive while a handler waits for the stub.
  setInterval(() => undefined, 1000);
  await stubNetwork((request) => driver.answer?.(request) ?? answerAws(request, driver) ?? { body: {} });
  const compiled = hookLoader(root, driver);
  const path = join(root, handler.file);
  const load = requireFrom(path);
  driver.prepare?.((name) => load(name));
  const take = startCounting();
  const outcomes: string[] = [];
  let failure: string | undefined;
  let exports: Record<string, unknown> = {};
  try {
    exports = load(path) as Record<string, unknown>;
    await (load.cache[path] as { settled?: Promise<void> } | undefined)?.settled;
  } catch (error) {
    failure = (error instanceof Error ? error.stack : String(error))?.slice(0, 1500);
  }
  await setTimeout(SETTLE_MS);
  const whileLoading = readCounts(take(), compiled, root);
  if (!failure) {
    const target = handler.export.split('.').reduce<unknown>((value, name) => (value as typeof exports)[name], exports);
    for (const event of driver.events(handler)) outcomes.push(await invoke(target, event));
    await setTimeout(SETTLE_MS);
  }
  const whileServing = readCounts(take(), compiled, root);
  const report: RunReport = {
    loaded: whileLoading.ran,
    served: whileServing.ran,
    unmapped: [...new Set([...whileLoading.unmapped, ...whileServing.unmapped])],
    initializers: whileLoading.initializers + whileServing.initializers,
    outcomes,
    failure,
  };
  writeFileSync(reportPath, JSON.stringify(report));
  process.exit(0);
}

/** Helpers of the compiler are no code of the project; copies of them that packages load must not take their place. */
function defineHelpers(): void {
  for (const [name, value] of Object.entries({ ...helpers, __importStar: importStar })) {
    Object.defineProperty(globalThis, name, { get: () => value, set: () => undefined });
  }
}

/** Bundlers let a namespace be called where the package is a function. */
function importStar(module: unknown): unknown {
  if (typeof module !== 'function' || '__esModule' in module) return helpers.__importStar(module);
  if (!('default' in module)) Object.defineProperty(module, 'default', { value: module, configurable: true });
  return module;
}

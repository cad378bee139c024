import { relativePath } from '../lib/paths.js';
import type { Host } from '../model/host.js';
import type { Options } from '../model/options.js';
import { isBystander } from '../project/bystander.js';
import { type Discovery, discoverFunctions } from '../project/discover.js';
import type { ParseText } from '../project/workspace.js';
import type { Pause } from './run-steps.js';

/** What there is before any code of a function is looked at. */
export interface Survey {
  readonly discovery: Discovery;
  /** Absolute paths of tests, mocks and bundler configs; also those that the options ignore: they are run all the same. */
  readonly bystanders: readonly string[];
  /** Absolute paths of all other code, among which may be tests by another name. */
  readonly otherCode: readonly string[];
}

export async function takeSurvey(options: Options, host: Host, parse: ParseText, pause?: Pause): Promise<Survey> {
  const discovery = await discoverFunctions(options, host, parse, pause);
  return { discovery, ...(await findBystanders(options.root, host)) };
}

async function findBystanders(root: string, host: Host): Promise<Pick<Survey, 'bystanders' | 'otherCode'>> {
  const files = await host.listFiles(root, ['**/*.{js,jsx,cjs,mjs,ts,tsx,cts,mts}']);
  const bystanders = new Set(files.filter((path) => isBystander(relativePath(root, path))));
  return { bystanders: [...bystanders], otherCode: files.filter((path) => !bystanders.has(path)) };
}

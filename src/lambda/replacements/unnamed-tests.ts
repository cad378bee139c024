import { textOf } from '../../derived/text-of.js';
import type { Host } from '../../model/host.js';
import { MAY_CHANGE } from './changes.js';
import { namesFile } from './match.js';
import { MAY_PREPARE } from './prepared.js';

/** Packages that only tests load: what runs them, what they ask with, and what puts something else in the place of modules. */
const TOOLS = [
  '@cucumber/cucumber|cucumber|jest-cucumber|cypress|codeceptjs|@playwright/test|@fast-check/\\w+',
  '@jest/globals|vitest|node:test|bun:test|mocha|jasmine|ava|tap|tape|uvu|chai|expect|supertest|nock',
  'sinon|ts-sinon|testdouble|td|quibble|proxyquire|rewire|rewiremock|esmock|mockery|mock-require|require-inject',
  'ts-mock-imports|ts-mockito|jest-mock|(jest|vitest)-mock-extended|mocked-env|aws-sdk-mock|aws-sdk-client-mock',
  'import-in-the-middle|require-in-the-middle',
].join('|');

/** `jest.mock(…)`, `vi.fn<T>(…)` */
const RUNNER = '\\b(jest|vi|vitest)\\s*\\.\\s*[a-z]\\w*\\s*[(<]';
/** `describe('orders', …)`, `it.each(rows)('reads', …)`: globals of jest, mocha and their like. */
export const BLOCK =
  '(?<![.\\w$])(describe|it|test|suite|specify)((\\.[a-z]\\w*)*\\s*\\(\\s*[\'"`]|\\.(\\w+\\.)*each\\s*[(`])';
/** `expect(x).toBe(1)`, `expect(x).not.to.equal(1)`, `await expect(x).resolves.toBe(1)` */
const EXPECTATION =
  '\\)\\s*\\.(not|resolves|rejects|to)\\.\\w|\\)\\s*\\.to(Be|Have|Equal|Match|Throw|Contain|Strict)\\w*\\(';

/** `from 'vitest'`, `require('sinon')`, `import('esmock')`, `import 'esmock'`; a module of hooks hands on what it does not replace. */
export const USES_TOOL = new RegExp(
  [
    `\\b(from|import|require)\\s*\\(?\\s*['"\`](${TOOLS})['"\`/]`,
    '\\bnext(Resolve|Load)\\b',
    RUNNER,
    BLOCK,
    EXPECTATION,
  ].join('|'),
);

/** `process.env.NAME = …`, `process.env[name] = …`, `delete process.env.NAME`, `dotenv.config()`; not what only reads one. */
const SETS_VARIABLES =
  /\benv\b['"]?\]?(\s*[!?]?\.\s*\w+|\s*\[[^\]\n]{0,200}\])\s*([|?]{2})?=(?![=>])|\bprocess\b[^;\n]{0,10}\benv\b['"]?\]?\s*=(?![=>])|\bdelete\s+process\b|\(\s*process(\.env\b\s*,|\s*,\s*['"]env)|\b(dotenv|loadEnvFile|env-cmd|stubEnv)\b/;

/** `Object.assign(env, …)` */
const FILLS_ENVIRONMENT = /\(\s*[\w.]*\benv\s*,/;

const NAMES_SDK = /['"]@?aws-sdk\b/;
/** `AWS.S3 = Fake`, `sdk['S3Client'] = Fake`, `Object.assign(AWS, …)` */
const FILLS =
  /\.[A-Z]\w*\s*=(?![=>])|\[['"][A-Z]\w*['"]\]\s*=(?![=>])|\b(Object|Reflect)\.(assign|set|define\w+)\(\s*(?!exports\b|module\b)[A-Za-z]/;

/** Code by what its texts say; each is read once. */
export interface ByContent {
  /** Files that are tests by what they load or call, wherever they stand: steps of cucumber, checks in a folder of any name. */
  readonly tests: readonly string[];
  /** Others that may set variables of the environment. */
  readonly setters: readonly string[];
  /** Others that may change objects. */
  readonly changers: readonly string[];
  /** Others that may put something into the SDK, and that another file loads: a fake for runs on one's own machine. */
  readonly fillers: readonly string[];
}

export function sortByContent(paths: readonly string[], host: Host): ByContent {
  const tests: string[] = [];
  const setters: string[] = [];
  const changers: string[] = [];
  const fillers: string[] = [];
  for (const path of paths) {
    const text = textOf(path, host) ?? '';
    if (isBundled(text)) continue;
    if (USES_TOOL.test(text)) {
      tests.push(path);
      continue;
    }
    if ([SETS_VARIABLES, FILLS_ENVIRONMENT, MAY_PREPARE].some((each) => each.test(text))) setters.push(path);
    if (MAY_CHANGE.test(text)) changers.push(path);
    if (NAMES_SDK.test(text) && FILLS.test(text)) fillers.push(path);
  }
  return { tests, setters, changers, fillers: fillers.length > 0 ? loadedOf(fillers, paths, host) : [] };
}

/** Nobody writes lines of this length: a bundle, or a tool that lies in the project, in which names of two letters call anything. */
function isBundled(text: string): boolean {
  const lines = text.split('\n').length;
  return text.length / lines > LONGEST_LINES;
}

const LONGEST_LINES = 400;

/** Those that another file names; nothing comes of the rest. */
function loadedOf(files: readonly string[], paths: readonly string[], host: Host): readonly string[] {
  const loaded = new Set<string>();
  for (const path of paths) {
    const text = textOf(path, host) ?? '';
    for (const file of files) if (file !== path && namesFile(text, file)) loaded.add(file);
  }
  return [...loaded];
}

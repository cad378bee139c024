import type { Host } from '../../model/host.js';
import { textOf } from '../../model/text-of.js';

/** Packages that only tests load: what runs them, and what puts something else in the place of modules. */
const TOOLS = [
  '@cucumber/cucumber|cucumber|jest-cucumber|cypress|codeceptjs|@playwright/test|@fast-check/\\w+',
  '@jest/globals|vitest|node:test|bun:test|mocha|jasmine|ava|tap|tape|uvu',
  'sinon|ts-sinon|testdouble|td|quibble|proxyquire|rewire|rewiremock|esmock|mockery|mock-require|require-inject',
  'ts-mock-imports|jest-mock|aws-sdk-mock|aws-sdk-client-mock|import-in-the-middle|require-in-the-middle',
].join('|');

/** `from 'vitest'`, `require('sinon')`, `import('esmock')`; a module of hooks hands on what it does not replace. */
const USES_TOOL = new RegExp(`\\b(from|import|require)\\s*\\(?\\s*['"\`](${TOOLS})['"\`/]|\\bnext(Resolve|Load)\\b`);

/** Files that are tests by what they load, wherever they stand: steps of cucumber, checks in a folder of any name. */
export function testsByContent(paths: readonly string[], host: Host): string[] {
  return paths.filter((path) => USES_TOOL.test(textOf(path, host) ?? ''));
}

import type { Host } from '../../model/host.js';
import { textOf } from '../../model/text-of.js';

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
const BLOCK =
  '(?<![.\\w$])(describe|it|test|suite|specify)((\\.[a-z]\\w*)*\\s*\\(\\s*[\'"`]|\\.(\\w+\\.)*each\\s*[(`])';
/** `expect(x).toBe(1)`, `expect(x).not.to.equal(1)`, `await expect(x).resolves.toBe(1)` */
const EXPECTATION =
  '\\)\\s*\\.(not|resolves|rejects|to)\\.\\w|\\)\\s*\\.to(Be|Have|Equal|Match|Throw|Contain|Strict)\\w*\\(';

/** `from 'vitest'`, `require('sinon')`, `import('esmock')`, `import 'esmock'`; a module of hooks hands on what it does not replace. */
const USES_TOOL = new RegExp(
  [
    `\\b(from|import|require)\\s*\\(?\\s*['"\`](${TOOLS})['"\`/]`,
    '\\bnext(Resolve|Load)\\b',
    RUNNER,
    BLOCK,
    EXPECTATION,
  ].join('|'),
);

/** Files that are tests by what they load or call, wherever they stand: steps of cucumber, checks in a folder of any name. */
export function testsByContent(paths: readonly string[], host: Host): string[] {
  return paths.filter((path) => USES_TOOL.test(textOf(path, host) ?? ''));
}

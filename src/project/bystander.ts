import { isTestFile } from '../lib/test-file.js';

/**
 * Files beside the code of functions that name its packages: tests and their set-up, which replace them, and configs of the
 * bundlers, whose `externals` and aliases name them exactly.
 */
export function isBystander(path: string): boolean {
  return isTestFile(path) || SET_UP.test(path) || BUNDLER_CONFIG.test(path);
}

/** `handler_test.js`, `test-handler.js`, `spec/`, `unit-tests/`, `jest.setup.js`, `setupTests.js`. */
const SET_UP =
  /(^|\/)([\w-]*[-_.])?(tests?|testing|specs?|mocks?|jest|vitest|karma)([-_.][^/]*)?(\/|$)|(^|\/)setup-?tests?\.|[-_](tests?|spec|mocks?)\.\w+$/i;

const BUNDLER_CONFIG = /(^|\/)[\w.-]*(webpack|rollup|rspack)[\w.-]*\.[cm]?[jt]s$|(^|\/)vite\.config\.[cm]?[jt]s$/;

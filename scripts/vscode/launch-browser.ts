#!/usr/bin/env -S node --import tsx/esm
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { MARK } from '../../test/suite/support/mark-console.js';
import { RESTRICTED } from './environment.js';
import { installServer } from './install-server.js';
import { openWorkbench } from './open-workbench.js';

/**
 * Stands where `runTests` expects the executable of a desktop VS Code: takes the same arguments, runs the suite in VS Code in a
 * headless browser, prints what the suite prints, and ends with the suite's exit code.
 */
const LIMIT_MS = 17 * 60_000;

/** Server and extension host say so again and again; the modules are not built because nothing here needs them. */
const missingModules = /Could not locate the bindings file|Release\/watchdog/;

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
    'user-data-dir': { type: 'string' },
    'extensions-dir': { type: 'string' },
  },
});

setTimeout(() => fail(`VS Code did not end within ${LIMIT_MS / 60_000} minutes.`), LIMIT_MS);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => process.exit(1));
}

await openWorkbench(installServer(), {
  workspace: positionals[0]!,
  userDataDir: String(values['user-data-dir']),
  extensionsDir: String(values['extensions-dir']),
  extensionDevelopmentPath: String(values.extensionDevelopmentPath),
  extensionTestsPath: String(values.extensionTestsPath),
  // `runTests` passes --disable-workspace-trust in any case.
  hasWorkspaceTrust: RESTRICTED in process.env,
  prepare: listen,
}).catch(({ stack }: Error) => fail(stack!));

/** VS Code calls these two functions of the page when it runs a suite. */
async function listen(page: Page): Promise<void> {
  await page.exposeFunction('codeAutomationLog', (_type: string, [line]: readonly unknown[]) => {
    if (typeof line === 'string' && line.startsWith(MARK) && !missingModules.test(line)) {
      console.log(line.slice(MARK.length));
    }
  });
  // `runTests` stops reading as soon as this process has ended, so the last lines get a moment.
  await page.exposeFunction('codeAutomationExit', (code: number) => setTimeout(() => process.exit(code), 200));
}

function fail(reason: string): never {
  console.error(reason);
  process.exit(1);
}

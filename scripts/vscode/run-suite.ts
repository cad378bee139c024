import { resolve } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { bundled } from './bundle-suite.js';
import { COUNTS, RESTRICTED, SUITE } from './environment.js';
import type { VscodeHost } from './host.js';
import { makeProfile, type Profile } from './make-profile.js';
import type { Run } from './runs.js';
import { quietSettings } from './settings.js';
import { testsOf } from './suite-files.js';
import { readCounts, type Verdict, verdict } from './verdict.js';

/** Starts VS Code for one run, in a profile of its own. `makeVsix` makes the package that some runs install. */
export async function runSuite(host: VscodeHost, run: Run, makeVsix: () => Promise<string>): Promise<Verdict> {
  const profile = makeProfile(run.workspace, quietSettings);
  try {
    if (run.extension === 'vsix') {
      host.installExtension(await makeVsix(), profile);
    }
    const hasEndedWell = await hasPassed(host, run, profile);
    return verdict(`VS Code (${run.name})`, readCounts(profile.countsFile), hasEndedWell);
  } catch (error) {
    return { passed: 0, failed: 1, complaint: String(error) };
  } finally {
    profile.remove();
  }
}

async function hasPassed(host: VscodeHost, run: Run, profile: Profile): Promise<boolean> {
  const { workspace, userDataDir, extensionsDir, emptyExtension, countsFile } = profile;
  try {
    await runTests({
      vscodeExecutablePath: run.isTrusted ? host.executablePath : host.restrictedPath,
      extensionDevelopmentPath: run.extension === 'source' ? resolve('.') : emptyExtension,
      extensionTestsPath: bundled('support/index.ts'),
      launchArgs: [workspace, `--user-data-dir=${userDataDir}`, `--extensions-dir=${extensionsDir}`],
      extensionTestsEnv: {
        ...host.env,
        [SUITE]: JSON.stringify(testsOf(run).map(bundled)),
        [COUNTS]: countsFile,
        ...(run.isTrusted ? {} : { [RESTRICTED]: '1' }),
      },
    });
    return true;
  } catch (error) {
    console.error(String(error));
    return false;
  }
}

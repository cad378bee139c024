import { commands, type ExtensionContext, window } from 'vscode';
import type { PageView, Suppression } from '../model/protocol.js';
import { COMMAND_IDS } from './command-ids.js';
import type { Launched } from './launch.js';
import { isEnabled, type Launcher } from './launcher.js';

/** Commands are there from the start; what they need is loaded with the first use. */
export function registerCommands(context: ExtensionContext, launcher: Launcher): void {
  const whenLaunched = (run: (launched: Launched) => unknown) => () => withLaunched(launcher, run);
  const showPageOf = (view: PageView) => (target?: unknown, folder?: string) =>
    withLaunched(launcher, async (launched) => {
      const { showBundle } = await import('./show-bundle.js');
      await showBundle(launched, view, target, folder);
    });
  const handlers: Readonly<Record<string, (...args: never[]) => unknown>> = {
    [COMMAND_IDS.analyzeWorkspace]: whenLaunched(async (launched) => {
      const { analyzeWorkspace } = await import('./analyze-workspace.js');
      await analyzeWorkspace(launched);
    }),
    [COMMAND_IDS.showFunction]: (id?: string, folder?: string) =>
      withLaunched(launcher, async (launched) => {
        const { showFunction } = await import('./show-function.js');
        await showFunction(await launched.functions(), id, folder);
      }),
    [COMMAND_IDS.showBundle]: showPageOf('map'),
    [COMMAND_IDS.showColdStart]: showPageOf('coldStart'),
    [COMMAND_IDS.openRule]: async (rule: unknown) => {
      const { openRule } = await import('./open-rule.js');
      await openRule(context, rule);
    },
    [COMMAND_IDS.suppress]: (suppression: Suppression) =>
      withLaunched(launcher, async (launched) => {
        const { suppress } = await import('./suppress.js');
        await suppress(launched, suppression);
      }),
    [COMMAND_IDS.restartServer]: whenLaunched((launched) => launched.server.restart()),
    [COMMAND_IDS.toggleGrouping]: whenLaunched((launched) => launched.toggleGrouping()),
    [COMMAND_IDS.showOutput]: () => launcher.log.show(),
    [COMMAND_IDS.openDocs]: async () => {
      const { showPage } = await import('./show-page.js');
      await showPage(context, 'docs/editor.md');
    },
  };
  context.subscriptions.push(...Object.entries(handlers).map(([id, run]) => commands.registerCommand(id, run)));
}

async function withLaunched(launcher: Launcher, run: (launched: Launched) => unknown): Promise<void> {
  if (isEnabled()) {
    await run(await launcher.start());
    return;
  }
  const openSettings = 'Open Settings';
  const message = 'Coldlens is switched off here by the setting "coldlens.enable", or no folder is open.';
  if ((await window.showInformationMessage(message, openSettings)) === openSettings) {
    await commands.executeCommand('workbench.action.openSettings', 'coldlens.enable');
  }
}

import { LanguageStatusSeverity, languages, workspace } from 'vscode';
import type { StatusView } from '../model/protocol.js';
import { COMMAND_IDS } from './command-ids.js';
import { DOCUMENTS } from './documents.js';
import { statusText } from './status-text.js';

const severities = {
  information: LanguageStatusSeverity.Information,
  warning: LanguageStatusSeverity.Warning,
  error: LanguageStatusSeverity.Error,
} as const;

export function createStatusItem(): { show(status: StatusView): void; dispose(): void } {
  const item = languages.createLanguageStatusItem('coldlens.status', DOCUMENTS);
  item.name = 'Coldlens';
  item.command = { command: COMMAND_IDS.showOutput, title: 'Show Output' };
  return {
    show(status) {
      const { text, detail, isBusy, severity } = statusText(status, workspace.isTrusted);
      item.text = text;
      item.detail = detail;
      item.busy = isBusy;
      item.severity = severities[severity];
    },
    dispose: () => item.dispose(),
  };
}

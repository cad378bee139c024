import type { StatusView } from '../model/protocol.js';
import { count } from '../words/counts.js';
import { capitalized, joined } from '../words/lines.js';

export interface StatusText {
  readonly text: string;
  readonly detail: string;
  readonly isBusy: boolean;
  readonly severity: 'information' | 'warning' | 'error';
}

/** The status in the words of the language status item. */
export function statusText(status: StatusView, isTrusted: boolean): StatusText {
  const { state, functions, problems, message } = status;
  const detail = joined([
    'Coldlens',
    message,
    problems.length > 0 && count(problems.length, 'problem'),
    !isTrusted && 'Restricted Mode: config files that are code are not run',
  ]);
  if (state === 'analyzing') {
    return { text: 'Analyzing Lambda functions', detail, isBusy: true, severity: 'information' };
  }
  if (state === 'failed') {
    return { text: 'Analysis failed', detail, isBusy: false, severity: 'error' };
  }
  const text = functions === 0 ? 'No Lambda functions' : findingsText(status);
  return { text, detail, isBusy: false, severity: problems.length > 0 ? 'warning' : 'information' };
}

function findingsText({ findings, functions }: StatusView): string {
  return capitalized(`${count(findings, 'finding')} in ${count(functions, 'function')}`);
}

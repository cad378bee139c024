import { groupedText } from '../../lib/grouped-text.js';
import type { MessageData, Severity } from '../../model/finding.js';
import type { RuleSetting } from '../../model/options.js';
import type { OwnMessage, RuleMeta } from '../asking/define-rule.js';

type MessageSource = Pick<RuleMeta, 'messages' | 'severity'>;

/** The rule's message, filled in. */
export function messageOf(meta: MessageSource, messageId: string, data: MessageData = {}): string {
  const template = ownMessage(meta, messageId).text;
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => wordOf(data[name] ?? whole));
}

function wordOf(value: MessageData[string]): string {
  return typeof value === 'number' ? groupedText(value) : String(value);
}

/** How loud a problem is told under a rule's setting; `undefined` where it is not told at all. */
export function severityOf(
  meta: MessageSource,
  { messageId, severity }: { readonly messageId: string; readonly severity?: Severity },
  { level, isStrict }: RuleSetting,
): Severity | undefined {
  const own = ownMessage(meta, messageId);
  if (level === 'off' || (own.preset === 'strict' && !isStrict)) return undefined;
  if (severity !== undefined || own.severity === undefined) return severity ?? level;
  return level === meta.severity ? own.severity : milder(own.severity, level);
}

function ownMessage({ messages }: MessageSource, messageId: string): OwnMessage {
  const message = messages[messageId] ?? messageId;
  return typeof message === 'string' ? { text: message } : message;
}

const FROM_MILD: readonly Severity[] = ['info', 'warning', 'error'];

function milder(a: Severity, b: Severity): Severity {
  return FROM_MILD.indexOf(a) < FROM_MILD.indexOf(b) ? a : b;
}

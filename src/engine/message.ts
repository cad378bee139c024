import type { MessageData } from '../model/finding.js';
import type { RuleMeta } from './define-rule.js';

/** The rule's message, filled in. */
export function messageOf({ messages }: Pick<RuleMeta, 'messages'>, messageId: string, data: MessageData = {}): string {
  const template = messages[messageId] ?? messageId;
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(data[name] ?? whole));
}

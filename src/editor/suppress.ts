import { window } from 'vscode';
import { SUPPRESS_REQUEST, type Suppression, type SuppressParams } from '../model/protocol.js';
import type { Launched } from './launch.js';

/** Asks why a rule shall be silent, and has the server write the comment. An empty answer is one; Escape leaves all as it was. */
export async function suppress({ server }: Launched, suppression: Suppression): Promise<void> {
  const { ruleId, scope } = suppression;
  const reason = await window.showInputBox({
    title: `Silence ${ruleId} for this ${scope}`,
    prompt: 'Why is the code right as it is? The answer becomes part of the comment.',
  });
  if (reason !== undefined) {
    const params: SuppressParams = { ...suppression, reason };
    await server.request(SUPPRESS_REQUEST, params);
  }
}

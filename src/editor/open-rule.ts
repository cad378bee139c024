import { type ExtensionContext, window } from 'vscode';
import { rulesOf } from './rule-list.js';
import { showPage } from './show-page.js';
import type { TreeLine } from './tree-nodes.js';

/** Shows a rule's page. Lenses and code actions hand over an id, the tree a node; the command palette nothing. */
export async function openRule(context: ExtensionContext, rule: unknown): Promise<void> {
  const rules = rulesOf(context.extension.packageJSON);
  const asked = typeof rule === 'string' ? rule : (rule as TreeLine | undefined)?.ruleId;
  const picks = rules.map(({ id, summary }) => ({ label: id, detail: summary }));
  const id = asked ?? (await window.showQuickPick(picks, { title: 'Open Rule Page', matchOnDetail: true }))?.label;
  if (rules.some((each) => each.id === id)) {
    await showPage(context, `docs/rules/${id}.md`);
  } else if (id !== undefined) {
    await window.showWarningMessage(`There is no rule "${id}".`);
  }
}

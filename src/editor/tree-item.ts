import { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri } from 'vscode';
import type { Severity } from '../model/finding.js';
import { rangeOf } from './places.js';
import type { TreeLine } from './tree-nodes.js';

const icons: Readonly<Record<Severity, ThemeIcon>> = {
  error: new ThemeIcon('error', new ThemeColor('problemsErrorIcon.foreground')),
  warning: new ThemeIcon('warning', new ThemeColor('problemsWarningIcon.foreground')),
  info: new ThemeIcon('info', new ThemeColor('problemsInfoIcon.foreground')),
};
const fine = new ThemeIcon('pass', new ThemeColor('testing.iconPassed'));

export function toTreeItem(node: TreeLine): TreeItem {
  const item = new TreeItem(node.label, collapsibleState(node));
  item.id = node.id;
  item.description = node.description;
  item.contextValue = node.ruleId === undefined ? node.kind : `${node.kind} hasRule`;
  item.iconPath = node.severity ? icons[node.severity] : node.kind === 'file' ? ThemeIcon.File : fine;
  if (node.tooltip) {
    item.tooltip = new MarkdownString(node.tooltip);
  }
  if (node.uri) {
    item.resourceUri = Uri.parse(node.uri);
  }
  if (node.place) {
    const selection = rangeOf(node.place);
    item.command = { command: 'vscode.open', title: 'Open', arguments: [Uri.parse(node.place.uri), { selection }] };
  }
  return item;
}

function collapsibleState({ kind, children }: TreeLine): TreeItemCollapsibleState {
  if (children.length === 0) return TreeItemCollapsibleState.None;
  return kind === 'function' ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.Expanded;
}

import { EventEmitter, type Memento, type TreeDataProvider, type TreeView, window } from 'vscode';
import type { FunctionsView } from '../model/protocol.js';
import { count } from '../words/counts.js';
import { FUNCTIONS_VIEW } from './command-ids.js';
import { workspaceNames } from './places.js';
import { toTreeItem } from './tree-item.js';
import { functionNodes, type Grouping, type TreeLine } from './tree-nodes.js';

export interface FunctionsTree {
  show(view: FunctionsView): void;
  toggleGrouping(): void;
  dispose(): void;
}

const groupingKey = 'grouping';

export function createFunctionsTree(memory: Memento): FunctionsTree {
  const changes = new EventEmitter<void>();
  let shown: FunctionsView = { functions: [] };
  const provider: TreeDataProvider<TreeLine> = {
    onDidChangeTreeData: changes.event,
    getTreeItem: toTreeItem,
    getChildren: (node) => [...(node?.children ?? functionNodes(shown, grouping(memory), workspaceNames))],
  };
  const tree = window.createTreeView(FUNCTIONS_VIEW, { treeDataProvider: provider, showCollapseAll: true });
  return {
    show(view) {
      shown = view;
      tree.badge = badge(view);
      changes.fire();
    },
    toggleGrouping() {
      void memory.update(groupingKey, grouping(memory) === 'file' ? 'rule' : 'file');
      changes.fire();
    },
    dispose() {
      tree.dispose();
      changes.dispose();
    },
  };
}

function grouping(memory: Memento): Grouping {
  return memory.get<Grouping>(groupingKey, 'file');
}

/** A finding that several functions reach counts once. */
function badge({ functions }: FunctionsView): TreeView<TreeLine>['badge'] {
  const places = functions.flatMap(({ findings }) =>
    findings.map(({ ruleId, uri, range }) => JSON.stringify([ruleId, uri, range])),
  );
  const value = new Set(places).size;
  return value > 0 ? { value, tooltip: count(value, 'finding') } : undefined;
}

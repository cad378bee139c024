import type { Severity } from '../model/finding.js';
import type { FindingView, FunctionsView, FunctionView, Location } from '../model/protocol.js';
import { count } from '../words/counts.js';
import { joined } from '../words/lines.js';
import { quantityText } from '../words/settings.js';
import type { PlaceNames } from './names.js';
import { worst } from './severity.js';
import { findingTooltip, functionTooltip } from './tooltips.js';

export type Grouping = 'file' | 'rule';

/** A line of the tree, in plain data; `functions-tree.ts` shows it. */
export interface TreeLine {
  /** Unique in the tree, and the same after the next analysis, so that what is open stays open. */
  readonly id: string;
  readonly kind: 'function' | 'file' | 'rule' | 'finding';
  readonly label: string;
  readonly description: string;
  /** Markdown. */
  readonly tooltip?: string;
  readonly severity?: Severity;
  /** Where a click leads. */
  readonly place?: Location;
  /** The file that a group stands for. */
  readonly uri?: string;
  /** The function that a line stands for. */
  readonly target?: { readonly functionId: string; readonly folder: string };
  /** The rule whose page can be opened from here. */
  readonly ruleId?: string;
  readonly children: readonly TreeLine[];
}

export function functionNodes(
  { functions }: FunctionsView,
  grouping: Grouping,
  names: PlaceNames,
): readonly TreeLine[] {
  return functions
    .map((each) => functionNode(each, grouping, names))
    .sort((a, b) => order(a.label, b.label) || order(a.id, b.id));
}

function functionNode(view: FunctionView, grouping: Grouping, names: PlaceNames): TreeLine {
  const id = `${view.folder}#${view.id}`;
  const { findings } = view;
  return {
    id,
    kind: 'function',
    label: view.name,
    description: joined([
      names.folder(view.folder),
      count(findings.length, 'finding'),
      view.size?.split(' · ')[0],
      view.runtime,
      view.memoryMb !== undefined && quantityText(view.memoryMb, 'MB'),
    ]),
    tooltip: functionTooltip(view, names),
    severity: worst(findings.map(({ severity }) => severity)),
    place: view.handler,
    target: { functionId: view.id, folder: view.folder },
    children: grouping === 'file' ? fileNodes(id, findings, names) : ruleNodes(id, findings, names),
  };
}

function fileNodes(parent: string, findings: readonly FindingView[], names: PlaceNames): readonly TreeLine[] {
  return groups(findings, ({ uri }) => uri).map(([uri, own]) => {
    const { folder, name } = splitPath(names.path(uri));
    const label = (finding: FindingView) => ({
      label: `${finding.ruleId}${at(finding)}`,
      description: finding.message,
    });
    const id = `${parent}#${uri}`;
    return { id, kind: 'file', label: name, description: folder, uri, children: findingNodes(id, own, label) };
  });
}

function ruleNodes(parent: string, findings: readonly FindingView[], names: PlaceNames): readonly TreeLine[] {
  return groups(findings, ({ ruleId }) => ruleId).map(([ruleId, own]) => {
    const label = (finding: FindingView) => {
      const { folder, name } = splitPath(names.path(finding.uri));
      return { label: `${name}${at(finding)}`, description: folder };
    };
    const id = `${parent}#${ruleId}`;
    return {
      id,
      kind: 'rule',
      label: ruleId,
      description: count(own.length, 'finding'),
      severity: worst(own.map(({ severity }) => severity)),
      ruleId,
      children: findingNodes(id, own, label),
    };
  });
}

function findingNodes(
  parent: string,
  findings: readonly FindingView[],
  text: (finding: FindingView) => { label: string; description: string },
): readonly TreeLine[] {
  return [...findings].sort(byPlace).map((finding, index) => ({
    id: `${parent}#${index}`,
    kind: 'finding',
    ...text(finding),
    tooltip: findingTooltip(finding),
    severity: finding.severity,
    place: finding,
    ruleId: finding.ruleId,
    children: [],
  }));
}

function groups(
  findings: readonly FindingView[],
  key: (finding: FindingView) => string,
): readonly (readonly [string, readonly FindingView[]])[] {
  const keys = [...new Set(findings.map(key))].sort(order);
  return keys.map((each) => [each, findings.filter((finding) => key(finding) === each)]);
}

function at({ range: { start } }: Location): string {
  return `:${start.line + 1}:${start.character + 1}`;
}

function splitPath(path: string): { folder: string; name: string } {
  const slash = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(slash, 0)), name: path.slice(slash + 1) };
}

function byPlace(a: Location, b: Location): number {
  const [first, second] = [a.range.start, b.range.start];
  return order(a.uri, b.uri) || first.line - second.line || first.character - second.character;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

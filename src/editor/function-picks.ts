import { inLabel } from '../lib/foreign-text.js';
import type { Severity } from '../model/finding.js';
import type { FindingView, FunctionsView, FunctionView, Location } from '../model/protocol.js';
import { count } from '../words/counts.js';
import { joined } from '../words/lines.js';
import type { PlaceNames } from './names.js';

/** A line of a quick pick, in plain data. */
export interface PlacePick {
  readonly label: string;
  readonly description: string;
  readonly detail?: string;
  readonly place: Location;
}

export interface FunctionPick {
  readonly label: string;
  readonly description: string;
  readonly view: FunctionView;
}

const icons: Readonly<Record<Severity, string>> = { error: '$(error)', warning: '$(warning)', info: '$(info)' };

export function functionPicks({ functions }: FunctionsView, names: PlaceNames): readonly FunctionPick[] {
  return functions.map((view) => ({
    label: inLabel(view.name),
    description: joined([count(view.findings.length, 'finding'), view.size, names.folder(view.folder)]),
    view,
  }));
}

/** A function's findings, then where it begins and where it is declared. */
export function placePicks(view: FunctionView, names: PlaceNames): readonly PlacePick[] {
  return [
    ...view.findings.map((finding) => findingPick(finding, names)),
    { label: '$(symbol-function) Handler', description: where(view.handler, names), place: view.handler },
    { label: '$(file-code) Declaration', description: where(view.declaredIn, names), place: view.declaredIn },
  ];
}

function findingPick(finding: FindingView, names: PlaceNames): PlacePick {
  const { severity, ruleId, message } = finding;
  return {
    label: `${icons[severity]} ${ruleId}`,
    description: where(finding, names),
    detail: message,
    place: finding,
  };
}

function where(place: Location, names: PlaceNames): string {
  return `${names.path(place.uri)}:${place.range.start.line + 1}`;
}

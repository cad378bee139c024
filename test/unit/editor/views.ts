import type { FindingView, FunctionView, Location } from '../../../src/model/protocol.js';

/** Made-up answers of the server. Lines are 0-based, as on the wire. */
const root = 'file:///project';

export function place(path: string, line: number, character = 0): Location {
  const position = { line, character };
  return { uri: `${root}/${path}`, range: { start: position, end: position } };
}

export function finding(ruleId: string, at: Location, given: Partial<FindingView> = {}): FindingView {
  return { ...at, ruleId, severity: 'warning', message: `About ${ruleId}.`, callPath: [], ...given };
}

export function fn(name: string, given: Partial<FunctionView> = {}): FunctionView {
  return {
    id: `template.yaml#${name}`,
    folder: root,
    name,
    handler: place(`src/${name}.ts`, 4),
    declaredIn: { ...place('template.yaml', 9), kind: 'sam' },
    events: [],
    findings: [],
    ...given,
  };
}

export const names = { path: (uri: string) => uri.slice(root.length + 1), folder: () => undefined };

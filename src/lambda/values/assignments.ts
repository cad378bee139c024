import { ts } from 'ts-morph';
import { memberName, unwrap } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import type { ModuleGraph } from '../modules/modules.js';

/** What is assigned after the declaration. */
export interface AssignmentIndex {
  /** Right sides of `name = …` for a declared name. */
  toBinding(declaration: ts.Declaration): readonly ts.Expression[];
  /** `object.name = value` in a file. */
  toMember(file: ts.SourceFile, name: string): readonly { object: ts.Expression; value: ts.Expression }[];
}

export function createAssignmentIndex(graph: ModuleGraph): AssignmentIndex {
  const bindings = new Map<ts.Declaration, ts.Expression[]>();
  const members = new Map<ts.SourceFile, Map<string, { object: ts.Expression; value: ts.Expression }[]>>();
  for (const { file, facts } of graph.modules.values()) {
    const byName = new Map<string, { object: ts.Expression; value: ts.Expression }[]>();
    members.set(file, byName);
    for (const { left, right } of facts.assignments) {
      const target = unwrap(left);
      const name = memberName(target);
      if (ts.isIdentifier(target)) {
        const declaration = lookup(target)?.node;
        if (declaration) bindings.set(declaration, [...(bindings.get(declaration) ?? []), right]);
      } else if (name !== undefined) {
        const object = unwrap((target as ts.PropertyAccessExpression).expression);
        byName.set(name, [...(byName.get(name) ?? []), { object, value: right }]);
      }
    }
  }
  return {
    toBinding: (declaration) => bindings.get(declaration) ?? [],
    toMember: (file, name) => members.get(file)?.get(name) ?? [],
  };
}

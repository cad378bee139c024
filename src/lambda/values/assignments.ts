import { ts } from 'ts-morph';
import { memberName, unwrap } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import type { ModuleGraph } from '../modules/modules.js';

interface MemberAssignment {
  readonly object: ts.Expression;
  readonly value: ts.Expression;
}

/** What is assigned after the declaration. */
export interface AssignmentIndex {
  /** Right sides of `name = …` for a declared name. */
  toBinding(declaration: ts.Declaration): readonly ts.Expression[];
  /** `object.name = value` in the file, and in others unless the object is `this`. */
  toMember(name: string, file?: ts.SourceFile): readonly MemberAssignment[];
  /** Right sides of `name = …` for a name that nothing declares. */
  toGlobal(name: string): readonly ts.Expression[];
}

export function createAssignmentIndex(graph: ModuleGraph): AssignmentIndex {
  const bindings = new Map<ts.Declaration, ts.Expression[]>();
  const globals = new Map<string, ts.Expression[]>();
  const members = new Map<string, MemberAssignment[]>();
  const ofThis = new Map<ts.SourceFile, Map<string, MemberAssignment[]>>();
  for (const { file, facts } of graph.modules.values()) {
    const byName = new Map<string, MemberAssignment[]>();
    ofThis.set(file, byName);
    for (const { left, right } of facts.assignments) {
      const target = unwrap(left);
      const name = memberName(target);
      if (ts.isIdentifier(target)) {
        const declaration = lookup(target)?.node;
        if (declaration) add(bindings, declaration, right);
        else add(globals, target.text, right);
      } else if (name !== undefined) {
        const object = unwrap((target as ts.PropertyAccessExpression).expression);
        const isThis = object.kind === ts.SyntaxKind.ThisKeyword;
        add(isThis ? byName : members, name, { object, value: right });
      }
    }
  }
  return {
    toBinding: (declaration) => bindings.get(declaration) ?? [],
    toMember: (name, file) => {
      const own = file && ofThis.get(file)?.get(name);
      const others = members.get(name) ?? [];
      return own ? [...own, ...others] : others;
    },
    toGlobal: (name) => globals.get(name) ?? [],
  };
}

function add<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = lists.get(key);
  if (known) known.push(value);
  else lists.set(key, [value]);
}

import { ts } from 'ts-morph';
import { isAssigning, walk } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import { oncePer } from '../../lib/memoise.js';

type Assigned = ReadonlyMap<ts.Declaration, readonly ts.Expression[]>;

const assignmentsIn = oncePer(assignedIn);

/** What the variable is set to after it was declared: `process.env` of `let saved; beforeEach(() => { saved = process.env; })`. */
export function assignedTo(declaration: ts.Declaration): readonly ts.Expression[] {
  return assignmentsIn(declaration.getSourceFile()).get(declaration) ?? [];
}

function assignedIn(file: ts.SourceFile): Assigned {
  const assigned = new Map<ts.Declaration, ts.Expression[]>();
  const visit = (node: ts.Node): void => {
    if (!isAssigning(node) || !ts.isIdentifier(node.left)) return;
    const declaration = lookup(node.left)?.node;
    if (declaration) assigned.set(declaration, [...(assigned.get(declaration) ?? []), node.right]);
  };
  walk(file, visit, 'nested');
  return assigned;
}

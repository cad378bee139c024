import { ts } from 'ts-morph';
import { isAssigning, nameText, unwrap, walk } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import { oncePer } from '../../lib/memoise.js';

/** What a variable is set to: a value, or the members that a pattern takes from it. */
interface Assignment {
  readonly value: ts.Expression;
  readonly taken: readonly string[];
}

type Assigned = ReadonlyMap<ts.Declaration, readonly Assignment[]>;

const assignmentsIn = oncePer(assignedIn);

/** What the variable is set to after it was declared: `process.env` of `let saved; beforeEach(() => { saved = process.env; })`. */
export function assignedTo(declaration: ts.Declaration): readonly ts.Expression[] {
  return assignmentsTo(declaration).flatMap(({ value, taken }) => (taken.length > 0 ? [] : [value]));
}

/** Also by a pattern: `({ config } = await import('./config'))`. */
export function assignmentsTo(declaration: ts.Declaration): readonly Assignment[] {
  return assignmentsIn(declaration.getSourceFile()).get(declaration) ?? [];
}

function assignedIn(file: ts.SourceFile): Assigned {
  const assigned = new Map<ts.Declaration, Assignment[]>();
  const visit = (node: ts.Node): void => {
    if (!isAssigning(node)) return;
    for (const { name, taken } of namesIn(node.left, [])) {
      const declaration = lookup(name)?.node;
      const assignment = { value: node.right, taken };
      if (declaration) assigned.set(declaration, [...(assigned.get(declaration) ?? []), assignment]);
    }
  };
  walk(file, visit, 'nested');
  return assigned;
}

interface AssignedName {
  readonly name: ts.Identifier;
  readonly taken: readonly string[];
}

/** The variables that an assignment sets, and what of the right side each gets. */
function namesIn(node: ts.Expression, taken: readonly string[]): readonly AssignedName[] {
  const target = unwrap(node);
  if (ts.isIdentifier(target)) return [{ name: target, taken }];
  if (!ts.isObjectLiteralExpression(target)) return [];
  return target.properties.flatMap((each): readonly AssignedName[] => {
    const inner = [...taken, nameText(each.name) ?? '*'];
    if (ts.isShorthandPropertyAssignment(each)) return [{ name: each.name, taken: inner }];
    return ts.isPropertyAssignment(each) ? namesIn(each.initializer, inner) : [];
  });
}

import { ts } from 'ts-morph';
import { memberName, nameText, walk } from '../../../ast/nodes.js';
import type { Program } from '../../../lambda/program.js';
import { oncePer } from '../../../lib/memoise.js';

/** `deps.s3`, `{ s3 }` of `const { s3 } = deps`, `{ s3 }` of an import or of `export … from`; the import itself for `default`. */
export type MemberRead = ts.Expression | ts.BindingElement | ts.ImportSpecifier | ts.ImportClause | ts.ExportSpecifier;

/** Every place of the code that takes a member of that name out of something. */
export function readsOfMember(name: string, program: Program): readonly MemberRead[] {
  return readsIn(program).get(name) ?? [];
}

const readsIn = oncePer((program: Program): ReadonlyMap<string, readonly MemberRead[]> => {
  const all = new Map<string, MemberRead[]>();
  const visit = (node: ts.Node): void => {
    const name = nameRead(node);
    if (name === undefined) return;
    const list = all.get(name);
    if (list) list.push(node as MemberRead);
    else all.set(name, [node as MemberRead]);
  };
  for (const { file } of program.modules.values()) walk(file, visit, 'nested');
  return all;
});

function nameRead(node: ts.Node): string | undefined {
  if (ts.isBindingElement(node))
    return ts.isObjectBindingPattern(node.parent) ? nameText(node.propertyName ?? node.name) : undefined;
  if (ts.isImportSpecifier(node)) return (node.propertyName ?? node.name).text;
  if (ts.isExportSpecifier(node)) return node.parent.parent.moduleSpecifier && (node.propertyName ?? node.name).text;
  if (ts.isImportClause(node)) return node.name && 'default';
  return memberName(node);
}

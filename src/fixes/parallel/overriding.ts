import { ts } from 'ts-morph';
import { type ClassNode, type FunctionNode, isClassNode, memberName, nameText, unwrap } from '../../ast/nodes.js';
import { type ClassIndex, createClassIndex } from '../../lambda/modules/class-index.js';
import type { Program } from '../../lambda/program.js';
import { oncePer } from '../../lib/memoise.js';

/** What `this.hook()` may lead to beside the method of its own class: those by which a class that extends it replaces that one. */
export function overridingMethods(call: ts.CallExpression, program: Program): readonly FunctionNode[] {
  const callee = unwrap(call.expression);
  const name = memberName(callee);
  if (name === undefined || !ts.isPropertyAccessExpression(callee)) return [];
  if (unwrap(callee.expression).kind !== ts.SyntaxKind.ThisKeyword) return [];
  const home = ts.findAncestor(call, isClassNode);
  return home ? [...heirsOf(home, indexOf(program))].flatMap((heir) => methodsOf(heir, name)) : [];
}

function heirsOf(node: ClassNode, index: ClassIndex, seen = new Set<ClassNode>()): ReadonlySet<ClassNode> {
  for (const heir of index.subclassesOf(node)) {
    if (seen.has(heir)) continue;
    seen.add(heir);
    heirsOf(heir, index, seen);
  }
  return seen;
}

function methodsOf({ members }: ClassNode, name: string): readonly FunctionNode[] {
  return members.filter((each) => ts.isMethodDeclaration(each)).filter((each) => nameText(each.name) === name);
}

const indexOf = oncePer((program: Program) => createClassIndex(program.graph));

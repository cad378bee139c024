import { ts } from 'ts-morph';
import { isNamespace, lookupName } from '../../ast/scope.js';
import { type Evaluation, NONE } from './evaluation.js';
import type { Denoted } from './value.js';

/** What a namespace holds under a name; several declarations of one name in a block are one namespace. */
export function ofNamespace(e: Evaluation, node: ts.ModuleDeclaration, name: string): readonly Denoted[] {
  // Of `namespace Shop.Orders { … }` the inner one stands in no block.
  if (ts.isModuleDeclaration(node.parent)) return isNamespace(node) ? ofBody(e, node.body, name) : NONE;
  return ofNamespaces(e, node.name.text, node.parent, name);
}

/** What namespaces add to a class or a function of their name. */
export function addedByNamespaces(
  e: Evaluation,
  node: ts.Declaration & { readonly name?: ts.Node },
  name: string,
): readonly Denoted[] {
  return node.name && ts.isIdentifier(node.name) ? ofNamespaces(e, node.name.text, node.parent, name) : NONE;
}

function ofNamespaces(e: Evaluation, namespace: string, block: ts.Node, name: string): readonly Denoted[] {
  if (!ts.isSourceFile(block) && !ts.isModuleBlock(block)) return NONE;
  const declared = block.statements.filter(isNamespace).filter((each) => each.name.text === namespace);
  return declared.flatMap(({ body }) => ofBody(e, body, name));
}

function ofBody(e: Evaluation, body: ts.NamespaceBody, name: string): readonly Denoted[] {
  // `namespace Shop.Orders { … }`
  if (!ts.isModuleBlock(body)) return body.name.text === name ? [{ kind: 'namespace', node: body }] : NONE;
  const binding = lookupName(name, body);
  return binding?.scope === body ? e.declared(binding.node) : NONE;
}

import { ts } from 'ts-morph';
import { memberName, unwrap } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import type { Foundation } from '../foundation.js';
import { importedBy } from '../replacements/sources.js';
import { definitionOf } from '../values/definition.js';
import type { Denoted, GlobalName } from '../values/value.js';

/** `process.env`, or a name for it: `const { env } = process`, `import { env } from 'node:process'`. */
export function isEnvironment(node: ts.Node, program: Foundation): node is ts.Expression {
  if (memberName(node) === 'env') return isProcess(unwrap((node as ts.PropertyAccessExpression).expression));
  if (!ts.isIdentifier(node)) return false;
  const declaration = lookup(node)?.node;
  const imported = declaration && importedBy(declaration);
  if (imported && /^(node:)?process$/.test(imported.specifier)) return imported.name === 'env';
  const definition = definitionOf(node, program.modules);
  if (!definition) return false;
  if (ts.isBindingElement(definition)) {
    const holder = definition.parent.parent;
    const name = (definition.propertyName ?? definition.name).getText();
    return name === 'env' && ts.isVariableDeclaration(holder) && !!holder.initializer && isProcess(holder.initializer);
  }
  return ts.isVariableDeclaration(definition) && !!definition.initializer && isPlainEnvironment(definition.initializer);
}

function isPlainEnvironment(node: ts.Expression): boolean {
  return memberName(unwrap(node)) === 'env' && isProcess((unwrap(node) as ts.PropertyAccessExpression).expression);
}

/** It is the environment, or may be: by way of members, parameters, calls and choices. */
export function mayBeEnvironment(node: ts.Expression, program: Foundation): boolean {
  return isEnvironment(node, program) || isGlobal(node, 'process.env', program);
}

export function isGlobal(node: ts.Expression, name: GlobalName, { values }: Foundation): boolean {
  return values.of(node).some((value) => value.kind === 'global' && value.name === name);
}

/** Also where it was imported. */
export function mayBeProcess(node: ts.Expression, program: Foundation): boolean {
  const isImported = (value: Denoted): boolean =>
    value.kind === 'external' && value.module === 'process' && value.path.length === 0;
  return isProcess(node) || isGlobal(node, 'process', program) || program.values.of(node).some(isImported);
}

function isProcess(node: ts.Expression): boolean {
  const at = unwrap(node);
  if (memberName(at) === 'process') return (at as ts.PropertyAccessExpression).expression.getText() === 'globalThis';
  if (!ts.isIdentifier(at)) return false;
  const declaration = lookup(at)?.node;
  if (!declaration) return at.text === 'process';
  const specifier = importedBy(declaration)?.specifier;
  return specifier !== undefined && /^(node:)?process$/.test(specifier);
}

import { ts } from 'ts-morph';
import { type CallNode, type FunctionNode, isClassNode, isFunctionNode, nameText, unwrap } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import { isByFunction } from './calls.js';
import { type Evaluation, NONE } from './evaluation.js';
import { copied, ofGlobal } from './globals.js';
import { imported, ofImportEquals } from './imports.js';
import { injectedKey } from './injection.js';
import { ofType } from './types.js';
import type { Denoted } from './value.js';

export function ofIdentifier(e: Evaluation, node: ts.Identifier): readonly Denoted[] {
  const binding = lookup(node);
  if (binding) return e.declared(binding.node);
  if (node.text === 'exports') return [{ kind: 'module', path: node.getSourceFile().fileName }];
  return [...ofGlobal(node.text), ...ofUndeclared(e, node.text)];
}

/** What code of ours sets in place of a name that nothing declares: `global.db = …`, `db = …`. */
export function ofUndeclared(e: Evaluation, name: string): readonly Denoted[] {
  const set = e.assigned.toMember(name);
  const plain = e.assigned.toGlobal(name);
  const first = set[0]?.value ?? plain[0];
  if (!first) return NONE;
  return e.memory.member(first, `global ${name}`, () => {
    const onGlobal = set.filter(({ object }) => e.of(object).some(isGlobalObject)).map(({ value }) => value);
    return [...onGlobal, ...plain].flatMap((value) => e.of(value));
  });
}

function isGlobalObject(value: Denoted): boolean {
  return value.kind === 'global' && value.name === 'globalThis';
}

export function ofDeclaration(e: Evaluation, node: ts.Declaration): readonly Denoted[] {
  if (ts.isVariableDeclaration(node)) return ofVariable(e, node);
  if (ts.isBindingElement(node)) return ofBindingElement(e, node);
  if (ts.isParameter(node)) return parameter(e, node);
  if (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node)) return [{ kind: 'function', node }];
  if (isClassNode(node)) return [{ kind: 'class', node }];
  if (ts.isImportSpecifier(node)) return imported(e, node, (node.propertyName ?? node.name).text);
  if (ts.isImportClause(node)) return imported(e, node, 'default');
  if (ts.isNamespaceImport(node)) return imported(e, node, '*');
  if (ts.isImportEqualsDeclaration(node)) return ofImportEquals(e, node);
  if (ts.isModuleDeclaration(node)) return [{ kind: 'namespace', node }];
  return NONE;
}

function ofVariable(e: Evaluation, node: ts.VariableDeclaration): readonly Denoted[] {
  const values = node.initializer ? [...e.of(node.initializer)] : [...ofIteration(e, node)];
  for (const right of e.assigned.toBinding(node)) values.push(...e.of(right));
  return withAnnotation(e, values, node.type);
}

/** `step` of `for (const step of steps)`. */
function ofIteration(e: Evaluation, node: ts.VariableDeclaration): readonly Denoted[] {
  const loop = node.parent.parent;
  return ts.isForOfStatement(loop) ? e.of(loop.expression).flatMap((value) => e.lists.elementsOf(value)) : NONE;
}

/**
 * What a type says, where the value itself says nothing, or only that a library made it: `const db: Store = container.resolve('Store')`
 * is an object of ours.
 */
export function withAnnotation(
  e: Evaluation,
  values: readonly Denoted[],
  type: ts.TypeNode | undefined,
): readonly Denoted[] {
  if (!type) return values;
  if (values.length === 0) return ofType(e, type);
  if (!values.every((value) => value.kind === 'made')) return values;
  return [...values, ...ofType(e, type).filter((value) => value.kind === 'instance')];
}

function ofBindingElement(e: Evaluation, node: ts.BindingElement): readonly Denoted[] {
  const values = [...ofPattern(e, node)];
  if (node.initializer) values.push(...e.of(node.initializer));
  return values;
}

function ofPattern(e: Evaluation, node: ts.BindingElement): readonly Denoted[] {
  const pattern = node.parent;
  const holder = pattern.parent;
  const whole = ts.isBindingElement(holder) ? ofBindingElement(e, holder) : ofDeclaration(e, holder);
  if (node.dotDotDotToken) return ts.isObjectBindingPattern(pattern) ? copied(whole) : NONE;
  if (ts.isArrayBindingPattern(pattern)) {
    const index = pattern.elements.indexOf(node);
    return whole.flatMap((value) => e.lists.elementAt(value, index));
  }
  const name = nameText(node.propertyName ?? node.name);
  return name === undefined ? NONE : e.membersOf(whole, name);
}

export function parameter(e: Evaluation, node: ts.ParameterDeclaration): readonly Denoted[] {
  e.memory.noteParameter();
  const callee = node.parent;
  const values: Denoted[] = node.initializer ? [...e.of(node.initializer)] : [];
  if (isFunctionNode(callee)) {
    const index = callee.parameters.filter((each) => nameText(each.name) !== 'this').indexOf(node);
    if (e.sites.areDoubtful(callee)) e.memory.noteDoubt();
    for (const call of e.sites.of(callee)) {
      const argument = argumentAt(e, call, index);
      if (argument) values.push(...e.of(argument));
    }
    for (const call of e.sites.handedAt(callee)) values.push(...e.lists.handed(call, index));
    values.push(...injectedInto(e, node), ...ofNames(e, callee, node));
  }
  return withAnnotation(e, values, node.type);
}

/** What `@inject(TYPES.Store)` asks for. */
export function injectedInto(e: Evaluation, node: ts.HasDecorators): readonly Denoted[] {
  const key = injectedKey(node);
  return key ? e.injection.given(key) : NONE;
}

/** awilix hands over an object with all that it knows, or what it knows by the name of the parameter. */
function ofNames(e: Evaluation, callee: FunctionNode, node: ts.ParameterDeclaration): readonly Denoted[] {
  const maker = ts.isConstructorDeclaration(callee) ? callee.parent : callee;
  if (!e.injection.isMadeByNames(maker)) return NONE;
  return [{ kind: 'cradle' }, ...(ts.isIdentifier(node.name) ? e.injection.given(node.name.text) : NONE)];
}

/** The argument that lands in the parameter; unknown behind a spread. */
function argumentAt(e: Evaluation, call: CallNode, index: number): ts.Expression | undefined {
  if (isByFunction(e, call, 'apply')) return elementAt(call.arguments?.[1], index);
  // `fn.call(self, a)`: the first argument is `this`.
  const shift = isByFunction(e, call, 'call') || isByFunction(e, call, 'bind') ? 1 : 0;
  return beforeSpread(call.arguments ?? [], index + shift);
}

/** `a` of `fn.apply(self, [a])` */
function elementAt(list: ts.Expression | undefined, index: number): ts.Expression | undefined {
  const literal = list && unwrap(list);
  return literal && ts.isArrayLiteralExpression(literal) ? beforeSpread(literal.elements, index) : undefined;
}

function beforeSpread(expressions: readonly ts.Expression[], index: number): ts.Expression | undefined {
  return expressions.slice(0, index + 1).some(ts.isSpreadElement) ? undefined : expressions[index];
}

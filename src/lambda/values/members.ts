import { ts } from 'ts-morph';
import { baseExpression, type ClassNode, type FunctionNode, hasModifier, nameText } from '../../ast/nodes.js';
import { assignedMember } from './assigned-members.js';
import { returnedValues } from './calls.js';
import { injectedInto, ofUndeclared, parameter, withAnnotation } from './declarations.js';
import { type Evaluation, NONE } from './evaluation.js';
import { memberOfGlobal, memberOfPackage } from './globals.js';
import { exported } from './imports.js';
import { constructedFrom } from './instantiate.js';
import { addedByNamespaces, ofNamespace } from './namespaces.js';
import type { Denoted, DenotedConstructed, DenotedGlobal, DenotedModule } from './value.js';

export function membersOf(e: Evaluation, values: readonly Denoted[], name: string): readonly Denoted[] {
  return values.flatMap((value) => member(e, value, name));
}

export function member(e: Evaluation, value: Denoted, name: string): readonly Denoted[] {
  switch (value.kind) {
    case 'external':
      // `require('x').default` is the package again.
      return [name === 'default' ? value : memberOfPackage(value, name)];
    case 'global':
      return [...memberOfGlobal(value, name), ...ofGlobalObject(e, value, name)];
    case 'module':
      return ofModuleMember(e, value, name);
    case 'made':
      if (name === 'cradle') return [{ kind: 'cradle' }];
      // `app.refresh = async () => …` on what a package made.
      return [{ kind: 'member', of: value, name }, ...(value.node ? assignedMember(e, value, name, undefined) : NONE)];
    case 'cradle':
      return e.injection.given(name);
    case 'member':
      return [{ kind: 'member', of: { kind: 'made', by: value }, name }];
    case 'object':
      return e.memory.member(value.node, name, () => collectObjectMember(e, value.node, name));
    case 'instance':
      return e.memory.member(value.node, name, () => ofInstanceMember(e, value.node, name));
    case 'class':
      return e.memory.member(value.node, `static ${name}`, () => ofStaticMember(e, value.node, name));
    case 'constructed':
      return e.memory.member(value.node, `new ${name}`, () => ofConstructedMember(e, value, name));
    case 'function':
      // `handler.bind(this)`
      if (name === 'bind' || name === 'call' || name === 'apply') return [value];
      if (name === 'prototype') return constructedFrom(value);
      return e.memory.member(value.node, name, () => ofFunctionMember(e, value.node, name));
    case 'namespace':
      return e.memory.member(value.node, name, () => ofNamespace(e, value.node, name));
    default:
      return NONE;
  }
}

function ofProperty(e: Evaluation, property: ts.ObjectLiteralElementLike): readonly Denoted[] {
  if (ts.isPropertyAssignment(property)) return e.of(property.initializer);
  if (ts.isShorthandPropertyAssignment(property)) return e.of(property.name);
  if (ts.isMethodDeclaration(property)) return [{ kind: 'function', node: property }];
  if (ts.isGetAccessorDeclaration(property)) return returnedValues(e, property);
  return NONE;
}

/** All that an object literal holds, and what it copies from other literals; `seen` ends those that copy each other. */
export function allProperties(
  e: Evaluation,
  node: ts.ObjectLiteralExpression,
  ofOther: (spread: Denoted) => readonly Denoted[],
  seen = new Set<ts.ObjectLiteralExpression>(),
): readonly Denoted[] {
  if (seen.has(node)) return NONE;
  seen.add(node);
  return node.properties.flatMap((property) => {
    if (!ts.isSpreadAssignment(property)) return ofProperty(e, property);
    return e
      .of(property.expression)
      .flatMap((each) => (each.kind === 'object' ? allProperties(e, each.node, ofOther, seen) : ofOther(each)));
  });
}

function collectObjectMember(e: Evaluation, node: ts.ObjectLiteralExpression, name: string): readonly Denoted[] {
  const values: Denoted[] = [];
  for (const property of node.properties) {
    if (ts.isSpreadAssignment(property)) values.push(...membersOf(e, e.of(property.expression), name));
    else if (nameText(property.name) === name) values.push(...ofProperty(e, property));
  }
  values.push(...assignedMember(e, { kind: 'object', node }, name, node.getSourceFile()));
  return values;
}

function ofInstanceMember(e: Evaluation, node: ClassNode, name: string): readonly Denoted[] {
  const own = ofClassMember(e, node, name, false);
  if (own.length > 0) return own;
  const inherited = baseOf(e, node).flatMap((base) =>
    base.kind === 'instance' ? ofInstanceMember(e, base.node, name) : member(e, base, name),
  );
  if (inherited.length > 0) return inherited;
  // Declared abstract, or called on an interface: whatever the subclasses do.
  return e.classes.subclassesOf(node).flatMap((subclass) => ofClassMember(e, subclass, name, false));
}

function ofStaticMember(e: Evaluation, node: ClassNode, name: string): readonly Denoted[] {
  if (name === 'prototype') return [{ kind: 'instance', node }];
  const own = [...ofClassMember(e, node, name, true), ...addedByNamespaces(e, node, name)];
  if (own.length > 0) return own;
  return baseOf(e, node).flatMap((base) => {
    if (base.kind === 'instance') return ofStaticMember(e, base.node, name);
    return base.kind === 'made' ? member(e, base.by, name) : NONE;
  });
}

function ofClassMember(e: Evaluation, node: ClassNode, name: string, isStatic: boolean): readonly Denoted[] {
  const values: Denoted[] = [];
  for (const element of node.members) {
    if (nameText(element.name) !== name || hasModifier(element, ts.SyntaxKind.StaticKeyword) !== isStatic) continue;
    if (ts.isMethodDeclaration(element) && element.body) values.push({ kind: 'function', node: element });
    else if (ts.isGetAccessorDeclaration(element)) values.push(...returnedValues(e, element));
    else if (ts.isPropertyDeclaration(element)) {
      if (element.initializer) values.push(...e.of(element.initializer));
      values.push(...ofAssignedProperty(e, node, name, isStatic), ...injectedInto(e, element));
      return withAnnotation(e, values, element.type);
    }
  }
  if (values.length > 0) return values;
  const property = isStatic ? undefined : parameterProperty(node, name);
  return property ? parameter(e, property) : ofAssignedProperty(e, node, name, isStatic);
}

function ofAssignedProperty(e: Evaluation, node: ClassNode, name: string, isStatic: boolean): readonly Denoted[] {
  return assignedMember(e, { kind: isStatic ? 'class' : 'instance', node }, name, node.getSourceFile());
}

function ofFunctionMember(e: Evaluation, node: FunctionNode, name: string): readonly Denoted[] {
  const given = assignedMember(e, { kind: 'function', node }, name, node.getSourceFile());
  return [...given, ...addedByNamespaces(e, node, name)];
}

/** What is put on the prototype, where that comes from, and what the function puts on `this`. */
function ofConstructedMember(e: Evaluation, value: DenotedConstructed, name: string): readonly Denoted[] {
  const file = value.node.getSourceFile();
  const own = assignedMember(e, value, name, file);
  if (own.length > 0) return own;
  const prototypes = assignedMember(e, { kind: 'function', node: value.node }, 'prototype', file);
  return e.membersOf(prototypes, name);
}

/** `global.db = …` in whichever file. */
function ofGlobalObject(e: Evaluation, value: DenotedGlobal, name: string): readonly Denoted[] {
  return value.name === 'globalThis' ? ofUndeclared(e, name) : NONE;
}

/** What a module exports, and what others put on it. */
function ofModuleMember(e: Evaluation, value: DenotedModule, name: string): readonly Denoted[] {
  const given = exported(e, value.path, name);
  return given.length > 0 ? given : assignedMember(e, value, name, e.graph.modules.get(value.path)?.file);
}

function parameterProperty(node: ClassNode, name: string): ts.ParameterDeclaration | undefined {
  const maker = node.members.find((element) => ts.isConstructorDeclaration(element) && element.body);
  if (!maker || !ts.isConstructorDeclaration(maker)) return undefined;
  return maker.parameters.find(
    (each) => nameText(each.name) === name && ts.isParameterPropertyDeclaration(each, maker),
  );
}

/** The base class as an instance of ours, or as something made by an external class. */
export function baseOf(e: Evaluation, node: ClassNode | undefined): readonly Denoted[] {
  const base = node && baseExpression(node);
  if (!base) return NONE;
  return e
    .of(base)
    .flatMap((value) => (value.kind === 'class' && isBelow(e, value.node, node) ? [] : constructedFrom(value)));
}

/** The class is the other one, or extends it: half-typed classes may extend each other, and then none is the base. */
function isBelow(e: Evaluation, node: ClassNode, other: ClassNode, seen = new Set<ClassNode>()): boolean {
  if (node === other) return true;
  const base = baseExpression(node);
  if (!base || seen.has(node)) return false;
  seen.add(node);
  return e.of(base).some((value) => value.kind === 'class' && isBelow(e, value.node, other, seen));
}

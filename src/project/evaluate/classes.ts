import { ts } from 'ts-morph';
import type { Evaluator } from './evaluator.js';
import { propertyKey } from './property-key.js';
import {
  ClassValue,
  FunctionValue,
  InstanceValue,
  LibraryObject,
  LibraryValue,
  Scope,
  Unknown,
  type Value,
} from './values.js';

/** Deeper inheritance than this is a cycle. */
const MAX_BASES = 20;

/** Evaluates the static members of a class that `hoist` declared. */
export function defineClass(evaluator: Evaluator, node: ts.ClassDeclaration, scope: Scope): void {
  const value = node.name ? scope.look(node.name.text) : evaluator.seen.get(node);
  if (!(value instanceof ClassValue)) return;
  defineStatics(evaluator, value);
  const isDefault = ts.getModifiers(node)?.some((each) => each.kind === ts.SyntaxKind.DefaultKeyword);
  if (isDefault) evaluator.modules.get(scope.file)?.exports.properties.set('default', value);
}

export function defineStatics(evaluator: Evaluator, value: ClassValue): void {
  const scope = new Scope(value.scope.file, value.scope, { value });
  for (const member of value.node.members) {
    if (!isStatic(member)) continue;
    const key = member.name && propertyKey(evaluator, member.name, scope);
    if (key === undefined) continue;
    if (ts.isPropertyDeclaration(member))
      value.statics.set(key, member.initializer && evaluator.evaluate(member.initializer, scope));
    if (ts.isMethodDeclaration(member)) value.statics.set(key, new FunctionValue(member, scope, value));
  }
}

/** `new` of a class of ours. */
export function instantiate(
  evaluator: Evaluator,
  type: ClassValue,
  args: readonly Value[],
  node: ts.Node,
): InstanceValue {
  const instance = new InstanceValue(type);
  evaluator.frames.push({ node, args });
  construct(evaluator, type, instance, args, node, 0);
  evaluator.frames.pop();
  return instance;
}

function construct(
  evaluator: Evaluator,
  type: ClassValue,
  instance: InstanceValue,
  args: readonly Value[],
  node: ts.Node,
  depth: number,
): void {
  evaluator.entered.add(type.node);
  if (depth > MAX_BASES) return;
  const scope = new Scope(type.scope.file, type.scope, { value: instance });
  const own = type.node.members.find(
    (each): each is ts.ConstructorDeclaration => ts.isConstructorDeclaration(each) && each.body !== undefined,
  );
  const callSuper = (superArgs: readonly Value[]) => {
    const base = baseOf(evaluator, type);
    if (base instanceof ClassValue) construct(evaluator, base, instance, superArgs, node, depth + 1);
    else {
      instance.base = makeBase(evaluator, base, superArgs, node);
      if (instance.base instanceof LibraryObject) instance.base.heir = instance;
    }
    setFields(evaluator, type, instance, scope);
  };
  scope.declare('super', new Unknown('super'));
  superCalls.set(scope, callSuper);
  if (own === undefined) {
    callSuper(args);
    return;
  }
  if (baseOf(evaluator, type) === undefined) setFields(evaluator, type, instance, scope);
  setParameterProperties(own, instance, args);
  evaluator.run(new FunctionValue(own, scope, instance), args);
}

const superCalls = new WeakMap<Scope, (args: readonly Value[]) => void>();

/** `super(…)` seen from inside a constructor. */
export function callSuperFrom(scope: Scope, args: readonly Value[]): void {
  for (let current: Scope | undefined = scope; current; current = current.parent) {
    const found = superCalls.get(current);
    if (!found) continue;
    found(args);
    return;
  }
}

function makeBase(
  evaluator: Evaluator,
  base: Value,
  args: readonly Value[],
  node: ts.Node,
): LibraryObject | Unknown | undefined {
  if (base === undefined) return undefined;
  if (!(base instanceof LibraryValue)) return new Unknown('its class extends what is not static');
  const object = new LibraryObject(base, args, node, [...evaluator.frames]);
  evaluator.created.push(object);
  return object;
}

/** The class that a class extends: ours, a library's, or nothing. */
function baseOf(evaluator: Evaluator, type: ClassValue): Value {
  const clause = type.node.heritageClauses?.find((each) => each.token === ts.SyntaxKind.ExtendsKeyword);
  const [parent] = clause?.types ?? [];
  return parent && evaluator.evaluate(parent.expression, type.scope);
}

function setFields(evaluator: Evaluator, type: ClassValue, instance: InstanceValue, scope: Scope): void {
  for (const member of type.node.members) {
    if (!ts.isPropertyDeclaration(member) || !member.initializer || isStatic(member)) continue;
    const key = propertyKey(evaluator, member.name, scope);
    if (key !== undefined) evaluator.journal.write(instance, key, evaluator.evaluate(member.initializer, scope));
  }
}

function setParameterProperties(
  { parameters }: ts.ConstructorDeclaration,
  instance: InstanceValue,
  args: readonly Value[],
): void {
  parameters.forEach((parameter, index) => {
    if (ts.getModifiers(parameter)?.length && ts.isIdentifier(parameter.name))
      instance.fields.set(parameter.name.text, args[index]);
  });
}

/** A method, or the value of a getter, of an instance's class or of the classes it extends. */
export function findClassMember(
  evaluator: Evaluator,
  type: ClassValue,
  instance: InstanceValue,
  name: string,
): { readonly value: Value } | undefined {
  let current: Value = type;
  for (let depth = 0; current instanceof ClassValue && depth < MAX_BASES; depth++) {
    const scope: Scope = new Scope(current.scope.file, current.scope, { value: instance });
    const member: ts.ClassElement | undefined = current.node.members.find(
      (each) => each.name && !isStatic(each) && each.name.getText() === name && hasBody(each),
    );
    if (member && ts.isMethodDeclaration(member)) return { value: new FunctionValue(member, scope, instance) };
    if (member && ts.isGetAccessorDeclaration(member))
      return { value: evaluator.call(new FunctionValue(member, scope, instance), [], member) };
    current = baseOf(evaluator, current);
  }
  return undefined;
}

/** What `super.name` means in a class: a member of the classes above it, or of what a library made of them. */
export function findSuperMember(
  evaluator: Evaluator,
  home: ts.ClassLikeDeclaration,
  instance: InstanceValue,
  name: string,
): { readonly value: Value } | undefined {
  let current: Value = instance.type;
  for (let depth = 0; depth < MAX_BASES; depth++) {
    if (!(current instanceof ClassValue)) return undefined;
    const base = baseOf(evaluator, current);
    if (current.node === home)
      return base instanceof ClassValue ? findClassMember(evaluator, base, instance, name) : undefined;
    current = base;
  }
  return undefined;
}

function hasBody(member: ts.ClassElement): boolean {
  return (ts.isMethodDeclaration(member) || ts.isGetAccessorDeclaration(member)) && member.body !== undefined;
}

function isStatic(member: ts.ClassElement): boolean {
  return (
    ts.canHaveModifiers(member) &&
    (ts.getModifiers(member)?.some((each) => each.kind === ts.SyntaxKind.StaticKeyword) ?? false)
  );
}

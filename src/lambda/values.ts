import { ts } from 'ts-morph';
import {
  type CallNode,
  type ClassNode,
  type FunctionNode,
  findAncestor,
  hasModifier,
  isClassNode,
  isFunctionNode,
  memberName,
  nameText,
  unwrap,
} from '../ast/nodes.js';
import { type Binding, lookup, lookupName } from '../ast/scope.js';
import { createClassIndex } from './class-index.js';
import { type ExportTarget, exportsOf, isModuleExports } from './exports.js';
import type { Module, ModuleGraph } from './modules.js';
import { type External, type Made, rootOf, sameValue, type Value } from './value.js';

/** Answers what an expression denotes. Several answers are possible; none means unknown. */
export interface Values {
  of(expression: ts.Expression): readonly Value[];
  member(value: Value, name: string): readonly Value[];
  exported(path: string, name: string): readonly Value[];
  /** What a call may return: of our own functions their `return`s, of an external a `made`. */
  returned(call: CallNode): readonly Value[];
  /** What calling `value` in `call` gives. */
  called(value: Value, call: CallNode): readonly Value[];
  parameter(parameter: ts.ParameterDeclaration): readonly Value[];
  /** Learns who calls a function, so that its parameters get values. True when that is news. */
  addCallSite(callee: FunctionNode, call: CallNode): boolean;
  callSitesOf(callee: FunctionNode): readonly CallNode[];
  /** Forgets answers that new call sites may have changed. */
  refresh(): void;
}

const MOST_VALUES = 12;
const DEEPEST = 60;
const NONE: readonly Value[] = [];

export function createValues(graph: ModuleGraph): Values {
  const memo = new Map<ts.Node, readonly Value[]>();
  const memberMemo = new Map<ts.Node, Map<string, readonly Value[]>>();
  const returnsMemo = new Map<FunctionNode, readonly Value[]>();
  const active = new Set<ts.Node>();
  const callSites = new Map<FunctionNode, CallNode[]>();
  const assigned = createAssignmentIndex(graph);
  let depth = 0;

  /** Remembers the answer; a node that asks for itself gets nothing, and what it answered meanwhile is not kept. */
  const remember = (node: ts.Node, compute: () => readonly Value[]): readonly Value[] => {
    const known = memo.get(node);
    if (known) return known;
    if (active.has(node) || depth > DEEPEST) return NONE;
    active.add(node);
    depth++;
    try {
      const values = distinct(compute());
      memo.set(node, values);
      return values;
    } finally {
      depth--;
      active.delete(node);
    }
  };

  /** A function's returns are not the function: they need a memory of their own. */
  const rememberReturns = (node: FunctionNode, compute: () => readonly Value[]): readonly Value[] => {
    const known = returnsMemo.get(node);
    if (known) return known;
    returnsMemo.set(node, NONE);
    const values = distinct(compute());
    returnsMemo.set(node, values);
    return values;
  };

  const of = (expression: ts.Expression): readonly Value[] => {
    const node = unwrap(expression);
    return remember(node, () => evaluate(node));
  };

  const evaluate = (node: ts.Expression): readonly Value[] => {
    if (ts.isIdentifier(node)) return ofIdentifier(node);
    if (isModuleExports(node)) return [{ kind: 'module', path: node.getSourceFile().fileName }];
    if (ts.isPropertyAccessExpression(node)) return membersOf(of(node.expression), node.name.text);
    if (ts.isElementAccessExpression(node)) return ofElement(node);
    if (ts.isCallExpression(node)) return returned(node);
    if (ts.isNewExpression(node)) return of(node.expression).flatMap((value) => construct(value, node));
    if (ts.isAwaitExpression(node)) return of(node.expression);
    if (ts.isConditionalExpression(node)) return [...of(node.whenTrue), ...of(node.whenFalse)];
    if (ts.isBinaryExpression(node)) return ofBinary(node);
    if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return [{ kind: 'function', node }];
    if (ts.isClassExpression(node)) return [{ kind: 'class', node }];
    if (ts.isObjectLiteralExpression(node)) return [{ kind: 'object', node }];
    if (ts.isArrayLiteralExpression(node)) return [{ kind: 'array', node }];
    if (node.kind === ts.SyntaxKind.ThisKeyword) return ofThis(node);
    if (node.kind === ts.SyntaxKind.SuperKeyword) return baseOf(findAncestor(node, isClassNode));
    return NONE;
  };

  const ofBinary = (node: ts.BinaryExpression): readonly Value[] => {
    switch (node.operatorToken.kind) {
      case ts.SyntaxKind.BarBarToken:
      case ts.SyntaxKind.QuestionQuestionToken:
      case ts.SyntaxKind.AmpersandAmpersandToken:
        return [...of(node.left), ...of(node.right)];
      case ts.SyntaxKind.EqualsToken:
      case ts.SyntaxKind.QuestionQuestionEqualsToken:
      case ts.SyntaxKind.BarBarEqualsToken:
      case ts.SyntaxKind.CommaToken:
        return of(node.right);
      default:
        return NONE;
    }
  };

  const ofElement = (node: ts.ElementAccessExpression): readonly Value[] => {
    const name = memberName(node);
    if (name !== undefined) return membersOf(of(node.expression), name);
    // A table of handlers, indexed by a value that only the run knows: any of them.
    return of(node.expression).flatMap((value) =>
      value.kind === 'object' ? allMembers(value.node) : elementsOf(value),
    );
  };

  const elementsOf = (value: Value): readonly Value[] =>
    value.kind === 'array'
      ? value.node.elements.flatMap((element) => (ts.isSpreadElement(element) ? NONE : of(element)))
      : NONE;

  const allMembers = (node: ts.ObjectLiteralExpression): readonly Value[] =>
    node.properties.flatMap((property) => ofProperty(property));

  const ofProperty = (property: ts.ObjectLiteralElementLike): readonly Value[] => {
    if (ts.isPropertyAssignment(property)) return of(property.initializer);
    if (ts.isShorthandPropertyAssignment(property)) return of(property.name);
    if (ts.isMethodDeclaration(property)) return [{ kind: 'function', node: property }];
    if (ts.isGetAccessorDeclaration(property)) return returnsOf(property);
    return NONE;
  };

  const ofIdentifier = (node: ts.Identifier): readonly Value[] => {
    const binding = lookup(node);
    return binding ? ofBinding(binding) : NONE;
  };

  const ofBinding = (binding: Binding): readonly Value[] => remember(binding.node, () => ofDeclaration(binding.node));

  const ofDeclaration = (node: ts.Declaration): readonly Value[] => {
    if (ts.isVariableDeclaration(node)) return ofVariable(node);
    if (ts.isBindingElement(node)) return ofBindingElement(node);
    if (ts.isParameter(node)) return parameter(node);
    if (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node)) return [{ kind: 'function', node }];
    if (isClassNode(node)) return [{ kind: 'class', node }];
    if (ts.isImportSpecifier(node)) return imported(node, (node.propertyName ?? node.name).text);
    if (ts.isImportClause(node)) return imported(node, 'default');
    if (ts.isNamespaceImport(node)) return imported(node, '*');
    if (ts.isImportEqualsDeclaration(node)) return ofImportEquals(node);
    return NONE;
  };

  const ofVariable = (node: ts.VariableDeclaration): readonly Value[] => {
    const values = node.initializer ? [...of(node.initializer)] : [];
    for (const right of assigned.toBinding(node)) values.push(...of(right));
    if (values.length === 0 && node.type) values.push(...ofType(node.type));
    return values;
  };

  const ofBindingElement = (node: ts.BindingElement): readonly Value[] => {
    const values = [...ofPattern(node)];
    if (node.initializer) values.push(...of(node.initializer));
    return values;
  };

  const ofPattern = (node: ts.BindingElement): readonly Value[] => {
    const pattern = node.parent;
    const holder = pattern.parent;
    const whole = ts.isBindingElement(holder) ? ofBindingElement(holder) : ofDeclaration(holder);
    if (node.dotDotDotToken) return ts.isObjectBindingPattern(pattern) ? whole : NONE;
    if (ts.isArrayBindingPattern(pattern)) {
      const index = pattern.elements.indexOf(node);
      return whole.flatMap((value) => {
        const element = value.kind === 'array' ? value.node.elements[index] : undefined;
        return element && !ts.isSpreadElement(element) ? of(element) : NONE;
      });
    }
    const name = nameText(node.propertyName ?? node.name);
    return name === undefined ? NONE : membersOf(whole, name);
  };

  const imported = (
    node: ts.ImportSpecifier | ts.ImportClause | ts.NamespaceImport,
    name: string,
  ): readonly Value[] => {
    const declaration = findAncestor(node, ts.isImportDeclaration)!;
    const { text } = declaration.moduleSpecifier as ts.StringLiteral;
    return fromModule(node.getSourceFile(), text, name);
  };

  const ofImportEquals = (node: ts.ImportEqualsDeclaration): readonly Value[] => {
    if (!ts.isExternalModuleReference(node.moduleReference)) return ofEntityName(node.moduleReference);
    const { expression } = node.moduleReference;
    return ts.isStringLiteral(expression) ? fromModule(node.getSourceFile(), expression.text, 'require') : NONE;
  };

  /** `name` is an export, `*` for the namespace, or `require` for what `require()` gives. */
  const fromModule = (file: ts.SourceFile, specifier: string, name: string): readonly Value[] => {
    const resolution = graph.modules.get(file.fileName)?.imports.get(specifier);
    if (!resolution || resolution.kind === 'missing') return NONE;
    if (resolution.kind === 'external') {
      const path = name === '*' || name === 'require' || name === 'default' ? [] : [name];
      return [{ kind: 'external', module: specifier.replace(/^node:/, ''), path }];
    }
    const { path } = resolution;
    if (name === 'require') return required(path);
    return name === '*' ? [{ kind: 'module', path }] : exported(path, name);
  };

  const required = (path: string): readonly Value[] => {
    const module = graph.modules.get(path);
    const whole = module ? exportsOf(module).whole.flatMap((node) => of(node)) : NONE;
    return [...whole, { kind: 'module', path }];
  };

  const exported = (path: string, name: string): readonly Value[] => exportedOnce(path, name, new Set());

  const exportedOnce = (path: string, name: string, seen: Set<string>): readonly Value[] => {
    const module = graph.modules.get(path);
    if (!module || seen.has(`${path}\0${name}`)) return NONE;
    seen.add(`${path}\0${name}`);
    const exports = exportsOf(module);
    const target = exports.named.get(name);
    if (target) return ofTarget(module, target, seen);
    if (exports.whole.length > 0) {
      const whole = exports.whole.flatMap((node) => of(node));
      return name === 'default' ? whole : membersOf(whole, name);
    }
    for (const specifier of exports.stars) {
      const resolution = module.imports.get(specifier);
      if (resolution?.kind === 'external') continue;
      const values = resolution?.kind === 'file' ? exportedOnce(resolution.path, name, seen) : NONE;
      if (values.length > 0) return values;
    }
    // A default import of a module without default export: the interop object.
    return name === 'default' && exports.named.size > 0 ? [{ kind: 'module', path }] : NONE;
  };

  const ofTarget = (module: Module, target: ExportTarget, seen: Set<string>): readonly Value[] => {
    if (target.kind === 'expression') return of(target.node);
    if (target.kind === 'declaration') return remember(target.node, () => ofDeclaration(target.node));
    if (target.kind === 'name') {
      const binding = lookupName(target.name, module.file);
      return binding ? ofBinding(binding) : NONE;
    }
    const resolution = module.imports.get(target.specifier);
    if (resolution?.kind !== 'file') return fromModule(module.file, target.specifier, target.name);
    return target.name === '*'
      ? [{ kind: 'module', path: resolution.path }]
      : exportedOnce(resolution.path, target.name, seen);
  };

  const membersOf = (values: readonly Value[], name: string): readonly Value[] =>
    values.flatMap((value) => member(value, name));

  const member = (value: Value, name: string): readonly Value[] => {
    switch (value.kind) {
      case 'external':
        // `require('x').default` is the package again.
        return [name === 'default' ? value : { ...value, path: [...value.path, name] }];
      case 'module':
        return exported(value.path, name);
      case 'made':
        return [{ kind: 'member', of: value, name }];
      case 'member':
        return [{ kind: 'member', of: { kind: 'made', by: value }, name }];
      case 'object':
        return memberOnce(value.node, name, () => collectObjectMember(value.node, name));
      case 'instance':
        return memberOnce(value.node, name, () => ofInstanceMember(value.node, name));
      case 'class':
        return memberOnce(value.node, `static ${name}`, () => ofStaticMember(value.node, name));
      case 'function':
        // `handler.bind(this)`; otherwise a property hung on a function, which tells nothing.
        return name === 'bind' || name === 'call' || name === 'apply' ? [value] : NONE;
      default:
        return NONE;
    }
  };

  /** Objects that spread themselves, and classes that extend each other, ask for the same member again. */
  const memberOnce = (node: ts.Node, name: string, compute: () => readonly Value[]): readonly Value[] => {
    const byName = memberMemo.get(node) ?? new Map<string, readonly Value[]>();
    memberMemo.set(node, byName);
    const known = byName.get(name);
    if (known) return known;
    byName.set(name, NONE);
    const values = distinct(compute());
    byName.set(name, values);
    return values;
  };

  const collectObjectMember = (node: ts.ObjectLiteralExpression, name: string): readonly Value[] => {
    const values: Value[] = [];
    for (const property of node.properties) {
      if (ts.isSpreadAssignment(property)) values.push(...membersOf(of(property.expression), name));
      else if (nameText(property.name) === name) values.push(...ofProperty(property));
    }
    for (const right of assigned.toMember(node.getSourceFile(), name)) {
      if (of(right.object).some((value) => value.kind === 'object' && value.node === node))
        values.push(...of(right.value));
    }
    return values;
  };

  const ofInstanceMember = (node: ClassNode, name: string): readonly Value[] => {
    const own = ofClassMember(node, name, false);
    if (own.length > 0) return own;
    const inherited = baseOf(node).flatMap((base) =>
      base.kind === 'instance' ? ofInstanceMember(base.node, name) : member(base, name),
    );
    if (inherited.length > 0) return inherited;
    // Declared abstract, or called on an interface: whatever the subclasses do.
    return classes.subclassesOf(node).flatMap((subclass) => ofClassMember(subclass, name, false));
  };

  const ofStaticMember = (node: ClassNode, name: string): readonly Value[] => {
    const own = ofClassMember(node, name, true);
    if (own.length > 0) return own;
    return baseOf(node).flatMap((base) => {
      if (base.kind === 'instance') return ofStaticMember(base.node, name);
      return base.kind === 'made' ? member(base.by, name) : NONE;
    });
  };

  const ofClassMember = (node: ClassNode, name: string, isStatic: boolean): readonly Value[] => {
    const values: Value[] = [];
    for (const element of node.members) {
      if (nameText(element.name) !== name || hasModifier(element, ts.SyntaxKind.StaticKeyword) !== isStatic) continue;
      if (ts.isMethodDeclaration(element) && element.body) values.push({ kind: 'function', node: element });
      else if (ts.isGetAccessorDeclaration(element)) values.push(...returnsOf(element));
      else if (ts.isPropertyDeclaration(element)) {
        if (element.initializer) values.push(...of(element.initializer));
        values.push(...ofAssignedProperty(node, name, isStatic));
        if (values.length === 0 && element.type) values.push(...ofType(element.type));
      }
    }
    if (values.length > 0) return values;
    const property = isStatic ? undefined : parameterProperty(node, name);
    return property ? parameter(property) : ofAssignedProperty(node, name, isStatic);
  };

  /** `this.name = …` anywhere in the class, or `Class.name = …` in its file. */
  const ofAssignedProperty = (node: ClassNode, name: string, isStatic: boolean): readonly Value[] =>
    assigned.toMember(node.getSourceFile(), name).flatMap(({ object, value }) => {
      const isThis = object.kind === ts.SyntaxKind.ThisKeyword && findAncestor(object, isClassNode) === node;
      const isNamed = isStatic && ts.isIdentifier(object) && object.text === node.name?.text;
      return isThis || isNamed ? of(value) : NONE;
    });

  const parameterProperty = (node: ClassNode, name: string): ts.ParameterDeclaration | undefined => {
    const constructor = node.members.find((element) => ts.isConstructorDeclaration(element) && element.body);
    if (!constructor || !ts.isConstructorDeclaration(constructor)) return undefined;
    return constructor.parameters.find(
      (each) => nameText(each.name) === name && ts.isParameterPropertyDeclaration(each, constructor),
    );
  };

  /** The base class as an instance of ours, or as something made by an external class. */
  const baseOf = (node: ClassNode | undefined): readonly Value[] => {
    const heritage = node?.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
    if (!heritage) return NONE;
    return of(heritage.expression).flatMap((value) => instantiate(value));
  };

  const ofThis = (node: ts.Node): readonly Value[] => {
    for (let at = node.parent; at; at = at.parent) {
      if (
        ts.isMethodDeclaration(at) ||
        ts.isAccessor(at) ||
        ts.isConstructorDeclaration(at) ||
        ts.isPropertyDeclaration(at)
      ) {
        if (ts.isObjectLiteralExpression(at.parent)) return [{ kind: 'object', node: at.parent }];
        const isStatic = hasModifier(at, ts.SyntaxKind.StaticKeyword);
        return isClassNode(at.parent) ? [{ kind: isStatic ? 'class' : 'instance', node: at.parent }] : NONE;
      }
      if (ts.isFunctionExpression(at) && ts.isPropertyAssignment(at.parent))
        return [{ kind: 'object', node: at.parent.parent }];
      const isExported = ts.isFunctionExpression(at) && ts.isBinaryExpression(at.parent);
      if (ts.isFunctionDeclaration(at) || (ts.isFunctionExpression(at) && !isExported)) return NONE;
    }
    // At the top of a CommonJS module, and in functions assigned to its exports, `this` is `module.exports`.
    return [{ kind: 'module', path: node.getSourceFile().fileName }];
  };

  const instantiate = (value: Value, node?: ts.NewExpression): readonly Value[] => {
    if (value.kind === 'class') return [{ kind: 'instance', node: value.node }];
    if (value.kind === 'external' || value.kind === 'member') return [{ kind: 'made', by: value, node }];
    return NONE;
  };

  const construct = (value: Value, node: ts.NewExpression): readonly Value[] => {
    if (value.kind === 'function') return returnsOf(value.node);
    return instantiate(value, node);
  };

  const returned = (call: CallNode): readonly Value[] => {
    if (ts.isNewExpression(call)) return of(call);
    const special = ofSpecialCall(call);
    return special ?? of(call.expression).flatMap((value) => called(value, call));
  };

  const called = (value: Value, call: CallNode): readonly Value[] => {
    if (value.kind === 'function') {
      return memberName(unwrap(call.expression)) === 'bind'
        ? [value]
        : returnsOf(value.node).map((each) => ofThisCall(each, call));
    }
    // `knex('table')`: what a library made may be called itself.
    if (value.kind === 'made') return [{ kind: 'made', by: { kind: 'member', of: value, name: '()' }, node: call }];
    if (value.kind !== 'external' && value.kind !== 'member') return NONE;
    return passThrough(value, call) ?? [{ kind: 'made', by: value, node: call }];
  };

  /** `protect(fn)` returns what a library made of `fn`: of this `fn`, not of all that were ever handed to `protect`. */
  const ofThisCall = (value: Value, call: CallNode): Value => {
    if (value.kind !== 'made' || !value.node) return value;
    const takesFunction = (call.arguments ?? []).some((argument) =>
      of(argument).some((each) => each.kind === 'function'),
    );
    return takesFunction ? { ...value, node: call } : value;
  };

  /** Calls whose meaning is fixed by the language or by habit: `require`, `Promise.resolve`, `Object.freeze`, tracing wrappers. */
  const ofSpecialCall = (call: ts.CallExpression): readonly Value[] | undefined => {
    const [argument] = call.arguments;
    const callee = unwrap(call.expression);
    if (callee.kind === ts.SyntaxKind.ImportKeyword && argument && ts.isStringLiteralLike(argument)) {
      return fromModule(call.getSourceFile(), argument.text, '*');
    }
    if (!argument) return undefined;
    if (ts.isIdentifier(callee) && callee.text === 'require' && ts.isStringLiteralLike(argument)) {
      return fromModule(call.getSourceFile(), argument.text, 'require');
    }
    if (ts.isIdentifier(callee) && /^__import(Star|Default)$/.test(callee.text)) return of(argument);
    const text = ts.isPropertyAccessExpression(callee) && ts.isIdentifier(callee.expression) ? callee.getText() : '';
    if (/^(Promise\.resolve|Object\.(freeze|assign|seal))$/.test(text))
      return call.arguments.flatMap((each) => of(each));
    // Dependency injection containers: `container.resolve(Service)`, `moduleRef.get(Service)`.
    const name = memberName(callee);
    if (name === 'resolve' || name === 'get') {
      const made = of(argument)
        .filter((value) => value.kind === 'class')
        .flatMap((value) => instantiate(value));
      if (made.length > 0) return made;
    }
    return undefined;
  };

  /** `captureAWS(sdk)`, `captureAWSv3Client(client)`, `wrap(client)`: the same thing, watched. */
  const passThrough = (value: Value, call: CallNode): readonly Value[] | undefined => {
    const root = rootOf(value);
    const last = root?.chain.at(-1) ?? root?.external.path.at(-1) ?? '';
    const [argument] = call.arguments ?? [];
    if (!argument || !/^capture|^instrument|^trace(Client|AWS)/i.test(last)) return undefined;
    const inner = of(argument);
    return inner.length > 0 ? inner : undefined;
  };

  const returnsOf = (node: FunctionNode): readonly Value[] =>
    rememberReturns(node, () => {
      const facts = graph.modules.get(node.getSourceFile().fileName)?.facts.owners.get(node);
      const values = (facts?.returns ?? []).flatMap((expression) => of(expression));
      if (values.length > 0 || !node.type) return values;
      return ofType(node.type);
    });

  const parameter = (node: ts.ParameterDeclaration): readonly Value[] => {
    const callee = node.parent;
    const values: Value[] = node.initializer ? [...of(node.initializer)] : [];
    if (isFunctionNode(callee)) {
      const index = callee.parameters.filter((each) => nameText(each.name) !== 'this').indexOf(node);
      for (const call of callSites.get(callee) ?? []) {
        const argument = argumentAt(call, index);
        if (argument) values.push(...of(argument));
      }
    }
    if (values.length === 0 && node.type) values.push(...ofType(node.type));
    return values;
  };

  const ofType = (node: ts.TypeNode): readonly Value[] => remember(node, () => typeValues(node));

  const typeValues = (node: ts.TypeNode): readonly Value[] => {
    if (ts.isUnionTypeNode(node) || ts.isIntersectionTypeNode(node)) return node.types.flatMap((each) => ofType(each));
    if (ts.isParenthesizedTypeNode(node)) return ofType(node.type);
    if (ts.isTypeQueryNode(node)) return ofEntityName(node.exprName);
    if (!ts.isTypeReferenceNode(node)) return NONE;
    const [argument] = node.typeArguments ?? [];
    const name = ts.isIdentifier(node.typeName) ? node.typeName.text : '';
    if (argument && /^(Promise|Readonly|Partial|Required|NonNullable|Awaited|InstanceType)$/.test(name)) {
      const inner = ofType(argument);
      return name === 'InstanceType' ? inner.flatMap((value) => instantiate(value)) : inner;
    }
    if (argument && name === 'ReturnType') {
      return ofType(argument).flatMap((value) => (value.kind === 'function' ? returnsOf(value.node) : NONE));
    }
    return ofTypeName(node.typeName);
  };

  const ofTypeName = (name: ts.EntityName): readonly Value[] => {
    const values = ofEntityName(name).flatMap((value) => instantiate(value));
    if (values.length > 0 || !ts.isIdentifier(name)) return values;
    const declaration = classes.typeDeclaration(name);
    if (!declaration) return NONE;
    if (ts.isTypeAliasDeclaration(declaration)) return ofType(declaration.type);
    return classes.implementationsOf(declaration).map((node) => ({ kind: 'instance', node }));
  };

  const ofEntityName = (name: ts.EntityName): readonly Value[] =>
    ts.isIdentifier(name) ? ofIdentifier(name) : membersOf(ofEntityName(name.left), name.right.text);

  const classes = createClassIndex(graph);

  return {
    of,
    member,
    exported,
    returned,
    called,
    parameter,
    addCallSite: (callee, call) => {
      const sites = callSites.get(callee) ?? [];
      if (sites.includes(call)) return false;
      callSites.set(callee, [...sites, call]);
      return true;
    },
    callSitesOf: (callee) => callSites.get(callee) ?? [],
    refresh: () => {
      memo.clear();
      returnsMemo.clear();
      memberMemo.clear();
    },
  };
}

/** The argument that lands in the parameter; unknown behind a spread. */
function argumentAt(call: CallNode, index: number): ts.Expression | undefined {
  const callArguments = call.arguments ?? [];
  const spread = callArguments.findIndex((argument) => ts.isSpreadElement(argument));
  // `fn.call(self, a)`: the first argument is `this`.
  const shift = memberName(unwrap(call.expression)) === 'call' ? 1 : 0;
  return spread >= 0 && spread <= index + shift ? undefined : callArguments[index + shift];
}

function distinct(values: readonly Value[]): readonly Value[] {
  if (values.length < 2) return values;
  const kept: Value[] = [];
  for (const value of values) {
    if (kept.length < MOST_VALUES && !kept.some((other) => sameValue(other, value))) kept.push(value);
  }
  return kept;
}

interface AssignmentIndex {
  /** Right sides of `name = …` for a declared name. */
  toBinding(declaration: ts.Declaration): readonly ts.Expression[];
  /** `object.name = value` in a file. */
  toMember(file: ts.SourceFile, name: string): readonly { object: ts.Expression; value: ts.Expression }[];
}

function createAssignmentIndex(graph: ModuleGraph): AssignmentIndex {
  const bindings = new Map<ts.Declaration, ts.Expression[]>();
  const members = new Map<ts.SourceFile, Map<string, { object: ts.Expression; value: ts.Expression }[]>>();
  for (const { file, facts } of graph.modules.values()) {
    const byName = new Map<string, { object: ts.Expression; value: ts.Expression }[]>();
    members.set(file, byName);
    for (const { left, right } of facts.assignments) {
      const target = unwrap(left);
      const name = memberName(target);
      if (ts.isIdentifier(target)) {
        const declaration = lookup(target)?.node;
        if (declaration) bindings.set(declaration, [...(bindings.get(declaration) ?? []), right]);
      } else if (name !== undefined) {
        const object = unwrap((target as ts.PropertyAccessExpression).expression);
        byName.set(name, [...(byName.get(name) ?? []), { object, value: right }]);
      }
    }
  }
  return {
    toBinding: (declaration) => bindings.get(declaration) ?? [],
    toMember: (file, name) => members.get(file)?.get(name) ?? [],
  };
}

export function isExternal(value: Value): value is External {
  return value.kind === 'external';
}

export function isMade(value: Value): value is Made {
  return value.kind === 'made';
}

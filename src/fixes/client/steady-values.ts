import { ts } from 'ts-morph';
import { changedBy } from '../../ast/member-changes.js';
import {
  calleeName,
  type FunctionNode,
  functionName,
  isInside,
  isMemberAccess,
  memberName,
  nameText,
  outermost,
  ownerOf,
  unwrap,
  walk,
} from '../../ast/nodes.js';
import { isModuleBinding, isReference, lookup } from '../../ast/scope.js';
import { doesIo } from '../../lambda/effects/effect.js';
import { isEnvironment, mayBeEnvironment } from '../../lambda/environment/environment.js';
import { settingOf } from '../../lambda/environment/environment-writes.js';
import { type Exposure, exposuresOf, isWhileMade } from '../../lambda/objects/writes.js';
import type { Program } from '../../lambda/program.js';
import { definitionOf, importedFile } from '../../lambda/values/definition.js';
import { type Thing, thingOf } from '../../lambda/values/thing.js';
import { type Denoted, rootOf } from '../../lambda/values/value.js';
import { lastOf, type NonEmpty } from '../../lib/non-empty.js';
import { relativePath } from '../../lib/paths.js';
import { exportsOf } from '../../sources/exports.js';

/** Why a value is not known when the module is loaded: a request brings it, a call makes it, or it is not there yet at that place. */
export type UnknownAtLoad = 'request' | 'call' | 'order';

/** What a name stands for may be something else at init than later, or from one invocation to the next. */
export interface SteadyDoubt {
  readonly unknownAtLoad: UnknownAtLoad;
  /** In words that go on from a fix's title. */
  readonly why: string;
}

/**
 * Looks at what the code reads by a name: the name itself, the members behind it, or all of the object. `seen` ends objects
 * that hold themselves, and functions that call themselves.
 */
export function doubtAbout(
  name: ts.Identifier,
  home: ts.SourceFile,
  program: Program,
  seen = new Set<ts.Node>(),
): SteadyDoubt | undefined {
  const chain = chainFrom(name);
  const environment = chain.find((node) => mayBeEnvironment(node, program));
  const ofEnvironment = environment && environmentDoubt(chain[chain.indexOf(environment) + 1] ?? environment, program);
  if (ofEnvironment || chain.some((node) => isEnvironment(node, program))) return ofEnvironment;
  const binding = lookup(name);
  if (!binding) return undefined;
  return (
    cycleDoubt(name, home, program) ??
    (isModuleBinding(binding) ? variableDoubt(name, program) : undefined) ??
    membersDoubt(chain, program, seen)
  );
}

/** `config`, `config.aws`, `config.aws.region`: from the name outwards. */
function chainFrom(name: ts.Identifier): NonEmpty<ts.Expression> {
  const chain: [ts.Expression, ...ts.Expression[]] = [name];
  for (let at = outermost(name); ; at = outermost(at.parent)) {
    const { parent } = at;
    if (!isMemberAccess(parent) || parent.expression !== at) return chain;
    chain.push(parent);
  }
}

function environmentDoubt(node: ts.Expression, program: Program): SteadyDoubt | undefined {
  const name = memberName(node) === 'env' ? undefined : memberName(node);
  const why = settingOf(name, node, program);
  return why === undefined ? undefined : { unknownAtLoad: 'call', why };
}

/** Of two files that load each other, one runs while the other has no values yet. */
function cycleDoubt(name: ts.Identifier, home: ts.SourceFile, program: Program): SteadyDoubt | undefined {
  const path = name.getSourceFile() === home ? importedFile(name, program.modules) : undefined;
  if (path === undefined || !program.graph.closureOf(path).has(home.fileName)) return undefined;
  return { unknownAtLoad: 'order', why: `${relativePath(program.root, path)} and this file load each other` };
}

/** `export let region`, set again by a function of its file. Names of the same file are looked at where they are declared. */
function variableDoubt(name: ts.Identifier, program: Program): SteadyDoubt | undefined {
  const path = importedFile(name, program.modules);
  const exported = importedName(name);
  const isReplaced = path !== undefined && exported !== undefined && isWritten(path, exported, program);
  if (isReplaced) return { unknownAtLoad: 'request', why: `${name.text} is assigned again elsewhere` };
  const definition = definitionOf(name, program.modules);
  if (!definition || definition.getSourceFile() === name.getSourceFile()) return undefined;
  return isSetWhileServing(definition)
    ? { unknownAtLoad: 'request', why: `${name.text} is assigned again elsewhere` }
    : undefined;
}

/** `limits` of `import { limits }` and `const { limits } = require()`. */
function importedName(name: ts.Identifier): string | undefined {
  const node = lookup(name)?.node;
  if (!node || (!ts.isImportSpecifier(node) && !ts.isBindingElement(node))) return undefined;
  return nameText((node.propertyName ?? node.name) as ts.Identifier);
}

/** `require('./limits').limits = …` */
function isWritten(path: string, name: string, program: Program): boolean {
  return exposuresOf(path, program).some(
    (each) => !each.isHandedOver && (each.name ?? name) === name && !isWhileMade(each, path),
  );
}

function isSetWhileServing(definition: ts.Node): boolean {
  const list = ts.findAncestor(definition, ts.isVariableDeclarationList);
  if (!list || list.flags & ts.NodeFlags.Const || !ts.isSourceFile(list.parent.parent)) return false;
  return walk(
    definition.getSourceFile(),
    (node) => {
      const isTarget = ts.isIdentifier(node) && node.parent && isSet(node) && lookup(node)?.node === definition;
      return isTarget && !ts.isSourceFile(ownerOf(node));
    },
    'nested',
  );
}

function isSet(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent))
    return (
      parent.left === node &&
      parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
      parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment
    );
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) return true;
  // `[region] = …`, `({ region } = …)`, `for (region of …)`
  return (
    ts.isArrayLiteralExpression(parent) ||
    ts.isShorthandPropertyAssignment(parent) ||
    (ts.isForOfStatement(parent) && parent.initializer === node)
  );
}

function membersDoubt(chain: NonEmpty<ts.Expression>, program: Program, seen: Set<ts.Node>): SteadyDoubt | undefined {
  const last = lastOf(chain);
  const { parent } = outermost(last);
  const isCallee = (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === outermost(last);
  // What is called is asked for elsewhere.
  if (isCallee) return undefined;
  let [holder, ...members] = chain;
  for (const member of members) {
    const doubt = memberDoubt(holder, memberName(member), member === last, program);
    if (doubt) return doubt;
    holder = member;
  }
  return isReadWhole(last) ? wholeDoubt(last, program, seen) : referenceDoubt(last, program, seen);
}

/** All of its members are read at once: `new Client(options)`, `{ ...options }`. */
function isReadWhole(node: ts.Expression): boolean {
  const whole = outermost(node);
  const { parent } = whole;
  if (ts.isSpreadAssignment(parent) || ts.isSpreadElement(parent)) return true;
  return (ts.isNewExpression(parent) || ts.isCallExpression(parent)) && parent.expression !== whole;
}

function memberDoubt(
  holder: ts.Expression,
  name: string | undefined,
  isLast: boolean,
  program: Program,
): SteadyDoubt | undefined {
  const values = program.values.of(holder);
  if (values.length === 0) return isOpaque(holder, program) ? unseen(holder) : undefined;
  for (const value of values) {
    if (isUnseen(value)) return unseen(holder);
    const property = value.kind === 'object' ? propertyOf(value.node, name) : undefined;
    if (property && ts.isGetAccessorDeclaration(property))
      return { unknownAtLoad: 'call', why: `${holder.getText()}.${name} is a getter` };
    // A member of what is not there.
    if (value.kind === 'object' && !property && !isLast) return unseen(holder);
    const doubt = exposureDoubt(thingOf(value), name, holder, program) ?? exportDoubt(value, name, program);
    if (doubt) return doubt;
  }
  return undefined;
}

/** `ns.region` of `import * as ns`, set again by a function of that file. */
function exportDoubt(value: Denoted, name: string | undefined, program: Program): SteadyDoubt | undefined {
  const module = value.kind === 'module' ? program.modules.get(value.path) : undefined;
  const target = module && name !== undefined ? exportsOf(module.file).named.get(name) : undefined;
  const isChanging = target?.kind === 'declaration' && isSetWhileServing(target.node);
  return isChanging ? { unknownAtLoad: 'request', why: `${name} is assigned again elsewhere` } : undefined;
}

function propertyOf(
  { properties }: ts.ObjectLiteralExpression,
  name: string | undefined,
): ts.ObjectLiteralElementLike | undefined {
  return properties.find((each) => each.name && nameText(each.name) === name) ?? properties.find(ts.isSpreadAssignment);
}

/** Also what the object's own objects hold. */
function wholeDoubt(node: ts.Expression, program: Program, seen: Set<ts.Node>): SteadyDoubt | undefined {
  const values = program.values.of(node);
  if (values.length === 0) return isOpaque(node, program) ? unseen(node) : undefined;
  for (const value of values) {
    if (isUnseen(value)) return unseen(node);
    if (value.kind !== 'object' || seen.has(value.node)) continue;
    seen.add(value.node);
    const getter = value.node.properties.find(ts.isGetAccessorDeclaration);
    if (getter) return { unknownAtLoad: 'call', why: `${getter.name.getText()} is a getter` };
    const doubt = exposureDoubt(value.node, undefined, node, program);
    if (doubt) return doubt;
    for (const property of value.node.properties) {
      const deeper = propertyDoubt(property, program, seen);
      if (deeper) return deeper;
    }
  }
  return undefined;
}

function propertyDoubt(
  property: ts.ObjectLiteralElementLike,
  program: Program,
  seen: Set<ts.Node>,
): SteadyDoubt | undefined {
  if (ts.isMethodDeclaration(property)) return functionDoubt(property, program, seen);
  if (ts.isSpreadAssignment(property)) return wholeDoubt(property.expression, program, seen);
  const inner = ts.isPropertyAssignment(property)
    ? property.initializer
    : ts.isShorthandPropertyAssignment(property)
      ? property.name
      : undefined;
  if (!inner) return undefined;
  const values = program.values.of(inner);
  if (ts.isPropertyAssignment(property) && values.some(({ kind }) => kind === 'object'))
    return wholeDoubt(inner, program, seen);
  return functionsDoubt(values, program, seen);
}

/** The client gets the object itself, and sees what becomes of it; unless it takes a copy. */
function referenceDoubt(node: ts.Expression, program: Program, seen: Set<ts.Node>): SteadyDoubt | undefined {
  const values = program.values.of(node);
  for (const value of values) {
    if (value.kind !== 'object') continue;
    const doubt = exposureDoubt(value.node, undefined, node, program);
    if (doubt) return doubt;
  }
  return functionsDoubt(values, program, seen);
}

function functionsDoubt(values: readonly Denoted[], program: Program, seen: Set<ts.Node>): SteadyDoubt | undefined {
  for (const value of values) {
    const doubt = value.kind === 'function' ? functionDoubt(value.node, program, seen) : undefined;
    if (doubt) return doubt;
  }
  return undefined;
}

/** The client calls it later, and keeps what it gave: what it reads must not be another thing for the next invocation. */
function functionDoubt(fn: FunctionNode, program: Program, seen: Set<ts.Node>): SteadyDoubt | undefined {
  if (seen.has(fn)) return undefined;
  seen.add(fn);
  let found: SteadyDoubt | undefined;
  const visit = (node: ts.Node): boolean => {
    if (ts.isTypeNode(node)) return false;
    if (ts.isCallExpression(node)) {
      for (const target of program.calls.targetsOf(node)) found ??= functionDoubt(target, program, seen);
      if (asksAnew(node, program))
        found ??= { unknownAtLoad: 'call', why: `what ${node.expression.getText()}() returns may change` };
      if (isOfInvocation(node, program))
        found ??= { unknownAtLoad: 'request', why: `${node.getText()} belongs to an invocation` };
    }
    if (ts.isIdentifier(node) && isReference(node)) found ??= readDoubt(node, fn, program, seen);
    return found !== undefined;
  };
  if (fn.body) walk(fn.body, visit, 'nested');
  return found && { unknownAtLoad: 'call', why: `${functionName(fn)}() reads something that may change: ${found.why}` };
}

function readDoubt(
  name: ts.Identifier,
  fn: FunctionNode,
  program: Program,
  seen: Set<ts.Node>,
): SteadyDoubt | undefined {
  const binding = lookup(name);
  if (binding && isInside(binding.node, fn)) return undefined;
  const isChanging = binding && (isSetWhileServing(binding.node) || isFilledWhileServing(binding.node));
  if (isChanging) return { unknownAtLoad: 'request', why: `${name.text} is assigned again elsewhere` };
  return doubtAbout(name, fn.getSourceFile(), program, seen);
}

/** `tenants.set('current', …)` in a function of the same file. */
function isFilledWhileServing(definition: ts.Node): boolean {
  const isIt = (object: ts.Expression): boolean => ts.isIdentifier(object) && lookup(object)?.node === definition;
  return walk(
    definition.getSourceFile(),
    (node) =>
      changedBy(node).some(({ object, isFilled }) => isFilled && isIt(object)) && !ts.isSourceFile(ownerOf(node)),
    'nested',
  );
}

/** A provider that assumes a role or reads a secret: what it gave runs out, or is replaced. */
function asksAnew(call: ts.CallExpression, program: Program): boolean {
  const effect = program.effects.of(call);
  return doesIo(effect) || (effect.isUnknown && ts.isAwaitExpression(outermost(call).parent));
}

/** `storage.getStore()` */
function isOfInvocation(call: ts.CallExpression, program: Program): boolean {
  const { expression } = call;
  return program.values.of(expression).some((value) => /async_hooks$/.test(rootOf(value)?.external.module ?? ''));
}

function exposureDoubt(
  thing: Thing | undefined,
  name: string | undefined,
  node: ts.Expression,
  program: Program,
): SteadyDoubt | undefined {
  if (thing === undefined) return undefined;
  const isAbout = (each: Exposure): boolean =>
    (name === undefined || each.name === undefined || each.name === name) && !isWhileMade(each, thing);
  const exposures = exposuresOf(thing, program).filter(isAbout);
  const text = node.getText();
  if (exposures.some(({ isHandedOver }) => !isHandedOver))
    return { unknownAtLoad: 'request', why: `${text} is changed by other code` };
  const [handed] = exposures;
  if (!handed) return undefined;
  const callee = ts.isCallExpression(handed.node) ? calleeName(handed.node) : undefined;
  return { unknownAtLoad: 'call', why: `${callee ? `${callee}()` : 'other code'} gets ${text} and may change it` };
}

/** Stems from a package that is neither the SDK, nor Node, nor a file of data; or is an object with a life of its own. */
function isUnseen(value: Denoted): boolean {
  const root = rootOf(value);
  return root ? !isKnownModule(root.external.module) : value.kind === 'instance';
}

/** The SDK, Node, and files of data. */
export function isKnownModule(name: string): boolean {
  return KNOWN.test(name);
}

const KNOWN = /^(@aws-sdk|@smithy)\/|^aws-sdk(\/|$)|\.json$|^(os|path|process|https?|fs|url|util|crypto|dns|net|tls)$/;

/** Nothing tells what it is: neither a text or number in plain sight nor an enumeration. */
function isOpaque(node: ts.Expression, program: Program): boolean {
  if (!ts.isIdentifier(node)) return true;
  const definition = definitionOf(node, program.modules);
  if (!definition || ts.isEnumDeclaration(definition) || ts.isParameter(definition)) return false;
  if (ts.isBindingElement(definition)) return !isOfEnvironment(definition, program);
  return (
    !ts.isVariableDeclaration(definition) || !definition.initializer || !isPrimitive(definition.initializer, program)
  );
}

/** `const { REGION } = process.env` */
function isOfEnvironment(node: ts.BindingElement, program: Program): boolean {
  const holder = node.parent.parent;
  return ts.isVariableDeclaration(holder) && !!holder.initializer && isEnvironment(unwrap(holder.initializer), program);
}

/** A text, a number or a variable of the environment, or a choice between such. */
function isPrimitive(expression: ts.Expression, program: Program): boolean {
  const node = unwrap(expression);
  const is = (each: ts.Expression): boolean => isPrimitive(each, program);
  if (ts.isLiteralExpression(node) || ts.isTemplateExpression(node) || ts.isPrefixUnaryExpression(node)) return true;
  if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) return true;
  if (ts.isConditionalExpression(node)) return is(node.whenTrue) && is(node.whenFalse);
  if (ts.isBinaryExpression(node)) return is(node.left) && is(node.right);
  if (ts.isCallExpression(node)) return /^(Number|String|Boolean|parseInt|parseFloat)$/.test(node.expression.getText());
  if (memberName(node) !== undefined) return isEnvironment((node as ts.PropertyAccessExpression).expression, program);
  return ts.isIdentifier(node) && (node.text === 'undefined' || !isOpaque(node, program));
}

function unseen(node: ts.Expression): SteadyDoubt {
  return { unknownAtLoad: 'call', why: `the contents of ${node.getText()} are not known` };
}

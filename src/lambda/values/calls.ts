import { ts } from 'ts-morph';
import { type CallNode, type FunctionNode, isMemberAccess, memberName, unwrap } from '../../ast/nodes.js';
import { isImportCall, isRequireCall } from '../../ast/requires.js';
import { type Evaluation, NONE } from './evaluation.js';
import { copied } from './globals.js';
import { fromModule, required } from './imports.js';
import { constructedFrom } from './instantiate.js';
import { ofType } from './types.js';
import { type Denoted, rootOf } from './value.js';

export function construct(e: Evaluation, value: Denoted, node: ts.NewExpression): readonly Denoted[] {
  const given = value.kind === 'function' ? returnedValues(e, value.node) : [];
  return given.length > 0 ? given : constructedFrom(value, node);
}

export function returned(e: Evaluation, call: CallNode): readonly Denoted[] {
  if (ts.isNewExpression(call)) return e.of(call);
  const special = ofSpecialCall(e, call) ?? e.lists.called(call);
  return special ?? e.of(call.expression).flatMap((value) => called(e, value, call));
}

function called(e: Evaluation, value: Denoted, call: CallNode): readonly Denoted[] {
  if (value.kind === 'function') {
    return isByFunction(e, call, 'bind')
      ? [value]
      : returnedValues(e, value.node).map((each) => ofThisCall(e, each, call));
  }
  // `knex('table')`: what a library made may be called itself.
  if (value.kind === 'made') return [{ kind: 'made', by: { kind: 'member', of: value, name: '()' }, node: call }];
  if (value.kind !== 'external' && value.kind !== 'member') return NONE;
  return passThrough(e, value, call) ?? [{ kind: 'made', by: value, node: call }, ...e.injection.madeBy(call)];
}

/** `fn.bind(…)` and its like of a function, not a method that is called so. */
export function isByFunction(e: Evaluation, { expression }: CallNode, name: 'bind' | 'call' | 'apply'): boolean {
  const callee = unwrap(expression);
  if (!isMemberAccess(callee) || memberName(callee) !== name) return false;
  return e.of(callee.expression).some(({ kind }) => kind === 'function');
}

/** `protect(fn)` returns what a library made of `fn`: of this `fn`, not of all that were ever handed to `protect`. */
function ofThisCall(e: Evaluation, value: Denoted, call: CallNode): Denoted {
  if (value.kind !== 'made' || !value.node) return value;
  const takesFunction = (call.arguments ?? []).some((argument) =>
    e.of(argument).some((each) => each.kind === 'function'),
  );
  return takesFunction ? { ...value, node: call } : value;
}

/** Calls whose meaning is fixed by the language or by habit: `require`, `Promise.resolve`, `Object.freeze`, tracing wrappers. */
function ofSpecialCall(e: Evaluation, call: ts.CallExpression): readonly Denoted[] | undefined {
  const [argument] = call.arguments;
  const callee = unwrap(call.expression);
  if (callee.kind === ts.SyntaxKind.ImportKeyword && argument && ts.isStringLiteralLike(argument)) {
    return fromModule(e, call.getSourceFile(), argument.text, '*');
  }
  if (!argument) return undefined;
  if (ts.isStringLiteralLike(argument) && isRequireCall(call)) {
    return fromModule(e, call.getSourceFile(), argument.text, 'require');
  }
  const loaded = e.graph.modules.get(call.getSourceFile().fileName)?.loads.get(call);
  if (loaded)
    return loaded.flatMap((path) => (isImportCall(call) ? [{ kind: 'module', path } as const] : required(e, path)));
  if (ts.isIdentifier(callee) && /^__import(Star|Default)$/.test(callee.text)) return e.of(argument);
  const text = ts.isPropertyAccessExpression(callee) && ts.isIdentifier(callee.expression) ? callee.getText() : '';
  if (text === 'Object.assign')
    return [...e.of(argument), ...call.arguments.slice(1).flatMap((each) => copied(e.of(each)))];
  if (text === 'Object.create') return e.of(argument);
  if (/^(Promise\.resolve|Object\.(freeze|seal))$/.test(text)) return call.arguments.flatMap((each) => e.of(each));
  return ofContainerCall(e, call, argument);
}

/** Dependency injection: `container.resolve(Service)`, `moduleRef.get(Service)`, `container.get<Service>(TYPES.Service)`. */
function ofContainerCall(
  e: Evaluation,
  call: ts.CallExpression,
  argument: ts.Expression,
): readonly Denoted[] | undefined {
  const name = memberName(unwrap(call.expression));
  if (name === undefined || !/^(resolve|get)(Async|OrThrow)?$/.test(name)) return undefined;
  const [type] = call.typeArguments ?? [];
  const named = e
    .of(argument)
    .filter((value) => value.kind === 'class')
    .flatMap((value) => constructedFrom(value));
  const typed = named.length > 0 || !type ? named : ofType(e, type).filter((value) => value.kind === 'instance');
  const found = typed.length > 0 ? typed : e.injection.given(argument);
  return found.length > 0 ? found : undefined;
}

/** `captureAWS(sdk)`, `captureAWSv3Client(client)`, `wrap(client)`: the same thing, watched. */
function passThrough(e: Evaluation, value: Denoted, call: CallNode): readonly Denoted[] | undefined {
  const root = rootOf(value);
  const last = root?.chain.at(-1) ?? root?.external.path.at(-1) ?? '';
  const [argument] = call.arguments ?? [];
  if (!argument || !/^capture|^instrument|^trace(Client|AWS)/i.test(last)) return undefined;
  const inner = e.of(argument);
  return inner.length > 0 ? inner : undefined;
}

export function returnedValues(e: Evaluation, node: FunctionNode): readonly Denoted[] {
  return e.memory.returns(node, () => {
    const facts = e.graph.modules.get(node.getSourceFile().fileName)?.facts.owners.get(node);
    const values = (facts?.returns ?? []).flatMap((expression) => e.of(expression));
    if (values.length > 0 || !node.type) return values;
    return ofType(e, node.type);
  });
}

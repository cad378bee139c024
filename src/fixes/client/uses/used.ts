import { ts } from 'ts-morph';
import { isOnlySometimes } from '../../../ast/always-reached.js';
import {
  type CallNode,
  type FunctionNode,
  isAssigning,
  isStepping,
  memberName,
  nameText,
  outermost,
  ownerOf,
  unwrap,
  walk,
} from '../../../ast/nodes.js';
import { lookup } from '../../../ast/scope.js';
import { isReadableSetting, isRequest, receivingOf } from '../../../lambda/catalogue/client-uses.js';
import { mayBeElse } from '../../../lambda/objects/open-values.js';
import type { Program } from '../../../lambda/program.js';
import type { Denoted } from '../../../lambda/values/value.js';
import { isLog } from '../../parallel/harmless.js';
import { overridingMethods } from '../../parallel/overriding.js';
import {
  type CarrierSearch,
  type ClientCarrier,
  firstDoubt,
  follow,
  RESTING,
  UNSEEN,
  type UsesDoubt,
} from './carriers.js';
import { intoName } from './stored.js';

/** `client.send`, `deps.client`, `makeClient.bind` */
export function ofAccess(
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  carrier: ClientCarrier,
  search: CarrierSearch,
): UsesDoubt {
  // The index of something else.
  if (access.expression !== carrier.node) return undefined;
  const name = memberName(access);
  if (carrier.calls > 0 || name === undefined) return UNSEEN;
  if (carrier.is === 'holder') return undefined;
  const { module } = search.client;
  const use = outermost(access);
  const isCalled = ts.isCallExpression(use.parent) && use.parent.expression === use;
  if (isCalled && isRequest(module, name)) return undefined;
  if (name === 'config' && isReading(use, module)) return undefined;
  return isCalled ? `${name}() may change it` : `the code uses its ${name}`;
}

/** `client.config.region`, as long as nobody sets it. */
function isReading(config: ts.Node, module: string): boolean {
  const name = memberName(config.parent);
  const setting = outermost(config.parent);
  const { parent } = setting;
  const isSet = (isAssigning(parent) && parent.left === setting) || isStepping(parent) || ts.isDeleteExpression(parent);
  return name !== undefined && isReadableSetting(module, name) && !isSet;
}

/** `makeClient()`; `http(request)` of a client that is a function. */
export function ofCallee(call: CallNode, carrier: ClientCarrier, search: CarrierSearch): UsesDoubt {
  if (carrier.calls > 0) {
    if (ts.isNewExpression(call)) return UNSEEN;
    search.origins.add(call);
    follow(call, { ...carrier, calls: carrier.calls - 1 }, search);
    return undefined;
  }
  const isKnown =
    carrier.is === 'holder' || carrier.node.kind === ts.SyntaxKind.SuperKeyword || isRequest(search.client.module, '');
  return isKnown ? undefined : 'the code calls it as a function';
}

/** Follows it into functions of ours; functions of packages must be known to do nothing but use it. */
export function ofArgument(call: CallNode, carrier: ClientCarrier, search: CarrierSearch): UsesDoubt {
  const { program } = search;
  const callee = unwrap(call.expression);
  const text = callee.getText();
  if (/^(Object\.freeze|Promise\.resolve)$/.test(text)) {
    follow(call, carrier, search);
    return undefined;
  }
  if (isLog(callee) || /^(JSON\.stringify|String|Boolean|Object\.keys)$/.test(text)) return undefined;
  const targets = [
    ...program.calls.targetsOf(call),
    ...(ts.isCallExpression(call) ? overridingMethods(call, program) : []),
  ];
  if (targets.length === 0) return ofForeign(call, carrier, search);
  if (mayBeOfOthers(call.expression, program)) return `${text}() may be any code, which receives it and may change it`;
  if (/^(call|apply|bind)$/.test(memberName(callee) ?? '')) return UNSEEN;
  const index = call.arguments?.indexOf(carrier.node) ?? -1;
  return firstDoubt(targets, (target) => intoParameter(target, index, carrier, search));
}

/** Of a registry, say, of which only some entries are known; or one of them is of a package. */
function mayBeOfOthers(callee: ts.Expression, program: Program): boolean {
  return mayBeElse(callee, program) || program.values.of(callee).some((value) => isOfPackage(value, program));
}

/** Not what a package made of a function of ours: `once(send)`. */
function isOfPackage(value: Denoted, { values }: Program): boolean {
  if (value.kind !== 'made') return value.kind === 'external' || value.kind === 'member';
  const isFunction = (each: ts.Expression): boolean => values.of(each).some(({ kind }) => kind === 'function');
  return !value.node?.arguments?.some(isFunction);
}

/** `DynamoDBDocumentClient.from(client, { marshallOptions })` writes into the client's own config: the last one holds for all. */
function isDocumentClient(call: CallNode): boolean {
  return /\bDynamoDBDocument(Client)?\.from$/.test(unwrap(call.expression).getText());
}

function intoParameter(target: FunctionNode, index: number, carrier: ClientCarrier, search: CarrierSearch): UsesDoubt {
  const parameters = target.parameters.filter((each) => nameText(each.name) !== 'this');
  const parameter = parameters[index];
  const isRest = !!parameters.at(-1)?.dotDotDotToken && index >= parameters.length - 1;
  if (index < 0 || isRest || !target.body || usesArguments(target.body)) return UNSEEN;
  return parameter && intoName(parameter, carrier, search);
}

function usesArguments(body: ts.Node): boolean {
  return walk(body, (each) => ts.isIdentifier(each) && each.text === 'arguments', 'nested');
}

function ofForeign(call: CallNode, carrier: ClientCarrier, search: CarrierSearch): UsesDoubt {
  const receivings = search.program.values
    .of(call.expression)
    .map((each) => receivingOf(each, search.client, call.arguments?.length ?? 0));
  if (carrier.calls > 0 || receivings.length === 0 || receivings.includes(undefined))
    return `${unwrap(call.expression).getText()}() receives it and may change it`;
  if (receivings.includes('sends once') && search.client.keepsSockets) return RESTING;
  const isTraced = receivings.includes('traces');
  if (isTraced && !isTracedAlways(call, carrier, search))
    return `${unwrap(call.expression).getText()}() changes it for everyone who shares it`;
  if (isTraced) search.traces.add(call);
  if (isTraced || receivings.includes('wraps')) {
    search.origins.add(call);
    if (isDocumentClient(call)) search.documents.add(call);
    if (search.documents.size > 1) return 'document clients created from the same client share its settings';
    follow(call, { is: 'client', calls: 0 }, search);
  }
  return undefined;
}

/** Where it is made, or soon after, in every run: then nobody ever has it as it was before. */
function isTracedAlways(call: CallNode, { node }: ClientCarrier, { origins }: CarrierSearch): boolean {
  if (isOnlySometimes(call)) return false;
  const given = unwrap(node as ts.Expression);
  const declaration = ts.isIdentifier(given) ? lookup(given)?.node : undefined;
  const made = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : given;
  const isMade = !!made && [made, unwrap(made)].some((each) => origins.has(each));
  return isMade && ownerOf(made) === ownerOf(call);
}

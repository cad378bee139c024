import { ts } from 'ts-morph';
import {
  type CallNode,
  calleeName,
  isAssigning,
  isMemberAccess,
  memberName,
  nameText,
  unwrap,
} from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import { constantText, moduleImportedBy } from './texts.js';

/** Members by which Node finds and loads modules; nothing else has such names. */
const LOADING = /^(_load|_resolveFilename|_resolveLookupPaths|_findPath|_extensions|_compile)$/;

/** Where one of them stands, or one of the calls below, there is a chance; a text without any need not be parsed. */
export const MAY_CHANGE_LOADER =
  /\b_(load|resolveFilename|resolveLookupPaths|findPath|extensions|compile|cache)\b|\brequire\.(cache|extensions)\b|prototype(\.|\??\.?\[['"]|\s*,\s*['"])require\b|\bregister(Hooks)?\(|-in-the-middle['"]/;

/** Changes how Node itself finds or loads modules, so that any may be replaced: `Module._load = …`, `registerHooks(…)`. */
export function changesLoader(node: ts.Node): boolean {
  if (isAssigning(node)) return leadsToLoader(node.left);
  return (ts.isCallExpression(node) || ts.isNewExpression(node)) && (isHook(node) || isPatch(node));
}

/** `Module._load`, `Module.prototype.require`, `require.extensions['.js']`, `require.cache[id].exports`. */
function leadsToLoader(target: ts.Expression): boolean {
  for (let at = unwrap(target); isMemberAccess(at); at = unwrap(at.expression)) {
    const holder = unwrap(at.expression);
    if (LOADING.test(memberName(at) ?? '') || isTable(at)) return true;
    if (memberName(at) === 'require' && memberName(holder) === 'prototype') return true;
    if (isCache(holder)) return !isKnownKey(at);
  }
  return isCache(unwrap(target));
}

function isTable(node: ts.Node): boolean {
  return /^require\.extensions$/.test(node.getText());
}

function isCache(node: ts.Node): boolean {
  return /(^|\.)(require\.cache|_cache)$/.test(node.getText());
}

/** The text itself says which module is meant: `require.cache[require.resolve('x')]`. */
function isKnownKey(node: ts.PropertyAccessExpression | ts.ElementAccessExpression): boolean {
  if (ts.isPropertyAccessExpression(node)) return true;
  const key = unwrap(node.argumentExpression);
  const declaration = ts.isIdentifier(key) ? lookup(key)?.node : undefined;
  const value = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : key;
  const named = value && ts.isCallExpression(value) ? value.arguments[0] : value;
  return !!named && constantText(named) !== undefined;
}

/** Hooks for all modules; one that names its modules is found by their names. */
function isHook(node: CallNode): boolean {
  if (calleeName(node) === 'registerHooks') return true;
  const origin = moduleImportedBy(node.expression);
  if (calleeName(node) === 'register') return origin !== undefined && /^(node:)?module$/.test(origin);
  const [first] = node.arguments ?? [];
  return /^(import|require)-in-the-middle$/.test(origin ?? '') && !(first && ts.isArrayLiteralExpression(first));
}

/** `sinon.stub(Module, '_load')`, `Object.assign(Module, { _load })`, `Object.assign(require.cache, …)` */
function isPatch({ arguments: given }: CallNode): boolean {
  const [object, second] = given ?? [];
  if (!object || !second) return false;
  const name = constantText(second);
  if (name !== undefined)
    return LOADING.test(name) || (name === 'require' && memberName(unwrap(object)) === 'prototype');
  if (isCache(unwrap(object)) || isTable(unwrap(object))) return true;
  const isPart = ({ name: part }: ts.ObjectLiteralElementLike): boolean => LOADING.test(nameText(part) ?? '');
  return ts.isObjectLiteralExpression(second) && second.properties.some(isPart);
}

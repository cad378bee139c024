import { ts } from 'ts-morph';
import { findAncestor, isAssigning, isMemberAccess, memberName, nameText, unwrap } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import { moduleImportedBy } from './texts.js';

/** Settings of a whole package that what it makes takes over when it is made: `AWS.config`, `axios.defaults`. */
const SETTINGS = /^(config|defaults)$/;

/** Names lead to names, through few of them. */
const MOST_STEPS = 10;

/**
 * The module whose settings for all a node changes: `AWS.config.update(…)`, `AWS.config.region = …`, `Object.assign(AWS.config, …)`, also by
 * another name of them.
 *
 * @param patched what the node puts something into, as far as it does.
 */
export function setForAll(node: ts.Node, patched: ts.Expression | undefined): string | undefined {
  const object = patched ?? objectOf(node);
  return object && settingsOf(object, MOST_STEPS);
}

/** What a call is made on, an assignment writes into, or `delete` takes from. */
function objectOf(node: ts.Node): ts.Expression | undefined {
  const changed = isAssigning(node)
    ? node.left
    : ts.isCallExpression(node) || ts.isDeleteExpression(node)
      ? node.expression
      : undefined;
  const at = changed && unwrap(changed);
  return at && isMemberAccess(at) ? unwrap(at.expression) : undefined;
}

/** The module whose settings it is, or a part of them. */
function settingsOf(object: ts.Expression, steps: number): string | undefined {
  if (steps === 0) return undefined;
  for (let at = object; ; ) {
    if (isMemberAccess(at)) {
      if (SETTINGS.test(memberName(at) ?? ''))
        return moduleImportedBy(at) ?? moduleBehind(unwrap(at.expression), steps);
      at = unwrap(at.expression);
    } else return ts.isIdentifier(at) ? settingsNamed(at, steps) : undefined;
  }
}

/** `import { config as c }`, `const { config } = AWS`, `const c = AWS.config` */
function settingsNamed(name: ts.Identifier, steps: number): string | undefined {
  const declaration = lookup(name)?.node;
  if (!declaration) return undefined;
  if (ts.isImportSpecifier(declaration) || ts.isBindingElement(declaration)) {
    const key = nameText(declaration.propertyName ?? (declaration.name as ts.Identifier));
    if (!SETTINGS.test(key ?? '')) return undefined;
    const whole = findAncestor(declaration, ts.isVariableDeclaration)?.initializer;
    return moduleImportedBy(name) ?? (whole && (moduleImportedBy(whole) ?? moduleBehind(unwrap(whole), steps)));
  }
  const value = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return value && settingsOf(unwrap(value), steps - 1);
}

/** `const a = axios; a.defaults` */
function moduleBehind(node: ts.Expression, steps: number): string | undefined {
  if (steps === 0 || !ts.isIdentifier(node)) return undefined;
  const declaration = lookup(node)?.node;
  const value = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return value && (moduleImportedBy(unwrap(value)) ?? moduleBehind(unwrap(value), steps - 1));
}

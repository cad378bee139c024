import { ts } from 'ts-morph';
import { changedBy } from '../../ast/member-changes.js';
import { calleeName, isMemberAccess, memberName, unwrap, walk } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import { isChanging } from './holders.js';
import { type ModuleOrigin, originsOf, ownerNameOf } from './origins.js';
import { importedBy } from './sources.js';
import { patchedObject } from './test-facts.js';
import { moduleImportedBy } from './texts.js';

/** An object that goes to a function of another file, which may change it. */
interface Handed {
  readonly to: { readonly specifier: string; readonly name: string };
  readonly index: number;
  readonly origins: readonly ModuleOrigin[];
}

/** Objects of other modules that a file changes, by whatever name it has them. */
export interface Changes {
  readonly origins: readonly ModuleOrigin[];
  readonly handed: readonly Handed[];
  /** `NAME INDEX` of each function of the file that changes what it is given there. */
  readonly parameters: ReadonlySet<string>;
}

/** A member is set, filled or taken away; of a text without any of that, few need to be parsed. */
export const MAY_CHANGE = new RegExp(
  [
    /(\.\s*[\w$]+|[\w$]\s*\[[^\]\n]*\])[!)\s]*([-+*/%&|^?]{1,2})?=(?![=>])|\bdelete\b|\+\+|--|\(\s*\{[^}]*\}\s*=(?![=>])/,
    /\b(assign|define\w*|set\w*|unset|merge\w*|extend\w*|defaults\w*|replace\w*|stub\w*|spyOn\w*|patch\w*|override\w*)\s*\(/,
    /\.(push|pop|shift|unshift|splice|sort|reverse|fill|add|append|clear|update|method)\s*\(/,
  ]
    .map(({ source }) => source)
    .join('|'),
);

/** Packages whose functions change what they are given first. */
const FILLERS =
  /^(lodash|lodash-es|underscore|radash|dot-prop|dotty|object-path|set-value|deep-extend|just-extend|extend|merge-deep|merge-options|defu)([./]|$)/;
const FILLING =
  /^(set|setWith|unset|update|updateWith|merge\w*|assign\w*|extend\w*|defaults\w*|setProperty|deleteProperty|del|pull\w*|remove)$/;

export function changesIn(file: ts.SourceFile): Changes {
  const objects = new Set<ts.Expression>();
  const handed: Handed[] = [];
  const visit = (node: ts.Node): void => {
    for (const object of changedObjects(node)) objects.add(object);
    handed.push(...handedBy(node));
  };
  walk(file, visit, 'nested');
  const found = [...objects].map((object) => originsOf(object));
  const parameters = found.flatMap((each) => [...each.parameters].map(placeOf));
  return { origins: found.flatMap(({ imports }) => imports), handed, parameters: new Set(parameters) };
}

function placeOf(parameter: ts.ParameterDeclaration): string {
  return `${ownerNameOf(parameter)} ${parameter.parent.parameters.indexOf(parameter)}`;
}

/** What a node by itself changes, and what it hands to a function that does so by its name or by that of its package. */
function changedObjects(node: ts.Node): readonly ts.Expression[] {
  const patched = patchedObject(node);
  return [...(patched ? [patched] : []), ...changedBy(node).map(({ object }) => object), ...filledBy(node)];
}

function filledBy(node: ts.Node): readonly ts.Expression[] {
  if (!ts.isCallExpression(node)) return [];
  if (isChanging(node)) return node.arguments;
  const [first] = node.arguments;
  const isFilling = first && (isFillerName(node) || FILLERS.test(moduleImportedBy(node.expression) ?? ''));
  return isFilling && FILLING.test(calleeName(node) ?? '') ? [first] : [];
}

/** The global of lodash; and a default import, which has any name: `set(config, 'endpoint', …)`. */
function isFillerName({ expression }: ts.CallExpression): boolean {
  const callee = unwrap(expression);
  return isMemberAccess(callee) && /^(_|lodash)$/.test(callee.expression.getText());
}

/** What goes to functions of other files. */
function handedBy(node: ts.Node): readonly Handed[] {
  if (!ts.isCallExpression(node) || node.arguments.length === 0) return [];
  const to = importedFunction(unwrap(node.expression));
  if (!to) return [];
  return node.arguments.flatMap((each, index) => {
    const origins = isName(unwrap(each)) ? originsOf(each).imports : [];
    return origins.length > 0 ? [{ to, index, origins }] : [];
  });
}

function isName(node: ts.Expression): boolean {
  return ts.isIdentifier(node) || isMemberAccess(node);
}

/** `point` of `point(config)` and of `local.point(config)`. */
function importedFunction(callee: ts.Expression): Handed['to'] | undefined {
  const root = isMemberAccess(callee) ? unwrap(callee.expression) : callee;
  const declaration = ts.isIdentifier(root) ? lookup(root)?.node : undefined;
  const imported = declaration && importedBy(declaration);
  if (!imported) return undefined;
  const name = isMemberAccess(callee) ? memberName(callee) : imported.name;
  return name === undefined ? undefined : { specifier: imported.specifier, name };
}

import { posix } from 'node:path';
import { ts } from 'ts-morph';
import { calleeName, unwrap } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import type { FileFacts } from './file-facts.js';

/** Calls that take globs of code, by the package that they come from. */
const CALLS: Readonly<Record<string, RegExp>> = {
  'routing-controllers': /^(?:createExpressServer|useExpressServer|createKoaServer|useKoaServer)$/,
  'type-graphql': /^(?:buildSchema|buildSchemaSync|buildTypeDefsAndResolvers|buildTypeDefsAndResolversSync)$/,
};
const LISTS = new Set(['controllers', 'middlewares', 'interceptors', 'resolvers']);

/** Globs of the classes that a framework loads by itself, absolute: `createExpressServer({ controllers: [__dirname + '/controllers/*.ts'] })`. */
export function globsInCalls({ file, references, owners }: FileFacts): string[] {
  const packages = new Set(references.map(({ specifier }) => specifier).filter((name) => Object.hasOwn(CALLS, name)));
  if (packages.size === 0) return [];
  const calls = [...owners.values()].flatMap((owner) => owner.calls);
  return calls
    .filter((call) => [...packages].some((name) => CALLS[name]?.test(calleeName(call) ?? '')))
    .flatMap((call) => (call.arguments ?? []).flatMap(optionsOf))
    .flatMap(({ properties }) => properties)
    .flatMap((property) => (ts.isPropertyAssignment(property) && LISTS.has(property.name.getText()) ? property : []))
    .flatMap(({ initializer }) => elementsOf(initializer))
    .flatMap((element) => textOf(element, posix.dirname(file.fileName)) ?? [])
    .filter((path) => /^(?:[a-z]:)?\//i.test(path))
    .map((path) => posix.normalize(path));
}

function optionsOf(node: ts.Expression): ts.ObjectLiteralExpression[] {
  const value = initial(node);
  return ts.isObjectLiteralExpression(value) ? [value] : [];
}

function elementsOf(node: ts.Expression): readonly ts.Expression[] {
  const value = initial(node);
  if (!ts.isArrayLiteralExpression(value)) return [];
  return value.elements.flatMap((each) => (ts.isSpreadElement(each) ? elementsOf(each.expression) : [each]));
}

/** What a constant was given, or the expression itself. */
function initial(node: ts.Expression): ts.Expression {
  const value = unwrap(node);
  const declared = ts.isIdentifier(value) ? lookup(value)?.node : undefined;
  const given = declared && ts.isVariableDeclaration(declared) ? declared.initializer : undefined;
  return given ? unwrap(given) : value;
}

/** A text that is made of the folder of its file and of static parts. */
function textOf(node: ts.Expression, folder: string, depth = 8): string | undefined {
  const value = depth > 0 ? initial(node) : node;
  const inner = (each: ts.Expression) => textOf(each, folder, depth - 1);
  if (depth <= 0) return undefined;
  if (ts.isStringLiteralLike(value)) return value.text;
  if (ts.isIdentifier(value)) return value.text === '__dirname' ? folder : undefined;
  if (/^import\.meta\.(?:dirname|dir)$/.test(value.getText())) return folder;
  if (ts.isBinaryExpression(value) && value.operatorToken.kind === ts.SyntaxKind.PlusToken)
    return joined([inner(value.left), inner(value.right)], '');
  if (ts.isTemplateExpression(value)) {
    const parts = value.templateSpans.flatMap(({ expression, literal }) => [inner(expression), literal.text]);
    return joined([value.head.text, ...parts], '');
  }
  const isJoining = ts.isCallExpression(value) && /^(?:join|resolve)$/.test(calleeName(value) ?? '');
  return isJoining ? joined(value.arguments.map(inner), '/') : undefined;
}

function joined(parts: readonly (string | undefined)[], between: string): string | undefined {
  return parts.includes(undefined) ? undefined : parts.join(between);
}

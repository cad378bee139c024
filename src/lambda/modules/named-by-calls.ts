import { posix } from 'node:path';
import { ts } from 'ts-morph';
import { calleeName } from '../../ast/nodes.js';
import type { FileFacts } from './file-facts.js';
import { ANY_TEXT, initial, pathText } from './path-text.js';

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
    .map((element) => pathText(element, posix.dirname(file.fileName)))
    .filter((path) => !path.includes(ANY_TEXT))
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

import { ts } from 'ts-morph';
import {
  calleeName,
  collect,
  type FunctionNode,
  findAncestor,
  functionName,
  isAssignment,
  isFunctionNode,
  isMemberAccess,
  memberName,
  nameText,
  unwrap,
} from '../../ast/nodes.js';
import { groupBy } from '../../lib/group.js';
import { oncePer } from '../../lib/memoise.js';
import { withoutEnding } from './match.js';

/** Stands for any text that nobody knows. */
export const HOLE = '\0';
/** Stands for a path of which nobody knows anything, though it may be worked out. */
export const ANY = '\0\0';

/** Further ways to put a path together say nothing more. */
const MOST_PATHS = 40;
/** Work on all loads of a test; what would take more may lead anywhere. */
const MOST_STEPS = 20_000;

/** What modules for paths offer, by whatever name these are loaded. */
const ON_PATHS = /^(join|resolve|normalize|relative|dirname|fileURLToPath|pathToFileURL)$/;

type Paths = readonly string[];

/** A name and something that it is set to. */
interface Setting {
  readonly name: string;
  readonly value: ts.Expression;
}

/**
 * Works out which paths an expression may be: `join(__dirname, 'a', name)` is `?/a/?`, where `?` is a hole. Names are looked up in all of the
 * files as they are written, wherever they are set, as tests do nothing with names that this would mistake.
 */
export function createComposedPaths(files: readonly ts.SourceFile[]): (expression: ts.Expression) => Paths {
  let left = MOST_STEPS;
  const open = new Set<string>();
  const pathsOf = (expression: ts.Expression): Paths => {
    left -= 1;
    return left < 0 ? [HOLE] : bounded(composed(unwrap(expression)));
  };
  const allOf = (expressions: readonly ts.Expression[]): Paths => expressions.flatMap(pathsOf);
  /** Whatever is written under a name. */
  const named = (name: string | undefined): Paths => {
    if (name === undefined || open.has(name)) return [];
    open.add(name);
    const paths = allOf(files.flatMap((file) => settingsIn(file).get(name) ?? []).map(({ value }) => value));
    open.delete(name);
    return paths;
  };
  const joined = (parts: readonly ts.Expression[], glue: string): Paths =>
    parts.reduce<Paths>((before, part, at) => combined(before, pathsOf(part), at === 0 ? '' : glue), ['']);
  const composed = (node: ts.Expression): Paths => {
    if (ts.isStringLiteralLike(node)) return [node.text];
    if (ts.isTemplateExpression(node)) return ofTemplate(node);
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
      return joined([node.left, node.right], '');
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) return ofCall(node);
    if (isMemberAccess(node)) return ofMember(node);
    if (ts.isIdentifier(node)) return orHole(named(node.text));
    return orHole(allOf(partsOf(node)));
  };
  const ofTemplate = ({ head, templateSpans }: ts.TemplateExpression): Paths =>
    templateSpans.reduce<Paths>(
      (before, { expression, literal }) => combined(combined(before, pathsOf(expression)), [literal.text]),
      [head.text],
    );
  const ofMember = (node: ts.PropertyAccessExpression | ts.ElementAccessExpression): Paths => {
    const name = memberName(node);
    if (name === 'sep') return ['/'];
    // `pathToFileURL(path).href` is the path, and `paths.orders` what was put there.
    return orHole([...pathsOf(node.expression).filter(isKnown), ...named(name)]);
  };
  const ofCall = (call: ts.CallExpression | ts.NewExpression): Paths => {
    const parts = call.arguments ?? [];
    // `new URL('../src/a', import.meta.url)` leaves the name of the second one out.
    if (ts.isNewExpression(call)) return orHole(allOf(parts.slice(0, 1)));
    const name = calleeName(call);
    const receiver = isMemberAccess(call.expression) ? unwrap(call.expression.expression) : undefined;
    if (name === 'join' && receiver && ts.isArrayLiteralExpression(receiver)) return joined(receiver.elements, '/');
    if (name === 'require') return [HOLE];
    // `file.replace(…)`, `list.map(…)`
    const ofReceiver = receiver && !ON_PATHS.test(name ?? '') ? pathsOf(receiver).filter(isKnown) : [];
    if (ofReceiver.length > 0) return [...ofReceiver, HOLE];
    // Whatever else is called puts together what it is given, or returns what is written there.
    const given = parts.length > 0 ? joined(parts, '/') : [HOLE];
    return [...(name === 'dirname' ? given.map((path) => `${path}/..`) : given), ...named(name)];
  };
  return (expression) => {
    const paths = pathsOf(expression);
    return left < 0 || paths.length > MOST_PATHS ? [ANY] : paths;
  };
}

/** What else may be the value, or an item of it. */
function partsOf(node: ts.Expression): readonly ts.Expression[] {
  if (ts.isBinaryExpression(node)) return [node.left, node.right];
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse];
  if (ts.isAwaitExpression(node) || ts.isSpreadElement(node)) return [node.expression];
  if (ts.isArrayLiteralExpression(node)) return node.elements;
  if (ts.isObjectLiteralExpression(node)) return node.properties.flatMap(valuesOf);
  return isFunctionNode(node) ? returnedBy(node) : [];
}

function valuesOf(property: ts.ObjectLiteralElementLike): readonly ts.Expression[] {
  if (ts.isPropertyAssignment(property)) return [property.initializer];
  if (ts.isShorthandPropertyAssignment(property)) return [property.name];
  return ts.isSpreadAssignment(property) ? [property.expression] : [];
}

function returnedBy(fn: FunctionNode): readonly ts.Expression[] {
  if (fn.body === undefined || !ts.isBlock(fn.body)) return fn.body === undefined ? [] : [fn.body];
  return collect(fn.body, ts.isReturnStatement).flatMap(({ expression }) => expression ?? []);
}

function combined(before: Paths, after: Paths, glue = ''): Paths {
  return bounded(before.flatMap((start) => after.map((end) => start + glue + end)));
}

function bounded(paths: Paths): Paths {
  const all = [...new Set(paths)];
  return all.length > MOST_PATHS ? [...all.slice(0, MOST_PATHS), HOLE] : all;
}

function orHole(paths: Paths): Paths {
  return paths.length > 0 ? paths : [HOLE];
}

/** Does it hold more than holes, endings and steps upwards? */
export function isKnown(path: string): boolean {
  return path.split('/').some((segment) => /[^\0.*]/.test(withoutEnding(segment)));
}

/** What each name of a file is set to: variables, members, functions by what they return, parameters by what they are given. */
const settingsIn = oncePer((file: ts.SourceFile): ReadonlyMap<string, readonly Setting[]> => {
  const nodes = collect(file, (_): _ is ts.Node => true, 'nested');
  const calls = groupBy(nodes.filter(ts.isCallExpression), (call) => calleeName(call) ?? '');
  return groupBy(
    nodes.flatMap((node) => [...settingsBy(node), ...(isFunctionNode(node) ? ofParameters(node, calls) : [])]),
    ({ name }) => name,
  );
});

function settingsBy(node: ts.Node): readonly Setting[] {
  if (ts.isVariableDeclaration(node)) return setting(namesIn(node.name), node.initializer ?? iterated(node));
  if (ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node) || ts.isBindingElement(node))
    return setting(namesIn(node.name), node.initializer);
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node))
    return returnedBy(node).flatMap((value) => setting(node.name ? namesIn(node.name) : [], value));
  if (!isAssignment(node)) return [];
  const name = ts.isIdentifier(node.left) ? node.left.text : memberName(node.left);
  return setting(name === undefined ? [] : [name], node.right);
}

function setting(names: readonly string[], value: ts.Expression | undefined): readonly Setting[] {
  return value === undefined ? [] : names.map((name) => ({ name, value }));
}

/** All names of a pattern: each is a part of the value. */
function namesIn(name: ts.BindingName | ts.PropertyName): readonly string[] {
  if (ts.isObjectBindingPattern(name) || ts.isArrayBindingPattern(name))
    return name.elements.flatMap((each) => (ts.isBindingElement(each) ? namesIn(each.name) : []));
  const text = nameText(name);
  return text === undefined ? [] : [text];
}

/** `list` of `for (const name of list)`. */
function iterated({ parent }: ts.VariableDeclaration): ts.Expression | undefined {
  const loop = parent.parent;
  return ts.isForOfStatement(loop) && loop.initializer === parent ? loop.expression : undefined;
}

type Calls = ReadonlyMap<string, readonly ts.CallExpression[]>;

/** By the arguments of calls of the function's name, or the list whose items it is called with: `it.each(list)('…', load)`, `list.map(load)`. */
function ofParameters(fn: FunctionNode, calls: Calls): readonly Setting[] {
  const call = findAncestor(fn, ts.isCallExpression);
  const giving = call?.arguments.some((each) => unwrap(each) === fn) ? call : undefined;
  const items = giving ? itemsGivenBy(giving) : [];
  const named = giving ? [] : (calls.get(functionName(fn)) ?? []);
  return fn.parameters.flatMap(({ name, initializer }, at) => {
    const values = [
      ...items,
      ...named.flatMap((each) => each.arguments[at] ?? []),
      ...(initializer ? [initializer] : []),
    ];
    return values.flatMap((value) => setting(namesIn(name), value));
  });
}

function itemsGivenBy({ expression }: ts.CallExpression): readonly ts.Expression[] {
  const callee = unwrap(expression);
  if (ts.isCallExpression(callee)) return callee.arguments;
  return isMemberAccess(callee) ? [callee.expression] : [];
}

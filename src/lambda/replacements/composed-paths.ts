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
import { lookup } from '../../ast/scope.js';
import { groupBy } from '../../lib/group.js';
import { oncePer } from '../../lib/memoise.js';
import { withoutEnding } from './match.js';
import { returnedExpressions } from './origins.js';

/** Stands for any text that nobody knows. */
export const HOLE = '\0';
/** Stands for a path of which nobody knows anything, though it may be worked out. */
export const ANY_PATH = '\0\0';

/** Further ways to put a path together say nothing more. */
const MOST_PATHS = 40;
const MOST_VALUES = 20;
/** Work on all loads of a test; what would take more may lead anywhere. */
const MOST_STEPS = 20_000;
const DEEPEST = 200;
/** No path is longer. */
const LONGEST = 1000;

/** What modules for paths offer, by whatever name these are loaded. */
const ON_PATHS = /^(join|resolve|normalize|relative|dirname|fileURLToPath|pathToFileURL)$/;

type Paths = readonly string[];

/** A name and something that it is set to. */
interface NameSetting {
  readonly name: string;
  /** Several are put together to a path, as those of a rest parameter may be. */
  readonly values: readonly ts.Expression[];
  /** Declared here as a constant that holds no list, so that nothing else is ever written to it. */
  readonly constant?: ts.VariableDeclaration;
}

/**
 * Works out which paths an expression may be: `join(__dirname, 'a', name)` is `?/a/?`, where `?` is a hole. Names are looked up in all of the
 * files as they are written, wherever they are set. So what is found of a name may be of another one, or not be all: beside it, there is a
 * hole, but for a constant.
 */
export class ComposedPaths {
  readonly #files: readonly ts.SourceFile[];
  /** Names that are being worked out: they may be made of themselves. */
  readonly #open = new Set<string>();
  #stepsLeft = MOST_STEPS;
  #depth = 0;
  /** Something had more values than are looked at. */
  #hasMore = false;

  constructor(files: readonly ts.SourceFile[]) {
    this.#files = files;
  }

  of(expression: ts.Expression): Paths {
    this.#hasMore = false;
    const paths = this.#pathsOf(expression);
    return this.#stepsLeft < 0 || (this.#hasMore && !paths.some(isKnown)) ? [ANY_PATH] : paths;
  }

  #pathsOf(expression: ts.Expression): Paths {
    this.#stepsLeft -= this.#depth > DEEPEST ? MOST_STEPS : 1;
    if (this.#stepsLeft < 0) return [HOLE];
    this.#depth += 1;
    const paths = bounded(this.#composed(unwrap(expression)));
    this.#depth -= 1;
    return paths;
  }

  #allOf(expressions: readonly ts.Expression[]): Paths {
    return expressions.flatMap((each) => this.#pathsOf(each));
  }

  #composed(node: ts.Expression): Paths {
    if (ts.isStringLiteralLike(node)) return [node.text];
    if (ts.isTemplateExpression(node)) return this.#ofTemplate(node);
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
      return this.#joined([node.left, node.right], '');
    if (ts.isCallExpression(node)) return this.#ofCall(node);
    if (ts.isNewExpression(node)) return this.#ofUrl(node);
    if (isMemberAccess(node)) return this.#ofMember(node);
    return ts.isIdentifier(node) ? this.#ofName(node) : orHole(this.#allOf(partsOf(node)));
  }

  #ofTemplate({ head, templateSpans }: ts.TemplateExpression): Paths {
    return templateSpans.reduce<Paths>(
      (before, { expression, literal }) =>
        this.#combined(this.#combined(before, this.#pathsOf(expression)), [literal.text]),
      [head.text],
    );
  }

  #ofMember(node: ts.PropertyAccessExpression | ts.ElementAccessExpression): Paths {
    const name = memberName(node);
    if (name === 'sep') return ['/'];
    // `pathToFileURL(path).href` is the path, and `paths.orders` what was put there.
    return [...this.#pathsOf(node.expression).filter(isKnown), ...this.#writtenAs(name), HOLE];
  }

  #ofName(node: ts.Identifier): Paths {
    const settings = this.#settingsOf(node.text);
    const [only] = settings;
    const isAll = settings.length === 1 && only?.constant !== undefined && lookup(node)?.node === only.constant;
    return isAll ? orHole(this.#writtenAs(node.text)) : [...this.#writtenAs(node.text), HOLE];
  }

  /** `new URL('../src/a', import.meta.url)`: the name of the file at hand is left out, another base is not. */
  #ofUrl({ arguments: [path, base] = ts.factory.createNodeArray() }: ts.NewExpression): Paths {
    const own = path ? this.#pathsOf(path) : [HOLE];
    return base ? [...own, ...this.#combined(this.#pathsOf(base), own, '/')] : own;
  }

  #ofCall(call: ts.CallExpression): Paths {
    const name = calleeName(call) ?? '';
    const receiver = isMemberAccess(call.expression) ? unwrap(call.expression.expression) : undefined;
    if (receiver && ts.isArrayLiteralExpression(receiver) && name === 'join')
      return this.#joined(receiver.elements, '/');
    if (receiver && name === 'concat') return this.#joined([receiver, ...call.arguments], '');
    if (name === 'require') return [HOLE];
    const ofReceiver = receiver ? this.#pathsOf(receiver).filter(isKnown) : [];
    return ofReceiver.length > 0 ? changed(ofReceiver) : this.#given(name, call.arguments);
  }

  /** What a call makes of what it is given. */
  #given(name: string, parts: readonly ts.Expression[]): Paths {
    const isOwn = this.#settingsOf(name).length > 0;
    const joined = parts.length > 0 ? this.#joined(parts, '/') : [HOLE];
    if (name === 'dirname' && !isOwn) return joined.map((path) => `${path}/..`);
    const others = parts.some((part) => ts.isObjectLiteralExpression(unwrap(part)));
    if (ON_PATHS.test(name) && !isOwn && !others) return joined;
    // Whatever else is called may put together what it is given, give one of it, or return what is written there.
    return [...joined, ...this.#allOf(parts), ...this.#writtenAs(name), HOLE];
  }

  #joined(parts: readonly ts.Expression[], glue: string): Paths {
    return parts.reduce<Paths>(
      (before, part, at) => this.#combined(before, this.#pathsOf(part), at === 0 ? '' : glue),
      [''],
    );
  }

  #combined(before: Paths, after: Paths, glue = ''): Paths {
    this.#stepsLeft -= before.length * after.length;
    if (this.#stepsLeft < 0) return [HOLE];
    return bounded(before.flatMap((start) => after.map((end) => shortened(start + glue + end))));
  }

  #settingsOf(name: string): readonly NameSetting[] {
    return this.#files.flatMap((file) => settingsIn(file).get(name) ?? []);
  }

  /** Whatever the name is set to anywhere. */
  #writtenAs(name: string | undefined): Paths {
    if (name === undefined || this.#open.has(name)) return [];
    this.#open.add(name);
    const paths = new Set(this.#settingsOf(name).flatMap(({ values }) => this.#joined(values, '/')));
    this.#open.delete(name);
    if (paths.size <= MOST_VALUES) return [...paths];
    this.#hasMore = true;
    return [HOLE];
  }
}

/** What else may be the value, or an item of it. */
function partsOf(node: ts.Expression): readonly ts.Expression[] {
  if (ts.isBinaryExpression(node)) return [node.left, node.right];
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse];
  if (ts.isAwaitExpression(node) || ts.isSpreadElement(node)) return [node.expression];
  if (ts.isArrayLiteralExpression(node)) return node.elements;
  if (ts.isObjectLiteralExpression(node)) return node.properties.flatMap(valuesOf);
  return isFunctionNode(node) ? returnedExpressions(node) : [];
}

function valuesOf(property: ts.ObjectLiteralElementLike): readonly ts.Expression[] {
  if (ts.isPropertyAssignment(property)) return [property.initializer];
  if (ts.isShorthandPropertyAssignment(property)) return [property.name];
  return ts.isSpreadAssignment(property) ? [property.expression] : [];
}

/** What `file.replace(…)`, `handler.split('.')` or `list.join('/')` may make of them: mostly their end stays. */
function changed(paths: Paths): Paths {
  return [...paths, ...paths.map((path) => `${HOLE}/${path.slice(path.lastIndexOf('/') + 1)}`), HOLE];
}

function shortened(path: string): string {
  return path.length > LONGEST ? HOLE : path;
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
const settingsIn = oncePer((file: ts.SourceFile): ReadonlyMap<string, readonly NameSetting[]> => {
  const nodes = collect(file, (_): _ is ts.Node => true, 'nested');
  const calls = groupBy(nodes.filter(ts.isCallExpression), (call) => calleeName(call) ?? '');
  return groupBy(
    nodes.flatMap((node) => [...settingsBy(node), ...(isFunctionNode(node) ? ofParameters(node, calls) : [])]),
    ({ name }) => name,
  );
});

function settingsBy(node: ts.Node): readonly NameSetting[] {
  if (ts.isVariableDeclaration(node)) return settingOf(node);
  if (ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node) || ts.isBindingElement(node))
    return setting(namesIn(node.name), given(node.initializer));
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node))
    return returnedExpressions(node).flatMap((value) => setting(node.name ? namesIn(node.name) : [], [value]));
  if (!isAssignment(node)) return [];
  const name = ts.isIdentifier(node.left) ? node.left.text : memberName(node.left);
  return setting(name === undefined ? [] : [name], [node.right]);
}

function settingOf(node: ts.VariableDeclaration): readonly NameSetting[] {
  const value = node.initializer ?? iterated(node);
  const isConstant = (node.parent.flags & ts.NodeFlags.Const) !== 0 && ts.isIdentifier(node.name);
  // A list may get further items; a `for` takes them out.
  const isOfList = value !== undefined && node.initializer !== undefined && isList(unwrap(value));
  return setting(namesIn(node.name), given(value), isConstant && !isOfList ? node : undefined);
}

function isList(node: ts.Expression): boolean {
  return ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node);
}

function setting(
  names: readonly string[],
  values: readonly ts.Expression[],
  constant?: ts.VariableDeclaration,
): readonly NameSetting[] {
  return values.length === 0 ? [] : names.map((name) => ({ name, values, constant }));
}

function given(value: ts.Expression | undefined): readonly ts.Expression[] {
  return value === undefined ? [] : [value];
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
function ofParameters(fn: FunctionNode, calls: Calls): readonly NameSetting[] {
  const call = findAncestor(fn, ts.isCallExpression);
  const giving = call?.arguments.some((each) => unwrap(each) === fn) ? call : undefined;
  const items = giving ? itemsGivenBy(giving) : [];
  const named = giving ? [] : (calls.get(functionName(fn)) ?? []);
  return fn.parameters.flatMap(({ name, initializer, dotDotDotToken }, at) => {
    const ofCalls = named.map(({ arguments: all }) => (dotDotDotToken ? all.slice(at) : all.slice(at, at + 1)));
    return [...ofCalls, ...items.map((item) => [item]), given(initializer)].flatMap((values) =>
      setting(namesIn(name), values),
    );
  });
}

function itemsGivenBy({ expression }: ts.CallExpression): readonly ts.Expression[] {
  const callee = unwrap(expression);
  if (ts.isCallExpression(callee)) return callee.arguments;
  return isMemberAccess(callee) ? [callee.expression] : [];
}

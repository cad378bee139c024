import { ts } from 'ts-morph';
import { isFunctionNode, memberName, unwrap } from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import { type Evaluation, type Lists, NONE } from './evaluation.js';
import { exported, exportNames } from './imports.js';
import { allProperties } from './members.js';
import type { Denoted } from './value.js';

type Listed = readonly Denoted[];

/** Methods of a list that give a list of the same elements. */
const SAME =
  /^(filter|slice|splice|concat|reverse|toReversed|sort|toSorted|toSpliced|with|flat|fill|values|keys|union|difference|intersection)$/;
/** Methods that give one of its elements. */
const ONE = /^(find|findLast|at|pop|shift)$/;
/** Methods that call a function for each element, and hand it over first. */
const EACH = /^(map|flatMap|forEach|filter|find|findLast|findIndex|findLastIndex|some|every|sort|toSorted)$/;

export function createLists(e: Evaluation): Lists {
  /** What one would not know without following lists. */
  const doubtful = <Answer extends Listed | undefined>(answer: Answer): Answer => {
    if (answer && answer.length > 0) e.memory.noteDoubt();
    return answer;
  };
  return {
    made: (node) => doubtful(isContainer(node) ? [{ kind: 'container', node }] : undefined),
    called: (call) => doubtful(ofListCall(e, call) ?? ofThen(e, call)),
    elementsOf: (value) => doubtful(elementsOf(e, value)),
    elementAt: (value, index) => ofPlainElement(e, value, index) ?? doubtful(elementAt(e, value, index)),
    handed: (call, index) => doubtful(handedElements(e, call, index)),
    anyMember: (value) => {
      if (value.kind === 'object') return allProperties(e, value.node, (each) => doubtful(ofCopied(e, each)));
      return doubtful([...allMembers(e, value), ...elementsOf(e, value)]);
    },
  };
}

/** Of a literal, where nothing of unknown length stands before it. */
function ofPlainElement(e: Evaluation, value: Denoted, index: number): Listed | undefined {
  if (value.kind !== 'array' || value.node.elements.slice(0, index + 1).some(ts.isSpreadElement)) return undefined;
  const element = value.node.elements[index];
  return element && e.of(element);
}

/** `new Map()`, unless the code has a `Map` of its own. */
function isContainer({ expression }: ts.NewExpression): boolean {
  return ts.isIdentifier(expression) && /^(Weak)?(Map|Set)$/.test(expression.text) && !lookup(expression);
}

/** What iterating over a value yields; nothing where it is no list of ours. */
function elementsOf(e: Evaluation, value: Denoted): Listed {
  switch (value.kind) {
    case 'array':
      return e.memory.member(value.node, '[]', () => [...ofLiteral(e, value.node), ...addedTo(e, value.node)]);
    case 'container':
      return e.memory.member(value.node, '[]', () => ofContainer(e, value.node));
    case 'list':
      return e.memory.member(value.node, '[]', () => ofList(e, value.node));
    default:
      return NONE;
  }
}

/** Of a literal, or of what waits for all of a literal; else any. */
function elementAt(e: Evaluation, value: Denoted, index: number): Listed {
  if (value.kind === 'entry') return index === 1 ? valuesIn(e, value.node) : NONE;
  const literal = value.kind === 'list' ? awaitedLiteral(value.node) : value.kind === 'array' ? value.node : undefined;
  const element = literal?.elements[index];
  const isBehindSpread = literal?.elements.slice(0, index + 1).some(ts.isSpreadElement) ?? true;
  return element && !isBehindSpread ? e.of(element) : elementsOf(e, value);
}

/** `[a(), b()]` of `Promise.all([a(), b()])`. */
function awaitedLiteral(call: ts.CallExpression): ts.ArrayLiteralExpression | undefined {
  const [argument] = call.arguments;
  const list = argument && unwrap(argument);
  return isAwaitingAll(call) && list && ts.isArrayLiteralExpression(list) ? list : undefined;
}

function ofListCall(e: Evaluation, call: ts.CallExpression): Listed | undefined {
  const callee = unwrap(call.expression);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  if (isListMaker(call)) return [{ kind: 'list', node: call }];
  const name = callee.name.text;
  if (!METHODS.test(name)) return undefined;
  const lists = listsOf(e, callee.expression);
  if (lists.length === 0) return isMappedByOurs(e, call) ? [{ kind: 'list', node: call }] : undefined;
  if (name === 'get') return lists.flatMap((list) => (list.kind === 'container' ? storedIn(e, list.node) : NONE));
  if (ONE.test(name)) return lists.flatMap((list) => elementsOf(e, list));
  return [{ kind: 'list', node: call }];
}

/** `event.ids.map(load)`: whatever the list is, what our function gives is known. */
function isMappedByOurs(e: Evaluation, call: ts.CallExpression): boolean {
  const [mapper] = call.arguments;
  const isMapping = /^(map|flatMap)$/.test(memberName(unwrap(call.expression)) ?? '');
  return isMapping && !!mapper && e.of(mapper).some(({ kind }) => kind === 'function');
}

/** `load().then(toRows)` is what the callback gives; `.catch()` and `.finally()` leave it as it is. */
function ofThen(e: Evaluation, call: ts.CallExpression): Listed | undefined {
  const callee = unwrap(call.expression);
  if (!ts.isPropertyAccessExpression(callee) || !/^(then|catch|finally)$/.test(callee.name.text)) return undefined;
  const before = e.of(callee.expression);
  // What a package gives may have a `then` of its own.
  if (before.some(({ kind }) => kind === 'made' || kind === 'member' || kind === 'external')) return undefined;
  const [callback] = call.arguments;
  if (callee.name.text !== 'then' || !callback) return before;
  return e.of(callback).flatMap((value) => (value.kind === 'function' ? e.returnsOf(value.node) : NONE));
}

const METHODS = new RegExp(`${SAME.source}|${ONE.source}|^(map|flatMap|entries|get)$`);

/** `Object.values(all)`, `Object.entries(all)`, `Array.from(all)`, `Promise.all(all)`. */
function isListMaker(call: ts.CallExpression): boolean {
  const [object, name] = namesOf(call);
  if (object === 'Object') return name === 'values' || name === 'entries';
  return object === 'Array' ? name === 'from' || name === 'of' : isAwaitingAll(call);
}

function isAwaitingAll(call: ts.CallExpression): boolean {
  const [object, name] = namesOf(call);
  return name === 'all' && (object === 'Promise' || object === 'Bluebird' || object === 'bluebird');
}

/** `Object` and `values` of `Object.values(all)`. */
function namesOf({ expression }: ts.CallExpression): readonly [object?: string, name?: string] {
  if (!ts.isPropertyAccessExpression(expression) || !ts.isIdentifier(expression.expression)) return [];
  return [expression.expression.text, expression.name.text];
}

function handedElements(e: Evaluation, call: ts.CallExpression, index: number): Listed {
  const callee = unwrap(call.expression);
  const name = memberName(callee);
  const [first] = call.arguments;
  if (name === undefined || !ts.isPropertyAccessExpression(callee))
    return first ? firstElements(e, first, index) : NONE;
  if (name === 'then') return index === 0 ? e.of(callee.expression) : NONE;
  const lists = listsOf(e, callee.expression);
  const elements = (): Listed => lists.flatMap((list) => givenByForEach(e, list));
  if (lists.length > 0 && /^reduce(Right)?$/.test(name)) return index === 1 ? elements() : initial(e, call);
  if (lists.length > 0 && EACH.test(name)) return index === 0 || /^(to)?sort/i.test(name) ? elements() : NONE;
  // `pMap(all, fn)`, `_.map(all, fn)`, `Promise.map(all, fn)`
  return first ? firstElements(e, first, index) : NONE;
}

function firstElements(e: Evaluation, first: ts.Expression, index: number): Listed {
  if (index !== 0 || isFunctionNode(unwrap(first))) return NONE;
  return listsOf(e, first).flatMap((list) => givenByForEach(e, list));
}

function initial(e: Evaluation, { arguments: given }: ts.CallExpression): Listed {
  return given[1] ? e.of(given[1]) : NONE;
}

/** A map hands over its values. */
function givenByForEach(e: Evaluation, list: Denoted): Listed {
  return list.kind === 'container' ? storedIn(e, list.node) : elementsOf(e, list);
}

function listsOf(e: Evaluation, expression: ts.Expression): Listed {
  return e.of(expression).filter(({ kind }) => kind === 'array' || kind === 'container' || kind === 'list');
}

function ofLiteral(e: Evaluation, node: ts.ArrayLiteralExpression): Listed {
  return node.elements.flatMap((element) =>
    ts.isSpreadElement(element) ? e.of(element.expression).flatMap((each) => elementsOf(e, each)) : e.of(element),
  );
}

/** `all.push(x)` in the file of the list. */
function addedTo(e: Evaluation, list: ts.ArrayLiteralExpression | ts.NewExpression): Listed {
  return callsOn(e, list, /^(push|unshift|add)$/).flatMap(({ arguments: given }) =>
    given.flatMap((each) =>
      ts.isSpreadElement(each) ? e.of(each.expression).flatMap((value) => elementsOf(e, value)) : e.of(each),
    ),
  );
}

function callsOn(
  e: Evaluation,
  list: ts.ArrayLiteralExpression | ts.NewExpression,
  method: RegExp,
): readonly ts.CallExpression[] {
  const module = e.graph.modules.get(list.getSourceFile().fileName);
  return (module?.facts.additions ?? []).filter((call) => {
    const callee = call.expression as ts.PropertyAccessExpression;
    return (
      method.test(callee.name.text) && e.of(callee.expression).some((value) => 'node' in value && value.node === list)
    );
  });
}

function isMap({ expression }: ts.NewExpression): boolean {
  return ts.isIdentifier(expression) && expression.text.endsWith('Map');
}

/** A set yields what was added, a map its entries. */
function ofContainer(e: Evaluation, node: ts.NewExpression): Listed {
  if (isMap(node)) return [{ kind: 'entry', node }];
  return storedIn(e, node);
}

/** The values of a map, and the elements of a set. */
function storedIn(e: Evaluation, node: ts.NewExpression): Listed {
  return e.memory.member(node, 'values', () => {
    const [given] = node.arguments ?? [];
    const first = given ? e.of(given).flatMap((value) => elementsOf(e, value)) : NONE;
    if (!isMap(node)) return [...first, ...addedTo(e, node)];
    const set = callsOn(e, node, /^set$/).flatMap(({ arguments: [, value] }) => (value ? e.of(value) : NONE));
    return [...first.flatMap((pair) => elementAt(e, pair, 1)), ...set];
  });
}

function ofList(e: Evaluation, call: ts.CallExpression): Listed {
  const callee = call.expression as ts.PropertyAccessExpression;
  const name = callee.name.text;
  const [first] = call.arguments;
  if (isListMaker(call)) return first ? ofMade(e, call, first) : NONE;
  const lists = listsOf(e, callee.expression);
  if (name === 'map' || name === 'flatMap') return first ? ofMapped(e, first, name === 'flatMap') : NONE;
  if (name === 'entries') return [{ kind: 'entry', node: call }];
  if (name === 'values') return lists.flatMap((list) => givenByForEach(e, list));
  const own = lists.flatMap((list) => elementsOf(e, list));
  if (name !== 'concat') return name === 'flat' ? flattened(e, own) : own;
  return [
    ...own,
    ...flattened(
      e,
      call.arguments.flatMap((each) => e.of(each)),
    ),
  ];
}

function ofMade(e: Evaluation, call: ts.CallExpression, first: ts.Expression): Listed {
  switch ((call.expression as ts.PropertyAccessExpression).name.text) {
    case 'values':
      return membersIn(e, first);
    case 'entries':
      return [{ kind: 'entry', node: call }];
    case 'of':
      return call.arguments.flatMap((each) => e.of(each));
    default: {
      const [, mapper] = call.arguments;
      return mapper ? ofMapped(e, mapper, false) : e.of(first).flatMap((value) => elementsOf(e, value));
    }
  }
}

function ofMapped(e: Evaluation, mapper: ts.Expression, isFlat: boolean): Listed {
  const given = e.of(mapper).flatMap((value) => {
    if (value.kind === 'function') return e.returnsOf(value.node);
    // `types.map((Type) => …)` is the usual form, `all.map(wrap)` with a wrapper of a package another.
    return NONE;
  });
  return isFlat ? flattened(e, given) : given;
}

function flattened(e: Evaluation, values: Listed): Listed {
  return values.flatMap((value) => {
    const inner = elementsOf(e, value);
    return inner.length > 0 ? inner : [value];
  });
}

/** The second half of an entry: of `Object.entries(all)`, of a map, or of `all.entries()`. */
function valuesIn(e: Evaluation, node: ts.CallExpression | ts.NewExpression): Listed {
  if (ts.isNewExpression(node)) return storedIn(e, node);
  const [first] = node.arguments;
  if (isListMaker(node)) return first ? membersIn(e, first) : NONE;
  return listsOf(e, (node.expression as ts.PropertyAccessExpression).expression).flatMap((list) =>
    givenByForEach(e, list),
  );
}

function membersIn(e: Evaluation, holder: ts.Expression): Listed {
  return e.of(holder).flatMap((value) => allMembers(e, value));
}

/** All that an object or a module of ours holds, and all methods of an object of ours. */
function allMembers(e: Evaluation, value: Denoted): Listed {
  if (value.kind === 'object')
    return allProperties(e, value.node, (each) => (each.kind === 'module' ? ofModule(e, each.path) : NONE));
  if (value.kind === 'module') return ofModule(e, value.path);
  if (value.kind !== 'instance') return NONE;
  return value.node.members.flatMap(
    (each): Listed => (ts.isMethodDeclaration(each) && each.body ? [{ kind: 'function', node: each }] : NONE),
  );
}

/** `{ ...handlers }` of a module: what it exports. Methods are not copied. */
function ofCopied(e: Evaluation, value: Denoted): Listed {
  return value.kind === 'module' ? ofModule(e, value.path) : NONE;
}

function ofModule(e: Evaluation, path: string): Listed {
  return exportNames(e, path).flatMap((name) => exported(e, path, name));
}

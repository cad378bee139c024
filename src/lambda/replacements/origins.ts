import { ts } from 'ts-morph';
import {
  calleeName,
  type FunctionNode,
  findAncestor,
  isAssigning,
  isFunctionNode,
  isMemberAccess,
  memberName,
  nameText,
  outermost,
  propertyValue,
  unwrap,
  walk,
} from '../../ast/nodes.js';
import { referencesOf } from '../../ast/references.js';
import { isModuleBinding, lookup } from '../../ast/scope.js';
import { assignmentsTo } from './assigned.js';
import { importedBy } from './sources.js';
import { loadedBy } from './texts.js';

/** A module that an object comes from, in the words of the file. */
export interface ModuleOrigin {
  readonly specifier: string;
  /** From the module inwards: `['aws', 'endpoint']`; `*` stands for any member. */
  readonly path: readonly string[];
  /** What stands there is a function or an object whose method gives it. */
  readonly isGiven: boolean;
}

/** Where an object may come from, as far as one file tells. */
export interface Origins {
  readonly imports: readonly ModuleOrigin[];
  /** Variables of the file itself that hold it. */
  readonly variables: ReadonlySet<ts.Declaration>;
  /** Parameters through which others hand it in. */
  readonly parameters: ReadonlySet<ts.ParameterDeclaration>;
}

/** An expression, and what is taken from it. */
interface TakenFrom {
  readonly node: ts.Expression;
  readonly path: readonly string[];
  readonly isGiven: boolean;
}

interface OriginSearch {
  readonly places: TakenFrom[];
  readonly imports: ModuleOrigin[];
  readonly variables: Set<ts.Declaration>;
  readonly parameters: Set<ts.ParameterDeclaration>;
}

/** Objects go by few names. */
const MOST_PLACES = 100;
const MOST_MEMBERS = 10;

/** Follows names, members, choices, and functions of the same file; copies are other objects. */
export function originsOf(node: ts.Expression, path: readonly string[] = []): Origins {
  return searched((search) => void search.places.push({ node, path, isGiven: false }));
}

/** Of what is declared: an import, or all that a variable holds. */
export function originsOfDeclaration(node: ts.Node, path: readonly string[]): Origins {
  return searched((search) => {
    search.places.push(...ofBinding(node as ts.Declaration, { path, isGiven: false }, search));
  });
}

function searched(begin: (search: OriginSearch) => void): Origins {
  const search: OriginSearch = { places: [], imports: [], variables: new Set(), parameters: new Set() };
  const seen = new Set<ts.Node>();
  begin(search);
  for (const place of search.places) {
    const at = unwrap(place.node);
    if (seen.has(at) || search.places.length > MOST_PLACES) continue;
    seen.add(at);
    search.places.push(...behind({ ...place, node: at }, search));
  }
  return search;
}

/** What a function gives. */
export function returnedExpressions(fn: FunctionNode): readonly ts.Expression[] {
  if (!fn.body) return [];
  if (!ts.isBlock(fn.body)) return [fn.body];
  const returned: ts.Expression[] = [];
  walk(fn.body, (each) => void (ts.isReturnStatement(each) && each.expression && returned.push(each.expression)));
  return returned;
}

/** `function use() {}`, `const use = () => {}` */
export function functionOf(declaration: ts.Node | undefined): FunctionNode | undefined {
  if (!declaration) return undefined;
  if (isFunctionNode(declaration)) return declaration;
  const value =
    ts.isVariableDeclaration(declaration) && declaration.initializer ? unwrap(declaration.initializer) : undefined;
  return value && isFunctionNode(value) ? value : undefined;
}

function behind(place: TakenFrom, search: OriginSearch): readonly TakenFrom[] {
  const { node, path } = place;
  const on = (...nodes: readonly ts.Expression[]): readonly TakenFrom[] =>
    nodes.map((each) => ({ ...place, node: each }));
  if (ts.isIdentifier(node)) return ofName(node, place, search);
  if (isMemberAccess(node)) return [{ ...place, node: node.expression, path: into(memberName(node), path) }];
  if (ts.isAwaitExpression(node)) return on(node.expression);
  if (ts.isConditionalExpression(node)) return on(node.whenTrue, node.whenFalse);
  if (isAssigning(node)) return on(node.right);
  if (ts.isBinaryExpression(node)) return on(node.left, node.right);
  if (ts.isArrayLiteralExpression(node)) return on(...node.elements);
  if (ts.isObjectLiteralExpression(node)) return ofObject(node, place);
  return ts.isCallExpression(node) ? ofCall(node, place, search) : [];
}

function into(name: string | undefined, path: readonly string[]): readonly string[] {
  return [name ?? '*', ...path].slice(0, MOST_MEMBERS);
}

/** Members of an object; also those of what it copies, which are the same objects. */
function ofObject(node: ts.ObjectLiteralExpression, place: TakenFrom): readonly TakenFrom[] {
  const [name, ...path] = place.path;
  if (name === undefined) return [];
  const value = propertyValue(node, name);
  if (value) return [{ ...place, node: value, path }];
  const spreads = node.properties.filter(ts.isSpreadAssignment);
  return spreads.map(({ expression }) => ({ ...place, node: expression }));
}

/** Calls that give what they are given: `vi.mocked(config)`, `Object.assign(config, …)`. */
const PASSING = /^(mocked|assign|freeze|seal|defineProperty|defineProperties|writable|mutable|asMutable)$/;
/** Calls whose answer is a copy, or no object of those that they are called on. */
const COPYING =
  /^(split|join|map|flatMap|filter|slice|concat|trim|replace|replaceAll|keys|entries|clone\w*|to[A-Z]\w*)$/;

function ofCall(call: ts.CallExpression, place: TakenFrom, search: OriginSearch): readonly TakenFrom[] {
  const specifier = loadedBy(call);
  if (specifier !== undefined) {
    search.imports.push({ specifier, path: place.path, isGiven: place.isGiven });
    return [];
  }
  const name = calleeName(call) ?? '';
  const [first] = call.arguments;
  if (PASSING.test(name) && first) return [{ ...place, node: first }];
  const callee = unwrap(call.expression);
  if (isMemberAccess(callee) && COPYING.test(name)) return [];
  const own = ts.isIdentifier(callee) ? functionOf(lookup(callee)?.node) : undefined;
  if (own) return returnedExpressions(own).map((node) => ({ ...place, node }));
  return [{ node: callee, path: [], isGiven: true }];
}

function ofName(name: ts.Identifier, place: TakenFrom, search: OriginSearch): readonly TakenFrom[] {
  const binding = lookup(name);
  if (!binding) return [];
  if (isModuleBinding(binding)) search.variables.add(binding.node);
  return ofBinding(binding.node, place, search);
}

function ofBinding(node: ts.Declaration, place: Omit<TakenFrom, 'node'>, search: OriginSearch): readonly TakenFrom[] {
  const imported = importedBy(node);
  if (!imported) return ofDeclaration(node, place, search);
  const path = imported.name === '*' ? place.path : [imported.name, ...place.path];
  search.imports.push({ specifier: imported.specifier, path, isGiven: place.isGiven });
  return [];
}

/** What the variable is made with and set to later. */
function ofDeclaration(
  declaration: ts.Declaration,
  place: Omit<TakenFrom, 'node'>,
  search: OriginSearch,
): readonly TakenFrom[] {
  const set = assignmentsTo(declaration).map(({ value, taken }) => ({
    ...place,
    node: value,
    path: [...taken, ...place.path],
  }));
  if (ts.isBindingElement(declaration)) return [...set, ...ofElement(declaration, place, search)];
  if (ts.isParameter(declaration)) return [...set, ...ofParameter(declaration, place, search)];
  if (!ts.isVariableDeclaration(declaration)) return set;
  const round = declaration.parent.parent;
  const node = declaration.initializer ?? (ts.isForOfStatement(round) ? round.expression : undefined);
  return node ? [...set, { ...place, node }] : set;
}

/** `{ aws: a }` of `const { aws: a } = config`, also deeper and among parameters. */
function ofElement(
  element: ts.BindingElement,
  place: Omit<TakenFrom, 'node'>,
  search: OriginSearch,
): readonly TakenFrom[] {
  const { parent, propertyName, name, dotDotDotToken, initializer } = element;
  const isMember = ts.isObjectBindingPattern(parent) && !dotDotDotToken;
  const taken = isMember ? into(nameText(propertyName ?? name), place.path) : place.path;
  const spare = initializer ? [{ ...place, node: initializer }] : [];
  return [...spare, ...ofDeclaration(parent.parent, { ...place, path: taken }, search)];
}

/** What the function is called with in its own file, or called back with by what has it. */
function ofParameter(
  parameter: ts.ParameterDeclaration,
  place: Omit<TakenFrom, 'node'>,
  search: OriginSearch,
): readonly TakenFrom[] {
  search.parameters.add(parameter);
  const fn = parameter.parent;
  if (!isFunctionNode(fn)) return [];
  const index = fn.parameters.indexOf(parameter);
  const given = callsOf(fn).flatMap((call) => call.arguments[index] ?? []);
  const nodes = [...(parameter.initializer ? [parameter.initializer] : []), ...given, ...heldByCaller(fn, index)];
  return nodes.map((node) => ({ ...place, node }));
}

function callsOf(fn: FunctionNode): readonly ts.CallExpression[] {
  const holder = outermost(fn).parent;
  const declaration = ts.isVariableDeclaration(holder) ? holder : fn;
  return referencesOf(declaration).flatMap(({ parent }) =>
    ts.isCallExpression(parent) && ts.isIdentifier(parent.expression) ? [parent] : [],
  );
}

/** `config.buckets` of `config.buckets.forEach((bucket) => …)`, the module of `import('x').then((module) => …)`. */
function heldByCaller(fn: FunctionNode, index: number): readonly ts.Expression[] {
  const call = outermost(fn).parent;
  if (index > 0 || !ts.isCallExpression(call) || call.expression === fn) return [];
  const callee = unwrap(call.expression);
  return isMemberAccess(callee) ? [callee.expression] : [];
}

/** The name by which a file exports or declares the function that has the parameter. */
export function ownerNameOf({ parent }: ts.ParameterDeclaration): string | undefined {
  const declared = nameText(parent.name as ts.PropertyName | undefined);
  const variable = findAncestor(parent, ts.isVariableDeclaration);
  if (declared !== undefined || !variable || functionOf(variable) !== parent) return declared;
  return nameText(variable.name);
}

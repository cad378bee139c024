import { memoise } from '../../lib/memoise.js';
import { isObject, type Plain, type PlainObject } from '../data-file.js';
import type { ModuleFiles } from './files.js';
import { callHclFunction, hasOpenPart, isOpen, isScalar, UNKNOWN_PART } from './functions-of-hcl.js';
import { type Expression, parseFileTemplate, parseTemplate } from './parse-expression.js';
import { isWholeReference, stepInto } from './references.js';

/** The names that expressions of one module may refer to. */
export interface VisibleNames {
  /** A variable that is there and `undefined` is known only when Terraform runs. */
  readonly variables: PlainObject;
  readonly locals: PlainObject;
  /** Variables that are off because a root leaves them at their default. */
  readonly switches?: ReadonlySet<string>;
  /** `path.module`, `path.root`, `path.cwd`. */
  readonly paths: PlainObject;
  /** `each.key` and `each.value` inside a `for_each`. */
  readonly each?: PlainObject;
  /** `count.index` inside a `count`. */
  readonly count?: PlainObject;
  /** `aws_dynamodb_table.orders.name` */
  readonly tables?: PlainObject;
  /** A reference to a resource of the module, if it is one. */
  readonly resource?: (type: string, name: string) => string | undefined;
  /** The keys of what `for_each` or `count` makes of a resource of the module, by a reference to it. */
  readonly keysOf?: (reference: string) => readonly string[] | undefined;
  /** What the call of a module by that name gives back, already evaluated. */
  readonly outputs?: (name: string) => Plain;
  /** Files that expressions may read. */
  readonly files?: ModuleFiles;
}

/** What a `for` expression binds, by name. */
type Bound = Readonly<Record<string, Plain>>;

interface HclEvaluation {
  readonly names: VisibleNames;
  readonly bound: Bound;
  readonly depth: number;
  /** Steps that may still be taken: lists of lists of lists grow without end. */
  readonly budget: { left: number };
}

/** Locals that refer to each other in a circle must end. */
const MAX_DEPTH = 60;
const MAX_STEPS = 20_000;

/** The static value; `undefined` for what is known only when Terraform runs. */
export function evaluateHcl(value: Plain, names: VisibleNames): Plain {
  return withoutHoles(evaluateOpen(value, names));
}

/** The same with texts of which a part is known; only what hands values on to another module may take it. */
export function evaluateOpen(value: Plain, names: VisibleNames): Plain {
  return evaluatePlain(value, { names, bound: {}, depth: 0, budget: { left: MAX_STEPS } });
}

/** What a text ends with, behind all that is known only when Terraform runs: the name of a file is often static where its folder is not. */
export function staticEnd(value: Plain, names: VisibleNames): string | undefined {
  const text = evaluateOpen(value, names);
  return typeof text === 'string' ? text.slice(text.lastIndexOf(UNKNOWN_PART) + 1) : undefined;
}

/** The path in `file("…")`, the only thing that a text consists of. */
export function fileRead(value: Plain, names: VisibleNames): string | undefined {
  const template = typeof value === 'string' ? templateOf(value) : undefined;
  const [only, ...others] = template?.kind === 'template' ? template.parts : [];
  if (typeof only !== 'object' || others.length > 0 || only.kind !== 'call' || only.name !== 'file') return undefined;
  const [path] = only.args;
  const known = path && evaluate(path, { names, bound: {}, depth: 0, budget: { left: MAX_STEPS } });
  return typeof known === 'string' && !known.includes(UNKNOWN_PART) ? known : undefined;
}

function withoutHoles(value: Plain): Plain {
  if (typeof value === 'string') return value.includes(UNKNOWN_PART) ? undefined : value;
  if (Array.isArray(value)) return value.map(withoutHoles);
  if (!isObject(value)) return value;
  const known = Object.entries(value).filter(([key]) => !key.includes(UNKNOWN_PART));
  return Object.fromEntries(known.map(([key, each]) => [key, withoutHoles(each)]));
}

/** Texts of a configuration are templates. */
const templateOf = memoise((text: string): Expression => parseTemplate(text));

function evaluatePlain(value: Plain, evaluation: HclEvaluation): Plain {
  const { depth, budget } = evaluation;
  if (depth > MAX_DEPTH || budget.left-- <= 0) return undefined;
  const inner = { ...evaluation, depth: depth + 1 };
  if (Array.isArray(value)) return value.map((each) => evaluatePlain(each, inner));
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, evaluatePlain(each, inner)]));
  return typeof value === 'string' && value.includes('${') ? evaluate(templateOf(value), inner) : value;
}

function evaluate(expression: Expression, evaluation: HclEvaluation): Plain {
  const { depth, budget } = evaluation;
  if (depth > MAX_DEPTH || budget.left-- <= 0) return undefined;
  const inner = (each: Expression, bound = evaluation.bound) =>
    evaluate(each, { ...evaluation, bound, depth: depth + 1 });
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'template':
      return fillTemplate(expression.parts.map((part) => (typeof part === 'string' ? part : inner(part))));
    case 'name':
      return evaluation.bound[expression.name];
    case 'member':
      return memberOf(expression, evaluation, inner);
    case 'splat':
      return splat(inner(expression.of));
    case 'list':
      return expression.items.map((each) => inner(each));
    case 'object':
      return objectOf(expression.entries.map(([key, value]) => [inner(key), inner(value)]));
    case 'for':
      return loop(expression, evaluation, inner);
    case 'call':
      if (expression.name === 'try') return tryEach(expression.args, evaluation, inner);
      return FILE_FUNCTIONS.includes(expression.name)
        ? callWithFiles(expression, evaluation, inner)
        : call(expression, evaluation.names, inner);
    case 'unary':
      return unary(expression.operator, inner(expression.operand));
    case 'binary':
      return binary(expression, inner);
    case 'choice':
      return choose(
        inner(expression.if),
        () => inner(expression.then),
        () => inner(expression.else),
      );
  }
}

type Inner = (expression: Expression, bound?: Bound) => Plain;

function fillTemplate(values: readonly Plain[]): Plain {
  if (values.length === 0) return '';
  // A single expression keeps its type.
  if (values.length === 1) return values[0];
  return values.map((each) => (isScalar(each) ? String(each) : UNKNOWN_PART)).join('');
}

function memberOf(
  { of, key }: Extract<Expression, { kind: 'member' }>,
  { names, bound, depth, budget }: HclEvaluation,
  inner: Inner,
): Plain {
  const at = inner(key);
  if (of.kind === 'name' && !(of.name in bound)) {
    if (!isScalar(at)) return undefined;
    // What roots hold is still as it is written.
    const written = writtenAt(of.name, String(at), names);
    return written === undefined
      ? evaluatedAt(of.name, String(at), names)
      : evaluatePlain(written, { names, bound: {}, depth: depth + 1, budget });
  }
  const from = inner(of);
  if (Array.isArray(from) && key.kind === 'literal' && typeof key.value === 'string' && isSplat(of))
    return from.map((each) => pick(each, at));
  return pick(from, at);
}

function pick(from: Plain, at: Plain): Plain {
  // Which one of several it is may not be known.
  if (isWholeReference(from)) return isScalar(at) && !isOpen(at) ? stepInto(from, String(at)) : from;
  if (!isScalar(at)) return undefined;
  if (isObject(from)) return Object.hasOwn(from, String(at)) ? from[String(at)] : undefined;
  return Array.isArray(from) ? from[Number(at)] : undefined;
}

function isSplat(of: Expression): boolean {
  return of.kind === 'splat' || (of.kind === 'member' && of.key.kind === 'literal' && isSplat(of.of));
}

function writtenAt(root: string, name: string, { variables, locals, paths, each, count, tables }: VisibleNames): Plain {
  const roots: Readonly<Record<string, PlainObject | undefined>> = {
    var: variables,
    local: locals,
    path: paths,
    each,
    count,
    aws_dynamodb_table: tables,
  };
  return Object.hasOwn(roots, root) ? pick(roots[root], name) : undefined;
}

function evaluatedAt(root: string, name: string, { resource, outputs }: VisibleNames): Plain {
  return root === 'module' ? outputs?.(name) : resource?.(root, name);
}

/** `list[*].name` reads a member of each. */
function splat(value: Plain): Plain {
  if (value === undefined || value === null) return value === null ? [] : undefined;
  return Array.isArray(value) ? value : [value];
}

function objectOf(entries: readonly (readonly [Plain, Plain])[]): Plain {
  if (!entries.every(([key]) => isScalar(key))) return undefined;
  return Object.fromEntries(entries.map(([key, value]) => [String(key), value]));
}

function loop(
  { names, over, key, value, condition, groups }: Extract<Expression, { kind: 'for' }>,
  { bound, names: visible }: HclEvaluation,
  inner: Inner,
): Plain {
  const list = membersOfSeveral(inner(over), visible);
  if ((!Array.isArray(list) && !isObject(list)) || isOpen(list)) return undefined;
  const entries: [Plain, Plain][] = Array.isArray(list)
    ? list.map((each, index) => [index, each])
    : Object.entries(list);
  const made: [Plain, Plain][] = [];
  for (const [at, each] of entries) {
    const [first = '', second] = names;
    const scope = { ...bound, ...(second === undefined ? { [first]: each } : { [first]: at, [second]: each }) };
    const isWanted = condition === undefined ? true : inner(condition, scope);
    if (isWanted === undefined) return undefined;
    if (isWanted === true) made.push([key && inner(key, scope), inner(value, scope)]);
  }
  if (key === undefined) return made.map(([, each]) => each);
  return groups ? undefined : objectOf(made);
}

/** A resource of which there are several is a map of them, or a list. */
export function membersOfSeveral(value: Plain, { keysOf }: VisibleNames): Plain {
  const keys = isWholeReference(value) ? keysOf?.(value) : undefined;
  return keys ? Object.fromEntries(keys.map((key) => [key, stepInto(value as string, key)])) : value;
}

/** Functions that go through all that there is of a resource. */
const COLLECTING: readonly string[] = ['keys', 'values', 'length', 'merge'];

function call(
  { name, args, spreadsLast }: Extract<Expression, { kind: 'call' }>,
  visible: VisibleNames,
  inner: Inner,
): Plain {
  const values = args.map((each) => (COLLECTING.includes(name) ? membersOfSeveral(inner(each), visible) : inner(each)));
  // Whether a text begins or ends with something may depend on what is not known of it.
  if (DECIDING.includes(name) && values.some(isOpen)) return undefined;
  const last = spreadsLast ? values.pop() : undefined;
  if (spreadsLast && !Array.isArray(last)) return undefined;
  return callHclFunction(name, [...values, ...(Array.isArray(last) ? last : [])]);
}

const FILE_FUNCTIONS: readonly string[] = ['file', 'templatefile', 'fileset', 'fileexists'];

/** Functions that read files; a path of which a part is not known leads nowhere. */
function callWithFiles(
  { name, args }: Extract<Expression, { kind: 'call' }>,
  { names: { files, ...names }, depth, budget }: HclEvaluation,
  inner: Inner,
): Plain {
  const [path, second] = args.map((each) => inner(each));
  if (files === undefined || typeof path !== 'string' || isOpen(path)) return undefined;
  if (name === 'fileset') {
    const list = typeof second === 'string' && !isOpen(second) ? files.list(path, second) : undefined;
    return list && [...list];
  }
  const text = files.read(path);
  // A build may make what is not there.
  if (name === 'fileexists') return text === undefined ? undefined : true;
  if (text === undefined || name === 'file') return text;
  const bound = isObject(second) ? second : {};
  const made = evaluate(parseFileTemplate(text), { names: { ...names, files }, bound, depth: depth + 1, budget });
  if (typeof made === 'string') files.keep(made, path);
  return made;
}

/** The first that does not fail. */
function tryEach(args: readonly Expression[], evaluation: HclEvaluation, inner: Inner): Plain {
  for (const each of args) {
    const value = inner(each);
    if (value !== undefined || !fails(each, evaluation, inner)) return value;
  }
  return undefined;
}

/** Does it ask something known for what it does not have? Anything else that has no value may have one when Terraform runs. */
function fails(expression: Expression, evaluation: HclEvaluation, inner: Inner): boolean {
  if (expression.kind === 'template')
    return expression.parts.some((part) => typeof part !== 'string' && fails(part, evaluation, inner));
  if (expression.kind !== 'member') return false;
  const { of, key } = expression;
  const at = inner(key);
  if (!isScalar(at) || isOpen(at)) return false;
  if (of.kind === 'name' && !(of.name in evaluation.bound)) return isUndeclared(of.name, String(at), evaluation.names);
  const from = inner(of);
  if (from === undefined) return fails(of, evaluation, inner);
  if (isObject(from)) return !isOpen(from) && !Object.hasOwn(from, String(at));
  return from === null || (Array.isArray(from) && !(Number(at) in from));
}

function isUndeclared(root: string, name: string, { variables, locals }: VisibleNames): boolean {
  if (root === 'var') return !Object.hasOwn(variables, name);
  return root === 'local' && !Object.hasOwn(locals, name);
}

const DECIDING: readonly string[] = ['startswith', 'endswith', 'contains', 'trimprefix', 'trimsuffix'];

function unary(operator: string, value: Plain): Plain {
  if (operator === '!') return typeof value === 'boolean' ? !value : undefined;
  return typeof value === 'number' ? -value : undefined;
}

function binary({ operator, left, right }: Extract<Expression, { kind: 'binary' }>, inner: Inner): Plain {
  const first = inner(left);
  if (operator === '&&' || operator === '||') return connect(operator, first, () => inner(right));
  const second = inner(right);
  if (hasOpenPart(first) || hasOpenPart(second)) return undefined;
  if (operator === '==' || operator === '!=') return (operator === '==') === isEqual(first, second);
  const [a, b] = [Number(first), Number(second)];
  if (Number.isNaN(a) || Number.isNaN(b)) return undefined;
  return CALCULATE[operator]?.(a, b);
}

const CALCULATE: Readonly<Record<string, (left: number, right: number) => number | boolean>> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
};

/** One side may decide alone. */
function connect(operator: '&&' | '||', first: Plain, other: () => Plain): Plain {
  const decisive = operator === '||';
  if (first === decisive) return decisive;
  const second = other();
  if (second === decisive) return decisive;
  return typeof first === 'boolean' && typeof second === 'boolean' ? second : undefined;
}

function isEqual(first: Plain, second: Plain): boolean {
  if (typeof first === 'object' || typeof second === 'object') return JSON.stringify(first) === JSON.stringify(second);
  return first === second;
}

function choose(condition: Plain, whenTrue: () => Plain, whenFalse: () => Plain): Plain {
  if (condition === undefined || condition === null) return undefined;
  if (String(condition) === 'true') return whenTrue();
  return String(condition) === 'false' ? whenFalse() : undefined;
}

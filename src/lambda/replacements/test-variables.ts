import { ts } from 'ts-morph';
import { calleeName, findAncestor, isAssigning, isLoop, ownerOf, walk } from '../../ast/nodes.js';
import { preparedBy } from './prepared.js';
import { ANY_VARIABLE, NAMED } from './test-environment.js';
import { BACK, RENEWED, settingsIn } from './test-settings.js';
import { constantText } from './texts.js';

/** Something that happens when a test is loaded, at its place in the order: imports run before all else. */
export interface Event {
  readonly at: number;
  /** Not when a function is called. */
  readonly isAtLoad: boolean;
  /** Where the function begins in which it happens, if it happens in one. */
  readonly within: number;
}

interface SetVariable extends Event {
  readonly name: string;
}

export interface LoadEvent extends Event {
  readonly specifier: string;
}

/** Variables of the environment that a test sets; `*` and `?` where they are not named in one place. */
export interface TestVariables {
  readonly set: readonly SetVariable[];
  /** Those that have another value for one call than for another. */
  readonly changing: ReadonlySet<string>;
  /** Those that a loop sets, to another value each time. */
  readonly repeated: ReadonlySet<string>;
  /** Calls of packages that may fill the environment. */
  readonly prepared: readonly LoadEvent[];
  readonly loads: readonly LoadEvent[];
}

export function testVariablesOf(file: ts.SourceFile): TestVariables {
  const set: SetVariable[] = [];
  const loads: LoadEvent[] = [];
  const prepared: LoadEvent[] = [];
  const changing = new Set<string>();
  const repeated = new Set<string>();
  const passing = new Set<string>();
  const values = new Map<string, string>();
  const visit = (node: ts.Node): void => {
    const specifier = loadedBy(node);
    if (specifier !== undefined) loads.push({ ...eventOf(node), specifier });
    const filler = preparedBy(node);
    if (filler !== undefined) prepared.push({ ...eventOf(node), specifier: filler });
    if (isAtEnd(node)) return;
    for (const { name, value } of settingsIn(node)) {
      const isAfter = isWithin(node, AFTER);
      // What is put back as a whole brings nothing new.
      if (isAfter && name === ANY_VARIABLE) continue;
      const loop = loopAround(node);
      const event = lastOf(node, loop);
      set.push({ ...event, name });
      if (isAfter || name === BACK || name === RENEWED) continue;
      const isOther = values.has(name) && values.get(name) !== value;
      if (isOther || (!event.isAtLoad && (value === undefined || !isForAll(node, name)))) changing.add(name);
      if (value === undefined && loop && name !== ANY_VARIABLE && name !== NAMED) repeated.add(name);
      if (!event.isAtLoad && !isWithin(node, BEFORE)) passing.add(name);
      values.set(name, value ?? ANY_VARIABLE);
    }
  };
  walk(file, visit, 'nested');
  const isPutBack = set.some(({ name, isAtLoad }) => !isAtLoad && (name === BACK || name === RENEWED));
  return { set, changing: isPutBack ? new Set([...changing, ...passing]) : changing, repeated, prepared, loads };
}

function eventOf(node: ts.Node): Event {
  const owner = ownerOf(node);
  const at = ts.isImportDeclaration(node) ? node.pos - node.getSourceFile().end : node.pos;
  return { at, isAtLoad: ts.isSourceFile(owner), within: owner.pos };
}

/** What a loop does is done for the last time when the loop has come to its end. */
function lastOf(node: ts.Node, loop: ts.Node | undefined): Event {
  return { ...eventOf(node), ...(loop && { at: loop.end }) };
}

/** The outermost loop of the same function. */
function loopAround(node: ts.Node): ts.Node | undefined {
  const owner = ownerOf(node);
  let found: ts.Node | undefined;
  for (let at = node; at !== owner && !ts.isSourceFile(at); at = at.parent) if (isLoop(at)) found = at;
  return found;
}

/** The module that an import, `require()` or `import()` names. */
function loadedBy(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node))
    return node.importClause?.isTypeOnly ? undefined : constantText(node.moduleSpecifier);
  if (ts.isExportDeclaration(node)) return node.moduleSpecifier && constantText(node.moduleSpecifier);
  if (ts.isExternalModuleReference(node)) return constantText(node.expression);
  if (!ts.isCallExpression(node)) return undefined;
  const [first] = node.arguments;
  const isLoading = node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require';
  return isLoading && first ? constantText(first) : undefined;
}

/** For all tests of the file alike: `beforeEach(() => …)`; or what stays as it is once it was set, as all that a file sets. */
function isForAll(node: ts.Node, name: string): boolean {
  return isAssigning(node) || ts.isDeleteExpression(node) || name === ANY_VARIABLE || isWithin(node, BEFORE);
}

const BEFORE = /^(before|beforeEach|beforeAll|setup|suiteSetup|Before|BeforeAll)$/;
/** What is put back does not matter to the tests before. */
const AFTER = /^(after|afterEach|afterAll|teardown|suiteTeardown|After|AfterAll)$/;
const AFTER_ALL = /^(after|afterAll|suiteTeardown|AfterAll)$/;

/** In what is handed to a function of that name. */
function isWithin(node: ts.Node, names: RegExp): boolean {
  return callAround(node, names) !== undefined;
}

function callAround(node: ts.Node, names: RegExp): ts.CallExpression | undefined {
  const isOne = (each: ts.Node): each is ts.CallExpression =>
    ts.isCallExpression(each) && names.test(calleeName(each) ?? '');
  return findAncestor(node, isOne);
}

const SUITE = /^(describe|suite|context)$/;

/** After all tests of the file: no other test follows the `describe` that it belongs to. */
function isAtEnd(node: ts.Node): boolean {
  const hook = callAround(node, AFTER_ALL);
  if (!hook) return false;
  for (let block = callAround(hook, SUITE); block; block = callAround(block, SUITE))
    if (isFollowed(block)) return false;
  return true;
}

function isFollowed({ parent: { parent }, end }: ts.CallExpression): boolean {
  const followers = ts.isBlock(parent) || ts.isSourceFile(parent) ? parent.statements : [];
  return followers.some((each) => each.pos >= end && isCall(each));
}

function isCall(statement: ts.Statement): boolean {
  return ts.isExpressionStatement(statement) && ts.isCallExpression(statement.expression);
}

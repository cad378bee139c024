import { ts } from 'ts-morph';
import { calleeName, findAncestor, isAssigning, memberName, nameText, ownerOf, unwrap, walk } from '../../ast/nodes.js';
import { textOf } from './texts.js';

/** Variables of the environment that a test sets when the code that it tests is loaded already; `*` where they are not named in one place. */
export interface TestVariables {
  readonly late: ReadonlySet<string>;
  /** Of these, those that have another value for one call than for another. */
  readonly changing: ReadonlySet<string>;
}

interface Setting {
  readonly name: string;
  /** `undefined` where the text does not tell. */
  readonly value: ts.Expression | undefined;
}

export function testVariablesOf(file: ts.SourceFile): TestVariables {
  const loaded = whenLoaded(file);
  const late = new Set<string>();
  const changing = new Set<string>();
  const values = new Map<string, string>();
  const visit = (node: ts.Node): void => {
    for (const { name, value } of settingsIn(node)) {
      const isAtTopLevel = ts.isSourceFile(ownerOf(node));
      if (node.pos >= loaded || !isAtTopLevel) late.add(name);
      if (isWithin(node, AFTER)) continue;
      const text = value && textOf(unwrap(value));
      const isOther = values.has(name) && values.get(name) !== text;
      if (isOther || (!isAtTopLevel && (text === undefined || !isForAll(node)))) changing.add(name);
      values.set(name, text ?? ANY);
    }
  };
  walk(file, visit, 'nested');
  return { late, changing };
}

/** For all tests of the file alike: `beforeEach(() => …)`; or what stays as it is once it was set. */
function isForAll(node: ts.Node): boolean {
  return isAssigning(node) || isWithin(node, BEFORE);
}

const BEFORE = /^(before|beforeEach|beforeAll|setup|suiteSetup|Before|BeforeAll)$/;
/** What is put back does not matter to the tests before. */
const AFTER = /^(after|afterEach|afterAll|teardown|suiteTeardown|After|AfterAll)$/;

/** In what is handed to a function of that name. */
function isWithin(node: ts.Node, names: RegExp): boolean {
  const isOne = (each: ts.Node): each is ts.CallExpression =>
    ts.isCallExpression(each) && names.test(calleeName(each) ?? '');
  return findAncestor(node, isOne) !== undefined;
}

/** From where on the code of the project is loaded. Imports run before everything else in a file, wherever they stand. */
function whenLoaded({ statements }: ts.SourceFile): number {
  if (statements.some(isImportOfFile)) return 0;
  const requiring = statements.find(
    (each) => ts.isVariableStatement(each) && /\brequire\(\s*['"]\.{1,2}\//.test(each.getText()),
  );
  return requiring ? requiring.end : Number.POSITIVE_INFINITY;
}

function isImportOfFile(statement: ts.Statement): boolean {
  return ts.isImportDeclaration(statement) && /^['"]\.{1,2}\//.test(statement.moduleSpecifier.getText());
}

/** `process.env.NAME = …`, `process.env = { NAME: … }`, `vi.stubEnv('NAME', …)`, and what may set any: `process.env[name] = …`, `withEnv({ … })`. */
function settingsIn(node: ts.Node): readonly Setting[] {
  if (ts.isCallExpression(node))
    return isSettingEnvironment(node) ? [{ name: firstText(node) ?? ANY, value: node.arguments[1] }] : [];
  if (!isAssigning(node)) return [];
  const target = unwrap(node.left);
  if (ENVIRONMENT.test(target.getText()))
    return ts.isObjectLiteralExpression(node.right) ? node.right.properties.flatMap(settingOf) : [];
  const holder = (target as Partial<ts.PropertyAccessExpression>).expression?.getText();
  if (holder === undefined || !ENVIRONMENT.test(holder)) return [];
  return [{ name: memberName(target) ?? ANY, value: node.right }];
}

function settingOf(property: ts.ObjectLiteralElementLike): readonly Setting[] {
  const name = nameText(property.name);
  if (name === undefined) return [];
  return [{ name, value: ts.isPropertyAssignment(property) ? property.initializer : undefined }];
}

const ANY = '*';

/** Itself, or by the name that nearly everybody takes for it. */
const ENVIRONMENT = /^((globalThis\.)?process\.)?env$/;

/** `stubEnv('NAME', …)`, `mockedEnv({ … })`; `Object.assign(process.env, …)`, `sinon.stub(process, 'env')`. */
function isSettingEnvironment(node: ts.CallExpression): boolean {
  const name = calleeName(node) ?? '';
  const [first, second] = node.arguments;
  if (/env/i.test(name) && !/^(get|read|has|is|require)/.test(name)) return first !== undefined;
  if (!first || !/^(assign|define|set|stub|replace|spyOn|value|mock)/.test(name)) return false;
  return ENVIRONMENT.test(first.getText()) || (first.getText() === 'process' && !!second && textOf(second) === 'env');
}

/** A name of a variable: `NAME` in `stubEnv('NAME', …)`. */
function firstText({ arguments: [first] }: ts.CallExpression): string | undefined {
  return first && textOf(first);
}

import { ts } from 'ts-morph';
import {
  type CallNode,
  calleeName,
  findAncestor,
  isAssigning,
  isMemberAccess,
  memberName,
  nameText,
  unwrap,
  walk,
} from '../../ast/nodes.js';
import { lookup } from '../../ast/scope.js';
import { oncePer } from '../../lib/memoise.js';
import { fakedBy } from '../catalogue/global-fakes.js';
import { setForAll } from './global-settings.js';
import { holdersOf, hookedObject, isChanging } from './holders.js';
import { changesLoader } from './loader.js';
import { type TestVariables, testVariablesOf } from './test-variables.js';
import { constantText, moduleImportedBy } from './texts.js';

/** What a test, its set-up or its config does to modules, as far as its own text tells. */
export interface TestFacts {
  /** Texts that it holds for another purpose than to load the module of that name. */
  readonly names: ReadonlySet<string>;
  /** Patterns of module names for which a config has something else: `'^@aws-sdk/(.*)$'` of a `moduleNameMapper`. */
  readonly patterns: ReadonlySet<string>;
  /** Modules that it loads and in whose exports it puts something else: `stub(sdk, 'Client')`, `sdk.Client = Fake`. */
  readonly patched: ReadonlySet<string>;
  /** Modules from which the name comes that it replaces: `doMock(PACKAGES.ddb)`. */
  readonly followed: ReadonlySet<string>;
  /** Modules that it passes on: `export * from './names'`. */
  readonly exported: ReadonlySet<string>;
  /** Variables of the tested module that it sets from outside: `rewired.__set__('Client', Fake)`. */
  readonly rewired: ReadonlySet<string>;
  /** Modules whose settings for all that they make it changes: `AWS.config.update(…)`. */
  readonly configured: ReadonlySet<string>;
  readonly variables: TestVariables;
  /** Names by which the tested code holds what it puts something into: `client` of `service.client.send = …`. */
  readonly holders: ReadonlySet<string>;
  /** It replaces something whose name its text does not tell, or everything. */
  readonly isOpen: boolean;
}

/** Calls that put something in the place of a module, of jest, vitest, node:test, bun, testdouble, esmock and their like. */
const REPLACING: readonly RegExp[] = [
  /^(jest|vi|vitest)\.(mock|doMock|unstable_mockModule|setMock|createMockFromModule|genMockFromModule|requireMock)$/,
  /^(\w+\.)?mock\.module$|^(td|testdouble)\.(replace|replaceEsm|replaceCjs)$|^mockery\.register(Mock|Substitute)$/,
  /^(mock|mockRequire|mockModule)$|^(quibble|esmock|proxyquire|rewiremock)(\.\w+)*$|^t\.mock(Import|Require|All)?$/,
];

/** Calls that put something in the place of a member of what they are given. */
const PATCHING =
  /^(spyOn|spyOnProperty|spyOnAllFunctions|stub|replace|replaceGetter|replaceSetter|replaceProperty|method|getter|setter|property|define|defineProperty|defineProperties|assign|mock|mockProperty|mockClass|mockClassInPlace|mockStaticClass|mockFunction|mockFunctionInPlace|mockOther|mockOtherInPlace|(InPlace|Static)?MockManager|(InPlace)?FunctionManager|OtherManager|wrap|massWrap|swap|patch|override|fake)$/;

const REWIRING = /^(__set__|__get__|__with__|__Rewire__|__RewireAPI__)$/;

export const testFactsOf = oncePer(collectTestFacts);

function collectTestFacts(file: ts.SourceFile): TestFacts {
  const names = new Set<string>();
  const patterns = new Set<string>();
  const patched = new Set<string>();
  const followed = new Set<string>();
  const exported = new Set<string>();
  const rewired = new Set<string>();
  const configured = new Set<string>();
  const changed: ts.Expression[] = [];
  let isOpen = false;
  const visit = (node: ts.Node): void => {
    const text = constantText(node);
    const isLoading = ts.isStringLiteralLike(node) && isLoad(node);
    if (text !== undefined && !isLoading && !leadsToTheRealOne(node)) names.add(text);
    const pattern = patternOf(node);
    if (pattern !== undefined && !leadsToTheRealOne(node)) patterns.add(pattern);
    if (isAutomatic(node) || changesLoader(node)) isOpen = true;
    const object = patchedObject(node);
    for (const specifier of object ? originOf(object) : givenWhole(node)) patched.add(specifier);
    if (object) changed.push(object);
    const set = setForAll(node, object);
    if (set !== undefined) configured.add(set);
    if (ts.isExportDeclaration(node) && node.moduleSpecifier) exported.add(constantText(node.moduleSpecifier) ?? '');
    if (!ts.isCallExpression(node)) return;
    if (isChanging(node)) changed.push(...node.arguments);
    const hooked = hookedObject(node);
    if (hooked) changed.push(hooked);
    const name = calleeName(node) ?? '';
    if (REWIRING.test(name)) for (const each of rewiredBy(node)) rewired.add(each);
    const [first] = node.arguments;
    const callee = node.expression.getText();
    if (!first || !REPLACING.some((form) => form.test(callee))) return;
    const origin = moduleImportedBy(first);
    if (origin !== undefined) followed.add(origin);
    // What is replaced has a name that is put together from what the text does not hold.
    if (isComposed(first) && constantText(first) === undefined) isOpen = true;
  };
  walk(file, visit, 'nested');
  const holders = holdersOf(changed);
  const variables = testVariablesOf(file);
  return { names, patterns, patched, followed, exported, rewired, holders, configured, variables, isOpen };
}

function isComposed(node: ts.Node): boolean {
  return ts.isTemplateExpression(node) || (ts.isBinaryExpression(node) && constantText(node.right) !== undefined);
}

/** `import … from 'x'`, `require('x')`, `await import('x')`, and types: the module itself is meant, nothing in its place. */
function isLoad(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || ts.isExternalModuleReference(parent))
    return true;
  if (findAncestor(node, ts.isTypeNode)) return true;
  if (isNamedByLoading(parent)) return false;
  if (!ts.isCallExpression(parent) || parent.arguments[0] !== node) return false;
  if (ts.isIdentifier(parent.expression) && parent.expression.text === 'require') return true;
  // `vi.mock(import('x'), …)`
  return parent.expression.kind === ts.SyntaxKind.ImportKeyword && !isArgument(parent);
}

/** `rewiremock(() => import('x'))` */
function isNamedByLoading({ parent }: ts.Node): boolean {
  const call = ts.isArrowFunction(parent) ? parent.parent : undefined;
  if (!call || !ts.isCallExpression(call) || call.arguments[0] !== parent) return false;
  return /^rewiremock(\.\w+)*$/.test(call.expression.getText());
}

function isArgument(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && node.parent.arguments.includes(node as ts.Expression);
}

/** `'^uuid$': require.resolve('uuid')` of a `moduleNameMapper`: another way to the same. */
function leadsToTheRealOne({ parent }: ts.Node): boolean {
  return ts.isPropertyAssignment(parent) && /node_modules|require\.resolve/.test(parent.initializer.getText());
}

/** A key of `moduleNameMapper` or `alias`, or what an entry of a list of aliases is to find. */
function patternOf(node: ts.Node): string | undefined {
  const { parent } = node;
  if (!parent || !ts.isPropertyAssignment(parent)) return undefined;
  const isKey = parent.name === node && ts.isStringLiteralLike(node);
  const isFind = nameText(parent.name) === 'find' && parent.initializer === node;
  if (!isKey && !isFind) return undefined;
  const holder = findAncestor(parent, ts.isPropertyAssignment);
  if (!holder || !/^(moduleNameMapper|alias)$/.test(nameText(holder.name) ?? '')) return undefined;
  if (ts.isStringLiteralLike(node)) return node.text;
  return ts.isRegularExpressionLiteral(node) ? node.text.slice(1, node.text.lastIndexOf('/')) : undefined;
}

/** `automock: true`, `jest.enableAutomock()` */
function isAutomatic(node: ts.Node): boolean {
  if (ts.isPropertyAssignment(node))
    return nameText(node.name) === 'automock' && node.initializer.kind === ts.SyntaxKind.TrueKeyword;
  return ts.isCallExpression(node) && /^(enableAutomock|autoMockOn)$/.test(calleeName(node) ?? '');
}

/** The object into which the node puts something else: `sdk` of `sdk.Client = Fake`, `sdk[name] = fake`, `stub(sdk, 'Client')`. */
export function patchedObject(node: ts.Node): ts.Expression | undefined {
  if (isCallOrNew(node) && isPatching(node)) {
    const [first] = node.arguments ?? [];
    return first && unwrap(first);
  }
  const target = isAssigning(node) ? unwrap(node.left) : undefined;
  const isMember = target && isMemberAccess(target);
  return isMember ? unwrap(target.expression) : undefined;
}

/** Modules of packages that go to a function or class as a whole, which may put something into them: `stubClass(sdk, 'Client')`, `new MockAdapter(axios)`. */
function givenWhole(node: ts.Node): readonly string[] {
  if (!isCallOrNew(node) || LOOKING.test(node.expression.getText())) return [];
  const faked = fakedBy(moduleImportedBy(node.expression) ?? '');
  if (faked !== undefined) return [faked];
  const given = node.arguments ?? [];
  return given.flatMap((each) => {
    const at = unwrap(each);
    const origin = ts.isIdentifier(at) && isWholeModule(at) ? moduleImportedBy(at) : undefined;
    const isNamed = given.some((other) => constantText(other) !== undefined);
    return origin !== undefined && (isNamed || !/^\.{0,2}\//.test(origin)) ? [origin] : [];
  });
}

/** Calls that only look at what they are given. */
const LOOKING =
  /^(expect|assert(\.\w+)?|console\.\w+|Object\.(keys|values|entries|freeze)|(jest|vi|vitest)\.mocked|describe|it|test)\b/;

/** `import * as sdk`, `import sdk`, `const sdk = require()`. */
function isWholeModule(name: ts.Identifier): boolean {
  const declaration = lookup(name)?.node;
  if (!declaration) return false;
  if (ts.isNamespaceImport(declaration) || ts.isImportClause(declaration)) return true;
  const value =
    ts.isVariableDeclaration(declaration) && ts.isIdentifier(declaration.name) ? declaration.initializer : undefined;
  return !!value && ts.isCallExpression(unwrap(value)) && /^require\(/.test(unwrap(value).getText());
}

function isCallOrNew(node: ts.Node): node is CallNode {
  return ts.isCallExpression(node) || ts.isNewExpression(node);
}

function isPatching(node: CallNode): boolean {
  return PATCHING.test(calleeName(node) ?? '') || node.expression.getText() === 'Reflect.set';
}

function originOf(node: ts.Expression): readonly string[] {
  let at = node;
  while (memberName(at) !== undefined) {
    // Settings, and what reaches clients that were made before, put nothing in the place of anything.
    if (/^(prototype|config)$/.test(memberName(at) ?? '')) return [];
    at = unwrap((at as ts.PropertyAccessExpression).expression);
  }
  const origin = moduleImportedBy(at);
  return origin === undefined ? [] : [origin];
}

function rewiredBy({ arguments: [first] }: ts.CallExpression): readonly string[] {
  if (!first) return [];
  if (ts.isObjectLiteralExpression(first)) return first.properties.flatMap(({ name }) => nameText(name) ?? []);
  const name = constantText(first);
  return name === undefined ? [] : [name.replace(/\..*$/s, '')];
}

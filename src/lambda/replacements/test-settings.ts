import { ts } from 'ts-morph';
import {
  calleeName,
  isAssigning,
  isMemberAccess,
  memberName,
  outermost,
  propertyValue,
  unwrap,
} from '../../ast/nodes.js';
import { ENVIRONMENT_LOADER } from '../environment/environment-writes.js';
import {
  ANY_VARIABLE,
  isEnvironmentAsItIs,
  isProcess,
  isTestEnvironment,
  NAMED,
  nameFrom,
  settingsFrom,
  type VariableSetting,
} from './test-environment.js';
import { constantText, moduleImportedBy } from './texts.js';

/** Variables that were set before have another value afterwards: `process.env = {}`, `vi.unstubAllEnvs()`. */
export const BACK = '-';
/** What was set on the old object since it was taken over is gone: `process.env = { ...saved }`, of `saved = process.env`. */
export const RENEWED = '=';

const back: VariableSetting = { name: BACK, value: undefined };
const renewed: VariableSetting = { name: RENEWED, value: undefined };

/** Which variables of the environment a node by itself sets or takes away. */
export function settingsIn(node: ts.Node): readonly VariableSetting[] {
  if (ts.isImportDeclaration(node)) return isLoadingImport(node) ? [{ name: ANY_VARIABLE, value: node.getText() }] : [];
  if (ts.isDeleteExpression(node)) return ofMember(unwrap(node.expression), 'delete');
  if (ts.isCallExpression(node)) return ofCall(node);
  if (!isAssigning(node)) return [];
  const target = unwrap(node.left);
  // `env = process.env` gives a name.
  if (memberName(target) === 'env' && isTestEnvironment(target)) return ofAll(node.right);
  return ofMember(target, constantText(unwrap(node.right)));
}

/** `process.env.NAME`, `process.env[name]` */
function ofMember(target: ts.Expression, value: string | undefined): readonly VariableSetting[] {
  if (!isMemberAccess(target)) return [];
  if (!isTestEnvironment(target.expression)) return [];
  const name = memberName(target);
  if (name !== undefined) return [{ name, value }];
  const { argumentExpression } = target as ts.ElementAccessExpression;
  return [{ name: constantText(argumentExpression) ?? nameFrom(argumentExpression), value }];
}

/** `process.env = …` */
function ofAll(value: ts.Expression): readonly VariableSetting[] {
  return [...settingsFrom(value), isEnvironmentAsItIs(value) ? renewed : back];
}

function ofCall(call: ts.CallExpression): readonly VariableSetting[] {
  const name = calleeName(call) ?? '';
  const [first, second] = call.arguments;
  if (name === 'unstubAllEnvs') return [back];
  if (isLoadingCall(call, name)) return [{ name: ANY_VARIABLE, value: call.getText() }];
  if (!first) return [];
  if (FILLING.test(name) && isTestEnvironment(first)) return ofFilling(call);
  if (FILLING.test(name) && isProcess(first) && second && constantText(second) === 'env') return ofReplacing(call);
  if (isFilledElsewhere(call)) return [{ name: ANY_VARIABLE, value: undefined }];
  return /env/i.test(name) && !LOOKING.test(name) ? ofHelper(call, first) : [];
}

/** `Object.assign`, `Reflect.set`, `sinon.stub`, `jest.replaceProperty`, `_.extend` */
const FILLING = /^(assign|define|set|stub|replace|spyOn|value|mock|delete|extend|merge|populate)/;

const LOOKING = /^(get|read|has|is|require|restore|unstub|parse|validate|check|expect)/;

/** `await loadOutputs(process.env)`: what becomes of the environment is all that is wanted of it. */
function isFilledElsewhere(call: ts.CallExpression): boolean {
  const { parent } = outermost(call);
  const isDropped = ts.isExpressionStatement(ts.isAwaitExpression(parent) ? outermost(parent).parent : parent);
  const callee = call.expression.getText();
  return isDropped && !/^(expect|assert|console|log|logger)\b/.test(callee) && call.arguments.some(isTestEnvironment);
}

/** `dotenv.config()`, `process.loadEnvFile()` */
function isLoadingCall({ expression }: ts.CallExpression, name: string): boolean {
  if (name === 'loadEnvFile') return true;
  return (
    /^(config|configDotenv|load|populate|expand)$/.test(name) &&
    ENVIRONMENT_LOADER.test(moduleImportedBy(expression) ?? '')
  );
}

/** `import 'dotenv/config'` */
function isLoadingImport({ moduleSpecifier, importClause }: ts.ImportDeclaration): boolean {
  return !importClause && ENVIRONMENT_LOADER.test(constantText(moduleSpecifier) ?? '');
}

/** `Object.assign(process.env, …)`, `Reflect.set(process.env, 'NAME', …)` */
function ofFilling({ arguments: [, second, third, ...others] }: ts.CallExpression): readonly VariableSetting[] {
  const name = second && constantText(second);
  if (name !== undefined) return [{ name, value: third && constantText(unwrap(third)) }];
  return [second, third, ...others].flatMap((each) => (each ? settingsFrom(each) : []));
}

/** `jest.replaceProperty(process, 'env', …)`, `sinon.stub(process, 'env').value(…)`, `Object.defineProperty(process, 'env', { value: … })` */
function ofReplacing(call: ts.CallExpression): readonly VariableSetting[] {
  const [, , third] = call.arguments;
  const chained = outermost(call).parent.parent;
  const given = third ?? (ts.isCallExpression(chained) ? chained.arguments[0] : undefined);
  const at = given && unwrap(given);
  if (!at) return [{ name: ANY_VARIABLE, value: undefined }];
  return ofAll((ts.isObjectLiteralExpression(at) && propertyValue(at, 'value')) || at);
}

/** `vi.stubEnv('NAME', …)`, `mockedEnv({ NAME: … })`, `withEnv({ NAME: … }, () => …)` */
function ofHelper(call: ts.CallExpression, first: ts.Expression): readonly VariableSetting[] {
  const name = constantText(first);
  const second = call.arguments[1];
  if (name !== undefined) return [{ name, value: second && constantText(unwrap(second)) }];
  const isClearing = second !== undefined && /\bclear: true\b/.test(second.getText());
  const settings = settingsFrom(first).map((each) =>
    each.name === ANY_VARIABLE ? { ...each, name: anyOf(call) } : each,
  );
  return [...settings, ...(isClearing ? [back] : [])];
}

/** A helper of ours may do anything else with what it gets. */
function anyOf({ expression }: ts.CallExpression): string {
  return moduleImportedBy(expression) === 'mocked-env' ? ANY_VARIABLE : NAMED;
}

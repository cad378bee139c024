import { ts } from 'ts-morph';
import { changedBy } from '../../ast/member-changes.js';
import { calleeName, isMemberAccess, memberName, nameText, walk } from '../../ast/nodes.js';
import { oncePer } from '../../lib/memoise.js';
import { isClientPackage } from '../catalogue/clients.js';
import { isReading, leavesEnvironment } from '../catalogue/environment-readers.js';
import { isLibrary } from '../catalogue/libraries.js';
import type { Foundation } from '../foundation.js';
import { isLoadedTogether, isWhileServing } from '../loading/load-time.js';
import { waitsFor } from '../order/waited-for.js';
import { rootOf } from '../values/value.js';
import { isGlobal, mayBeEnvironment, mayBeProcess } from './environment.js';

/** A place where code of the project sets variables of the environment. */
interface Write {
  /** Of the variable; any where the code does not name it. */
  readonly name?: string;
  readonly node: ts.Node;
  /** A middleware is made at load, and does it before each request. */
  readonly isByMiddleware?: boolean;
  /** By what a package's function does that is waited for while its answer is thrown away: it may have done that. */
  readonly byPackage?: string;
}

/** Why code of the project decides when the variable is known, in words: it sets it itself, or may do so. */
export function settingOf(name: string | undefined, reader: ts.Node, program: Foundation): string | undefined {
  const isAboutIt = (write: Write): boolean =>
    (name === undefined || write.name === undefined || write.name === name) &&
    (!write.byPackage || (!isReserved(name) && isOnTheWay(write, reader, program)));
  const writes = writesOf(program).filter(isAboutIt);
  const variable = name ?? 'the environment';
  if (writes.some(({ byPackage }) => !byPackage)) return `the code sets ${variable} itself`;
  return writes[0] && `${writes[0].byPackage}() may set ${variable}`;
}

/** Lambda sets it, so that no secret goes by its name. */
export function isReserved(name: string | undefined): boolean {
  return name !== undefined && /^(AWS_|_HANDLER$|LAMBDA_)/.test(name);
}

/** Code that runs for requests of the same function. */
function isOnTheWay({ node, isByMiddleware }: Write, reader: ts.Node, program: Foundation): boolean {
  const path = node.getSourceFile().fileName;
  return (
    (isByMiddleware || isWhileServing(node, program)) &&
    isLoadedTogether(path, reader.getSourceFile().fileName, program)
  );
}

/** Which of the variables code that runs together with the file sets while it serves, and so after others may have been read. */
export function variableSetLate(names: ReadonlySet<string>, file: string, program: Foundation): string | undefined {
  if (names.size === 0) return undefined;
  const write = writesOf(program).find(
    ({ name, node, isByMiddleware, byPackage }) =>
      !byPackage &&
      (name === undefined || names.has(name)) &&
      (isByMiddleware ? /\bAWS_/.test(node.getSourceFile().text) : isWhileServing(node, program)) &&
      isLoadedTogether(node.getSourceFile().fileName, file, program),
  );
  return write && (write.name ?? 'variables');
}

/** All modules are looked through once a run, whoever asks. */
const writesOf = oncePer((program: Foundation): readonly Write[] =>
  [...program.modules.values()].flatMap(({ file }) => writesIn(file, program)),
);

/** Packages that put files, parameters and secrets into the environment. */
export const ENVIRONMENT_LOADER = /^(dotenv|@dotenvx\/dotenvx|dotenv-[\w-]+|env-cmd|aws-env|node-env-file)(\/|$)/;

function writesIn(file: ts.SourceFile, program: Foundation): readonly Write[] {
  const found: Write[] = [];
  const visit = (node: ts.Node): void => {
    for (const { object, name } of changedBy(node)) {
      if (mayBeEnvironment(object, program)) found.push({ node, ...(name !== undefined && { name }) });
      else if (isHolding(object, name, program)) found.push({ node });
    }
    if (isLoading(node, program) || isGivenAway(node, program)) found.push({ node });
    else if (isMiddleware(node, program)) found.push({ node, isByMiddleware: true });
    found.push(...waitedForOnly(node, program));
  };
  walk(file, visit, 'nested');
  return found;
}

/** Sets variables without saying which. */
function isLoading(node: ts.Node, program: Foundation): boolean {
  if (ts.isStringLiteralLike(node)) return ENVIRONMENT_LOADER.test(node.text);
  if (!ts.isCallExpression(node)) return false;
  const name = calleeName(node) ?? '';
  if (name === 'loadEnvFile') return true;
  if (FILLING.test(name)) return moduleOf(node, program) !== undefined;
  return (
    /^(config|configDotenv|load|populate|expand)$/.test(name) && ENVIRONMENT_LOADER.test(moduleOf(node, program) ?? '')
  );
}

/** `process.env = …`, `Object.assign(process, …)`, `globalThis.process = …`: another environment. */
function isHolding(object: ts.Expression, name: string | undefined, program: Foundation): boolean {
  if (name === undefined || name === 'env') return mayBeProcess(object, program);
  return name === 'process' && isGlobal(object, 'globalThis', program);
}

/** `fill(process.env, …)` of a function that is not known to read only. What one of ours does with it is seen there. */
function isGivenAway(node: ts.Node, program: Foundation): boolean {
  if (!ts.isCallExpression(node) || !node.arguments.some((each) => mayBeEnvironment(each, program))) return false;
  if (program.calls.targetsOf(node).length > 0 || isReading(node.expression.getText())) return false;
  const module = moduleOf(node, program);
  return FILLING_IT.test(calleeName(node) ?? '') || module === undefined || !leavesEnvironment(module);
}

/** Also of packages that else read only: `_.merge(process.env, …)`. */
const FILLING_IT = /^(populate|hydrate|fill|inject|assign|merge|extend|defaults)|^set$/i;

/** Words for what fills an environment; most that is waited for has another one, such as `pMap`, `sendMail` or `publish`. */
export const PREPARING =
  /secret|config|env(?!e)|param|settings?\b|ssm|vault|bootstrap|init|setup|load|populate|hydrate|inject/i;
/** Objects of packages load and set up other things as well: `sheet.loadCells()`, `driver.init()`. */
const PREPARING_OBJECT = /secret|config|env(?!e)|param|settings?\b|ssm|vault/i;

/** `await loadSecrets('/prod/')` of a package that is not known, for what it does and not for what it gives. */
function waitedForOnly(node: ts.Node, program: Foundation): Write[] {
  const callee = ts.isCallExpression(node) ? node.expression : isHandedOn(node) ? node : undefined;
  if (!callee || isOfPromise(callee) || !isPreparing(callee, program)) return [];
  const isFunction = callee === node;
  if (!isFunction && program.calls.targetsOf(node as ts.CallExpression).length > 0) return [];
  const waits = waitsFor(node as ts.Expression, isFunction, program);
  const byPackage = callee.getText();
  return waits.length === 0
    ? []
    : [node, ...waits].map((each) => ({ node: each, byPackage, isByMiddleware: isBeforeRequests(each) }));
}

/** A function that is handed to another one, or to a middleware: `once(loadSecrets)`, `{ before: loadSecrets }`. */
function isHandedOn(node: ts.Node): node is ts.Expression {
  if (!ts.isIdentifier(node) && !isMemberAccess(node)) return false;
  const { parent } = node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node && nameText(parent.name) === 'before';
  return ts.isCallExpression(parent) && parent.expression !== node;
}

/** `load().then(…)` */
function isOfPromise(callee: ts.Expression): boolean {
  return /^(then|catch|finally)$/.test(memberName(callee) ?? '');
}

function isBeforeRequests(node: ts.Node): boolean {
  return ts.isPropertyAssignment(node) || (ts.isCallExpression(node) && calleeName(node) === 'before');
}

function isPreparing(callee: ts.Expression, program: Foundation): boolean {
  // Its words tell it of almost all calls, and take no looking up.
  const words = callee.getText();
  if (!PREPARING.test(words)) return false;
  return program.values.of(callee).some((value) => {
    const module = rootOf(value)?.external.module;
    if (module === undefined || leavesEnvironment(module) || isForOtherThings(module)) return false;
    return value.kind === 'external' || PREPARING_OBJECT.test(words);
  });
}

/** Of what such a package sets up, the environment is none. */
export function isForOtherThings(module: string): boolean {
  return isLibrary(module) || isClientPackage(module);
}

/** Of parameters and secrets: `{ setToEnv: true }`, and `ssm({ names })` of the first versions of middy. */
function isMiddleware(node: ts.Node, program: Foundation): boolean {
  if (ts.isPropertyAssignment(node)) return nameText(node.name) === 'setToEnv';
  if (!ts.isCallExpression(node) || calleeName(node) !== 'ssm' || !namesParameters(node)) return false;
  return /^(middy\/middlewares|@middy\/ssm)$/.test(moduleOf(node, program) ?? '');
}

function moduleOf({ expression }: ts.CallExpression, program: Foundation): string | undefined {
  return program.values.of(expression).map((value) => rootOf(value)?.external.module)[0];
}

/** `loadIntoEnv`, `setEnv`, `secretsToEnv`, `populateEnvVars`: its name says so. */
export const FILLING =
  /^(load|set|populate|inject|write|export|apply|fill|hydrate|merge|put|sync)\w*Env(ironment)?(Vars?|Variables?)?$|(To|Into)_?(Process)?Env(ironment)?(Vars?|Variables?)?$/;

/** Up to version 1 it took `names` or `paths`, and set the environment unless it was told to take the context. */
function namesParameters({ arguments: [first] }: ts.CallExpression): boolean {
  if (!first || !ts.isObjectLiteralExpression(first)) return false;
  const names = first.properties.map(({ name }) => nameText(name));
  return names.some((name) => name === 'names' || name === 'paths') && !names.includes('setToContext');
}

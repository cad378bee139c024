import { ts } from 'ts-morph';
import { calleeName, nameText, walk } from '../ast/nodes.js';
import { lookup } from '../ast/scope.js';
import { oncePer } from '../lib/memoise.js';
import { isEnvironment, isProcess } from './environment.js';
import type { Foundation } from './foundation.js';
import { isLoadedTogether, isWhileServing } from './load-time.js';
import { rootOf } from './value.js';
import { changedBy } from './writes.js';

/** A place where code of the project sets variables of the environment. */
interface Write {
  /** Of the variable; any where the code does not name it. */
  readonly name?: string;
  readonly node: ts.Node;
  /** A middleware is made at load, and does it before each request. */
  readonly isByMiddleware?: boolean;
}

/** Some code of the project sets the variable itself, so that it decides when the value is known. */
export function isVariableSet(name: string | undefined, program: Foundation): boolean {
  return writesOf(program).some((write) => name === undefined || write.name === undefined || write.name === name);
}

/** Which of the variables code that runs together with the file sets while it serves, and so after others may have been read. */
export function variableSetLate(names: ReadonlySet<string>, file: string, program: Foundation): string | undefined {
  if (names.size === 0) return undefined;
  const write = writesOf(program).find(
    ({ name, node, isByMiddleware }) =>
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
  if (!/\benv|Env|dotenv|\bmiddy/.test(file.text)) return [];
  const found: Write[] = [];
  const visit = (node: ts.Node): void => {
    for (const { object, name } of changedBy(node)) {
      if (isEnvironment(object, program)) found.push({ node, ...(name !== undefined && { name }) });
      else if (name === 'env' && isProcess(object)) found.push({ node });
    }
    if (isLoading(node, program) || isHandedToFill(node, program)) found.push({ node });
    else if (isMiddleware(node, program)) found.push({ node, isByMiddleware: true });
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

/** `fill(process.env, …)`: a function of ours that sets members of what it is given, or one of a package that is called so. */
function isHandedToFill(node: ts.Node, program: Foundation): boolean {
  if (!ts.isCallExpression(node)) return false;
  return node.arguments.some((argument, index) => {
    if (!isEnvironment(argument, program)) return false;
    const targets = program.calls.targetsOf(node);
    if (targets.length === 0)
      return /^(populate|hydrate|fill|inject|assign|merge|extend|defaults)/i.test(calleeName(node) ?? '');
    return targets.some(({ parameters, body }) => {
      const given = parameters[index];
      const isGiven = (object: ts.Expression): boolean => ts.isIdentifier(object) && lookup(object)?.node === given;
      return !!body && walk(body, (each) => changedBy(each).some(({ object }) => isGiven(object)), 'nested');
    });
  });
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
const FILLING =
  /^(load|set|populate|inject|write|export|apply|fill|hydrate|merge|put|sync)\w*Env(ironment)?(Vars?|Variables?)?$|(To|Into)_?(Process)?Env(ironment)?(Vars?|Variables?)?$/;

/** Up to version 1 it took `names` or `paths`, and set the environment unless it was told to take the context. */
function namesParameters({ arguments: [first] }: ts.CallExpression): boolean {
  if (!first || !ts.isObjectLiteralExpression(first)) return false;
  const names = first.properties.map(({ name }) => nameText(name));
  return names.some((name) => name === 'names' || name === 'paths') && !names.includes('setToContext');
}

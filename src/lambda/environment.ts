import { ts } from 'ts-morph';
import { memberName, unwrap, walk } from '../ast/nodes.js';
import { lookup } from '../ast/scope.js';
import { definitionOf } from './definition.js';
import type { Program } from './program.js';
import { importedBy } from './replacements/sources.js';
import { changedBy } from './writes.js';

/** `process.env`, or a name for it: `const { env } = process`, `import { env } from 'node:process'`. */
export function isEnvironment(node: ts.Node, program: Program): node is ts.Expression {
  if (memberName(node) === 'env') return isProcess(unwrap((node as ts.PropertyAccessExpression).expression));
  if (!ts.isIdentifier(node)) return false;
  const declaration = lookup(node)?.node;
  const imported = declaration && importedBy(declaration);
  if (imported && /^(node:)?process$/.test(imported.specifier)) return imported.name === 'env';
  const definition = definitionOf(node, program.modules);
  if (!definition) return false;
  if (ts.isBindingElement(definition)) {
    const holder = definition.parent.parent;
    const name = (definition.propertyName ?? definition.name).getText();
    return name === 'env' && ts.isVariableDeclaration(holder) && !!holder.initializer && isProcess(holder.initializer);
  }
  return ts.isVariableDeclaration(definition) && !!definition.initializer && isPlainEnvironment(definition.initializer);
}

function isPlainEnvironment(node: ts.Expression): boolean {
  return memberName(unwrap(node)) === 'env' && isProcess((unwrap(node) as ts.PropertyAccessExpression).expression);
}

function isProcess(node: ts.Expression): boolean {
  const at = unwrap(node);
  if (memberName(at) === 'process') return (at as ts.PropertyAccessExpression).expression.getText() === 'globalThis';
  if (!ts.isIdentifier(at)) return false;
  const declaration = lookup(at)?.node;
  if (!declaration) return at.text === 'process';
  const specifier = importedBy(declaration)?.specifier;
  return specifier !== undefined && /^(node:)?process$/.test(specifier);
}

/** Some code of the project sets the variable itself, so that it decides when the value is known. */
export function isVariableSet(name: string | undefined, program: Program): boolean {
  const written = known.get(program) ?? variablesSetBy(program);
  known.set(program, written);
  if (written === 'any') return true;
  return name === undefined ? written.size > 0 : written.has(name);
}

/** The names that some code of the project sets; `any` where it does not name them. */
type WrittenVariables = ReadonlySet<string> | 'any';

/** All modules are looked through once a run, whoever asks. */
const known = new WeakMap<Program, WrittenVariables>();

/** Packages and settings that put files, parameters and secrets into the environment. */
const LOADERS =
  /['"](dotenv|@dotenvx\/dotenvx|dotenv-[\w-]+|env-cmd|aws-env|node-env-file)(\/[\w/-]+)?['"]|\bloadEnvFile\b|\bsetToEnv\b/;

function variablesSetBy(program: Program): WrittenVariables {
  const names = new Set<string>();
  let isAny = false;
  for (const { file } of program.modules.values()) {
    if (LOADERS.test(file.text)) return 'any';
    if (!/\benv\b/.test(file.text)) continue;
    walk(
      file,
      (node) => {
        for (const { object, name } of changedBy(node)) {
          if (isEnvironment(object, program)) {
            if (name === undefined) isAny = true;
            else names.add(name);
          } else if (name === 'env' && isProcess(object)) isAny = true;
        }
        return isAny;
      },
      'nested',
    );
  }
  return isAny ? 'any' : names;
}

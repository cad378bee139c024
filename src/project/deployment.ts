import { isOfDeployTool } from '../derived/deploy-tool.js';
import type { Deployment, FunctionDeclaration } from '../model/deployment.js';
import type { Declaration, LambdaFunction } from '../model/function.js';
import type { Reading, UnresolvedDeclaration } from './declared.js';
import { unknownSettings } from './function-settings.js';
import { withIds } from './identity.js';
import type { FoundFunction } from './resolve.js';
import { mergeResources } from './resources.js';

/** Everything that the deployment files declare: with the function of each declaration, or why it has none. */
export function toDeployment(
  readings: readonly Reading[],
  found: readonly FoundFunction[],
  unresolved: readonly UnresolvedDeclaration[],
  functions: readonly LambdaFunction[],
): Deployment {
  const idOf = createIdOf(functions);
  const led = found.map(({ name, declaredIn, settings = unknownSettings(), ...rest }) => {
    const functionId = idOf({ name, declaredIn, ...rest });
    return { name, declaredIn, settings, ...(functionId !== undefined && { functionId }) };
  });
  const open = unresolved.flatMap(({ name, declaredIn, settings = unknownSettings(), reason, cause }) =>
    name === undefined ? [] : [{ name, declaredIn, settings, unfound: { reason, cause } }],
  );
  const declared = [...led, ...open].filter(({ declaredIn }) => isOfDeployTool(declaredIn));
  return {
    functions: withIds<Omit<FunctionDeclaration, 'id'>>(declared),
    ...mergeResources(readings.map(({ resources }) => resources)),
  };
}

/** The function that a declaration became, or that keeps its handler for another declaration. */
function createIdOf(functions: readonly LambdaFunction[]): (found: FoundFunction) => string | undefined {
  const byDeclaration = new Map<string, string>();
  for (const { id, handler, declaredIn, alsoDeclaredIn = [] } of [...functions].reverse()) {
    for (const each of [...alsoDeclaredIn, declaredIn]) byDeclaration.set(keyOf(handler, each), id);
  }
  return ({ handler, declaredIn }) => byDeclaration.get(keyOf(handler, declaredIn));
}

function keyOf({ export: exported }: LambdaFunction['handler'], { file, line, column = 0, kind }: Declaration): string {
  return `${kind} ${file}:${line}:${column} ${exported}`;
}

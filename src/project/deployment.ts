import { isOfDeployTool } from '../derived/deploy-tool.js';
import type { Deployment, FunctionDeclaration } from '../model/deployment.js';
import { byDeclaration } from './by-declaration.js';
import type { Reading } from './declared.js';
import { unknownSettings } from './function-settings.js';
import type { IdentifiedDeclaration, Identities } from './identity.js';
import { mergeResources, withLinks } from './resources.js';

/** Everything that the deployment files declare: with the function of each declaration, or why it has none. */
export function toDeployment(readings: readonly Reading[], { declarations, idOf }: Identities): Deployment {
  const functions = declarations
    .filter(({ declared }) => isOfDeployTool(declared.declaredIn))
    .map(toDeclaration)
    .sort(byDeclaration);
  const resources = mergeResources(readings.map(({ resources }) => resources));
  return { functions, ...withLinks(resources, (link) => idOf(link) ?? link) };
}

function toDeclaration({ id, declared, functionId }: IdentifiedDeclaration): FunctionDeclaration {
  const { name = '', declaredIn, settings = unknownSettings() } = declared;
  const unfound = 'reason' in declared ? { reason: declared.reason, cause: declared.cause } : undefined;
  return {
    id,
    name,
    declaredIn,
    settings,
    ...(functionId !== undefined && { functionId }),
    ...(unfound && { unfound }),
  };
}

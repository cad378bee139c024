import { declaredId } from '../../derived/declared-id.js';
import type { Stack, StackResource } from '../cloudformation/stack.js';
import { getReferenced } from '../cloudformation/template.js';
import { isObject, objectAt, type Plain, type PlainObject } from '../data-file.js';
import type { Workspace } from '../workspace.js';
import { resourceName } from './resource-name.js';
import { resolveVariables, type VariableSources } from './variables.js';

/** Lookups that the resources may take, whatever the functions have used up. */
const MAX_LOOKUPS = 20_000;

/** The CloudFormation resources of a service. `functions`: id of the declaration of each key below `functions`. */
export function readStack(
  workspace: Workspace,
  sources: VariableSources,
  file: string,
  functions: ReadonlyMap<string, string>,
): Stack {
  const scope = workspace.relative(file);
  const ids = new Map([...functions].map(([key, id]) => [resourceName(key, 'LambdaFunction'), id]));
  const resources = sources.service.resources === undefined ? [] : listStackResources(workspace, sources, file);
  for (const { id, type } of resources)
    if (type === 'AWS::Lambda::Function') ids.set(id, declaredId({ file: scope }, id));
  return {
    workspace,
    scope,
    resources,
    shared: { data: {}, given: {} },
    functionOf: (value: Plain) => ids.get(getReferenced(value) ?? ''),
  };
}

function listStackResources(workspace: Workspace, sources: VariableSources, file: string): StackResource[] {
  const own: VariableSources = { ...sources, active: new Set(), budget: { left: MAX_LOOKUPS } };
  return listResources(resolveVariables(sources.service.resources, own)).map(([id, resource]) => {
    const properties = objectAt(resource, 'Properties');
    const place = sources.places.get(resource);
    const declaredIn = {
      file: workspace.relative(place?.file ?? file),
      line: place?.line ?? 1,
      kind: 'serverless' as const,
    };
    return { id, type: String(resource.Type), resolved: properties, written: properties, declaredIn };
  });
}

/** `resources` is a template, or a list of templates that are merged. */
function listResources(resources: Plain): [string, PlainObject][] {
  if (Array.isArray(resources)) return resources.flatMap(listResources);
  return Object.entries(objectAt(resources, 'Resources')).filter((entry): entry is [string, PlainObject] =>
    isObject(entry[1]),
  );
}

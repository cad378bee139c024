import { type NamedTable, readTable } from '../cloudformation/tables.js';
import { isObject, objectAt, type Plain, type PlainObject } from '../data-file.js';
import type { Workspace } from '../workspace.js';
import { resolveVariables, type VariableSources } from './variables.js';

/** Lookups that the resources may take, whatever the functions have used up. */
const MAX_LOOKUPS = 20_000;

/** The tables among the CloudFormation resources of a service. */
export function readServerlessTables(workspace: Workspace, sources: VariableSources, file: string): NamedTable[] {
  if (sources.service.resources === undefined) return [];
  const own: VariableSources = { ...sources, active: new Set(), budget: { left: MAX_LOOKUPS } };
  const scope = workspace.relative(file);
  return listResources(resolveVariables(sources.service.resources, own)).flatMap(([id, resource]) => {
    const properties = objectAt(resource, 'Properties');
    const place = sources.places.get(resource);
    const declaredIn = {
      file: workspace.relative(place?.file ?? file),
      line: place?.line ?? 1,
      kind: 'serverless' as const,
    };
    const entry = { id, type: String(resource.Type), properties, written: properties, declaredIn };
    return readTable(workspace, scope, entry, sources.places);
  });
}

/** `resources` is a template, or a list of templates that are merged. */
function listResources(resources: Plain): [string, PlainObject][] {
  if (Array.isArray(resources)) return resources.flatMap(listResources);
  return Object.entries(objectAt(resources, 'Resources')).filter((entry): entry is [string, PlainObject] =>
    isObject(entry[1]),
  );
}

import { posix } from 'node:path';
import { resolve, toTemplateValues } from '../cloudformation/intrinsics.js';
import { functionCalled } from '../cloudformation/named-functions.js';
import { getReferenced } from '../cloudformation/references.js';
import { createResourceAt, functionNamed, type Stack, type StackResource } from '../cloudformation/stack.js';
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
  const made = new Map([...functions].map(([key, id]) => [resourceName(key, 'LambdaFunction'), id]));
  const resourceAt = createResourceAt(() => [stack]);
  const own: StackResource[] = [];
  const stack: Stack = {
    workspace,
    scope: workspace.relative(file),
    name: 'own',
    folder: posix.dirname(file),
    kind: 'serverless',
    resources: own,
    shared: { data: {}, placeOfParameter: () => undefined },
    resourceAt: (reference) => resourceAt(stack, reference),
    // A resource called like a function that the framework makes only adds to that.
    functionOf: (value) =>
      made.get(getReferenced(value) ?? '') ?? functionNamed(stack, value) ?? functionCalled(stack, value),
  };
  own.push(...listStackResources(stack, sources, file));
  return stack;
}

function listStackResources(stack: Stack, sources: VariableSources, file: string): StackResource[] {
  const own: VariableSources = { ...sources, active: new Set(), budget: { left: MAX_LOOKUPS } };
  return listResources(resolveVariables(sources.service.resources, own)).map(([id, resource, values]) => {
    const written = objectAt(resource, 'Properties');
    const place = sources.places.get(resource);
    const declaredIn = {
      file: stack.workspace.relative(place?.file ?? file),
      line: place?.line ?? 1,
      ...(place?.column !== undefined && { column: place.column }),
      kind: 'serverless' as const,
    };
    const resolved = objectAt(resolve(written, values));
    const metadata = objectAt(resource, 'Metadata');
    return { id, type: String(resource.Type), resolved, written, metadata, declaredIn, stack };
  });
}

type ListedResource = [id: string, resource: PlainObject, values: ReturnType<typeof toTemplateValues>];

/** `resources` is a template, or a list of templates that are merged. */
function listResources(resources: Plain): ListedResource[] {
  const templates = [resources].flat(5).filter(isObject);
  const sections = ['Parameters', 'Mappings', 'Conditions'];
  const merged = sections.map((key) => [key, Object.assign({}, ...templates.map((each) => objectAt(each, key)))]);
  const values = toTemplateValues(Object.fromEntries(merged));
  return templates.flatMap((template) =>
    Object.entries(objectAt(template, 'Resources')).flatMap(([id, resource]): ListedResource[] =>
      isObject(resource) ? [[id, resource, values]] : [],
    ),
  );
}

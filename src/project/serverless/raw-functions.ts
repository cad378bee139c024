import type { EventSource } from '../../model/function.js';
import { readResourceFunction } from '../cloudformation/functions.js';
import { readOwnResources } from '../cloudformation/own-events.js';
import { createTemplateSettings } from '../cloudformation/settings.js';
import { idOfFunction, isFunction, SAM_FUNCTION, type Stack } from '../cloudformation/stack.js';
import type { NamedTable } from '../cloudformation/tables.js';
import type { Reading } from '../declared.js';

/** Adds the functions that a service declares as CloudFormation resources; nothing of the framework touches them. */
export function addRawFunctions(
  reading: Reading,
  stack: Stack,
  tables: readonly NamedTable[],
  links: ReadonlyMap<string, readonly EventSource[]>,
): void {
  const settings = createTemplateSettings(stack, { data: {}, globals: {} }, reading.resources);
  for (const resource of stack.resources.filter(isFunction)) {
    const id = idOfFunction(resource);
    // One called like a function that the framework makes only adds to that.
    if (stack.functionOf({ Ref: resource.id }) !== id) continue;
    if (resource.type === SAM_FUNCTION) readOwnResources(stack, resource, id, reading.resources);
    const context = { workspace: stack.workspace, links, isTable: () => false };
    const result = { ...readResourceFunction(resource, { stack, tables }, context), settings: settings(resource) };
    if ('reason' in result) reading.unresolved.push(result);
    else reading.declared.push(result);
  }
}

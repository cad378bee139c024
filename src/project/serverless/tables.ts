import type { Stack } from '../cloudformation/stack.js';
import { type NamedTable, readTable } from '../cloudformation/tables.js';
import type { Places } from '../data-file.js';

/** The tables among the CloudFormation resources of a service. */
export function readServiceTables({ workspace, scope, resources }: Stack, places: Places): NamedTable[] {
  return resources.flatMap(({ resolved, ...resource }) =>
    readTable(workspace, scope, { ...resource, properties: resolved }, places),
  );
}

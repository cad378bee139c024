import type { ts } from 'ts-morph';
import { isInside } from '../../ast/nodes.js';
import { type ClientConstruction, clientsBeside } from '../../lambda/aws-requests/clients.js';
import type { Program } from '../../lambda/program.js';
import { configurationsOf } from './configured.js';
import { clientUsesOf } from './uses/use-doubt.js';

/**
 * A client that the file makes with the same words is as good as a new one: nobody changes it, and no global settings that it took over
 * were others than now.
 */
export function isReusable(made: ts.Expression, program: Program): boolean {
  const construction = clientsBeside(made, program).find(({ node }) => isInside(node, made));
  if (!construction || hasDefaultsOfItsOwn(construction, program)) return false;
  const { doubt, hasDocuments } = clientUsesOf(made, construction, program);
  // Another one would write its settings into the same client.
  return doubt === undefined && !hasDocuments;
}

function hasDefaultsOfItsOwn(construction: ClientConstruction, program: Program): boolean {
  return configurationsOf(construction, program).length > 0;
}

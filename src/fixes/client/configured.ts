import { ts } from 'ts-morph';
import { ownerOf } from '../../ast/nodes.js';
import type { ClientConstruction } from '../../lambda/aws-requests/clients.js';
import { sdkV2Writes } from '../../lambda/aws-requests/sdk-v2-writes.js';
import { isLoadedTogether, isWhileServing } from '../../lambda/loading/load-time.js';
import { exposuresOf } from '../../lambda/objects/writes.js';
import type { Program } from '../../lambda/program.js';
import { topLevelStatement } from '../editing/statements.js';

/** Global settings change when a client at module scope would have been made already: what it takes over is not there at init. */
export function isConfiguredLate(construction: ClientConstruction, program: Program): boolean {
  const before = topLevelStatement(construction.node);
  const home = construction.node.getSourceFile();
  return configurationsOf(construction, program).some((each) => {
    const file = each.getSourceFile();
    if (file === home) return each.pos > before.pos || !ts.isSourceFile(ownerOf(each));
    if (!isLoadedTogether(file.fileName, home.fileName, program)) return false;
    return isWhileServing(each, program) || !program.graph.closureOf(home.fileName).has(file.fileName);
  });
}

/** Places that change what clients of the package take over when they are made, or may do so. */
export function configurationsOf({ kind, module }: ClientConstruction, program: Program): readonly ts.Node[] {
  if (!kind.copiesDefaults) return [];
  if (/^aws-sdk(\/|$)/.test(module)) return sdkV2Writes(program).configurations;
  return exposuresOf(module, program)
    .filter(({ node, isHandedOver }) => !isHandedOver || ts.isCallExpression(node))
    .map(({ node }) => node);
}

import { ts } from 'ts-morph';
import { ownerOf } from '../../ast/nodes.js';
import { topLevelStatement } from '../../ast/statements.js';
import type { ClientConstruction } from '../../lambda/clients.js';
import { isLoadedTogether, isWhileServing } from '../../lambda/load-time.js';
import type { Program } from '../../lambda/program.js';
import { sdkV2Writes } from '../../lambda/sdk-v2-writes.js';

/** `AWS.config` is set when a client of v2 at module scope would have been made already: what it takes over is not there at init. */
export function isConfiguredLate({ node, module }: ClientConstruction, program: Program): boolean {
  if (!/^aws-sdk(\/|$)/.test(module)) return false;
  const before = topLevelStatement(node);
  const home = node.getSourceFile();
  return sdkV2Writes(program).configurations.some((each) => {
    const file = each.getSourceFile();
    if (file === home) return each.pos > before.pos || !ts.isSourceFile(ownerOf(each));
    if (!isLoadedTogether(file.fileName, home.fileName, program)) return false;
    return isWhileServing(each, program) || !program.graph.closureOf(home.fileName).has(file.fileName);
  });
}

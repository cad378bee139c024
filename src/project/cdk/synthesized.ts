import { posix } from 'node:path';
import { isWithin } from '../../lib/paths.js';
import { readFunctions } from '../cloudformation/functions.js';
import { readTemplate } from '../cloudformation/template.js';
import { emptyReading, type Reading, type UnresolvedDeclaration } from '../declared.js';
import type { Workspace } from '../workspace.js';

/** Reads the templates that `cdk synth` left in `cdk.out`, beside each `cdk.json`. */
export async function readCdkOut(workspace: Workspace): Promise<Reading> {
  const reading = emptyReading();
  const outputs = workspace.files
    .filter((file) => posix.basename(file) === 'cdk.json')
    .map((file) => posix.join(posix.dirname(file), 'cdk.out'))
    .filter((folder) => workspace.isDirectory(folder));
  for (const folder of outputs) {
    for (const file of await workspace.listGenerated(folder, ['**/*.template.json'])) {
      const template = readTemplate(workspace, file);
      if (template === undefined) continue;
      // Asset folders hold copies of what the program's own code names; the program is the better source.
      const { declared, unresolved } = readFunctions(workspace, [{ ...template, kind: 'cdk-out' }]);
      reading.unresolved.push(
        ...unresolved,
        ...declared.map(({ name, declaredIn }) => ({
          name,
          declaredIn,
          reason: 'its code is an asset of a synthesised stack',
          cause: 'stored' as const,
        })),
      );
    }
  }
  return reading;
}

/** Leaves out what synthesised templates repeat of the functions that the program's own code declares. */
export function withoutSynthesized(
  workspace: Workspace,
  unresolved: readonly UnresolvedDeclaration[],
  program: Reading,
): UnresolvedDeclaration[] {
  const made = [...program.declared, ...program.unresolved].map(({ name = '', declaredIn }) => ({
    name,
    file: posix.join(workspace.root, declaredIn.file),
  }));
  return unresolved.filter(({ constructPath, declaredIn }) => {
    if (constructPath === undefined) return true;
    const folder = posix.dirname(posix.join(workspace.root, declaredIn.file)).replace(/\/cdk\.out(\/.*)?$/, '');
    const segments = constructPath.split('/');
    return !made.some(({ name, file }) => segments.includes(name) && isWithin(file, folder));
  });
}

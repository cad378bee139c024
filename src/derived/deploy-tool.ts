import type { Declaration } from '../model/function.js';

/** Does a deployment file declare it? Else the code alone tells of it, or the config, which say nothing of its settings. */
export function isOfDeployTool({ kind }: Pick<Declaration, 'kind'>): boolean {
  return kind !== 'code' && kind !== 'config';
}

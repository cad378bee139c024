import { packageNameOf } from './provided.js';

/** Names of the packages that are behind what imports name, sorted, each once. */
export function packageNames(specifiers: readonly string[]): readonly string[] {
  return [...new Set(specifiers.map(packageNameOf))].sort();
}

import type { DetailedBundle } from '../model/bundle.js';
import { packageNameOf } from './files/provided.js';

/** The bundle with the names of what it lacks because it is not installed; takes what imports name. */
export function withMissing(bundle: DetailedBundle, specifiers: readonly string[]): DetailedBundle {
  const missing = [...new Set(specifiers.map(packageNameOf))].sort();
  return missing.length > 0 ? { ...bundle, missing } : bundle;
}

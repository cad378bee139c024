import { isWithin } from '../lib/paths.js';
import type { FunctionFacts } from './declared.js';
import type { Workspace } from './workspace.js';

/** What is known of a function's layers. */
export type LayerFacts = Pick<FunctionFacts, 'layers' | 'hasForeignLayers'>;

/** Takes where the content of each layer stands, an absolute path; nothing for one whose content is not known. */
export function layerFacts(workspace: Workspace, places: readonly (string | undefined)[]): LayerFacts {
  const own = places.filter((place) => place !== undefined && isWithin(place, workspace.root)) as string[];
  const layers = [...new Set(own.map((folder) => workspace.relative(folder)))];
  return {
    ...(layers.length > 0 && { layers }),
    ...(own.length < places.length && { hasForeignLayers: true }),
  };
}

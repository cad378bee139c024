import { posix } from 'node:path';
import { getReferenced } from '../cloudformation/references.js';
import { objectAt, type Plain } from '../data-file.js';
import { type LayerFacts, layerFacts } from '../layers.js';
import type { Workspace } from '../workspace.js';
import { resourceName } from './resource-name.js';

/** Where the content of the layers stands that the service makes itself (`layers: { shared: { path: layers/shared } }`), by the name of their resource. */
export type LayerPlaces = ReadonlyMap<string, string>;

export function layerPlaces(layers: Plain, folder: string): LayerPlaces {
  const places = Object.entries(objectAt(layers)).flatMap(([name, layer]) => {
    const { path } = objectAt(layer);
    return typeof path === 'string' ? [[resourceName(name, 'LambdaLayer'), posix.resolve(folder, path)] as const] : [];
  });
  return new Map(places);
}

/** The layers that a function, or else the provider, names. */
export function readServerlessLayers(workspace: Workspace, stated: Plain | undefined, places: LayerPlaces): LayerFacts {
  const layers = stated === undefined ? [] : [stated].flat();
  return layerFacts(
    workspace,
    layers.map((layer) => places.get(getReferenced(layer) ?? '')),
  );
}

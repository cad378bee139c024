import type { Plain } from '../data-file.js';
import { type LayerFacts, layerFacts } from '../layers.js';
import { locateTerraformCode } from './code.js';
import type { Configuration, PlacedBlock } from './configuration.js';
import { evaluateOpen } from './expressions.js';

/** The layers of a function; the configuration may make them of folders of the project. */
export function readTerraformLayers(configuration: Configuration, placed: PlacedBlock): LayerFacts {
  const { block, instance } = placed;
  const stated = evaluateOpen(block.body.layers, instance.names);
  if (block.body.layers === undefined || stated === null) return {};
  const layers = [stated].flat();
  return layerFacts(
    instance.workspace,
    layers.map((layer) => placeOf(configuration, placed, layer)),
  );
}

function placeOf(configuration: Configuration, from: PlacedBlock, layer: Plain): string | undefined {
  const made = configuration.named(from, layer);
  if (!made) return undefined;
  const { instance, block } = made;
  const located = locateTerraformCode(block.body, instance.module, instance.names);
  if ('reason' in located || 'image' in located) return undefined;
  const places = [...(located.sources ?? []).map(({ path }) => path), ...located.folders];
  return places.find((path) => instance.workspace.isDirectory(path));
}

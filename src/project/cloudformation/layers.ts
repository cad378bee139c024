import { posix } from 'node:path';
import type { Plain, PlainObject } from '../data-file.js';
import { type LayerFacts, layerFacts } from '../layers.js';
import type { Workspace } from '../workspace.js';
import { getReferenced, type Template } from './template.js';

/** The layers that a function names; the template may take their content from the project. */
export function readTemplateLayers(
  workspace: Workspace,
  { Layers: stated }: PlainObject,
  template: Template,
): LayerFacts {
  const layers = stated === undefined ? [] : [stated].flat();
  return layerFacts(
    workspace,
    layers.map((layer) => placeOf(layer, template)),
  );
}

function placeOf(layer: Plain, { folder, resources }: Template): string | undefined {
  const name = getReferenced(layer);
  const found = resources.find(
    ({ id, type }) => id === name && /^AWS::(Serverless|Lambda)::LayerVersion$/.test(type),
  )?.properties;
  const content = found?.ContentUri ?? found?.Content;
  return typeof content === 'string' ? posix.resolve(folder, content) : undefined;
}

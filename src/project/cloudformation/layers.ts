import { posix } from 'node:path';
import type { Plain, PlainObject } from '../data-file.js';
import { type LayerFacts, layerFacts } from '../layers.js';
import { referenced, type Stack } from './stack.js';

/** The layers that a function names; a stack may take their content from the project. */
export function readTemplateLayers(stack: Stack, { Layers: stated }: PlainObject): LayerFacts {
  const layers = stated === undefined ? [] : [stated].flat();
  return layerFacts(
    stack.workspace,
    layers.map((layer) => placeOf(layer, stack)),
  );
}

function placeOf(layer: Plain, stack: Stack): string | undefined {
  const found = referenced(stack, layer, 'AWS::Serverless::LayerVersion', 'AWS::Lambda::LayerVersion');
  const content = found?.resolved.ContentUri ?? found?.resolved.Content;
  return found && typeof content === 'string' ? posix.resolve(found.stack.folder, content) : undefined;
}

import { posix } from 'node:path';
import type { Evaluator } from '../evaluate/evaluator.js';
import { guessOf } from '../evaluate/join.js';
import { LibraryObject, type Value } from '../evaluate/values.js';
import { type LayerFacts, layerFacts } from '../layers.js';
import { libraryObjectBehind, propsOf } from './constructs.js';

/** The layers that a function construct is given, at once or later; their code may be an asset of the project. */
export function readCdkLayers({ workspace, cwd, calls }: Evaluator, object: LibraryObject): LayerFacts {
  const stated = propsOf(object).get('layers');
  const added = calls.filter(({ method, owner }) => method === 'addLayers' && libraryObjectBehind(owner) === object);
  const layers = [...(stated === undefined ? [] : [stated].flat()), ...added.flatMap(({ args }) => args)];
  return layerFacts(
    workspace,
    layers.map((layer) => placeOf(layer, cwd)),
  );
}

function placeOf(value: Value, cwd: string): string | undefined {
  const layer = libraryObjectBehind(value);
  const code = layer?.type.name === 'LayerVersion' ? guessOf(propsOf(layer).get('code')) : undefined;
  const path = code instanceof LibraryObject ? guessOf(code.args[0]) : undefined;
  return typeof path === 'string' ? posix.resolve(cwd, path) : undefined;
}

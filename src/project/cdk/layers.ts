import { posix } from 'node:path';
import type { Evaluator } from '../evaluate/evaluator.js';
import { guessOf } from '../evaluate/join.js';
import { LibraryObject, ObjectValue, type Value } from '../evaluate/values.js';
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

/** What layers are called, as far as the program says: their ids, ARNs and code. */
export function layerNames(props: ObjectValue): string {
  const textsIn = (value: Value, depth = 0): string[] => {
    if (depth > 3) return [];
    if (typeof value === 'string') return [value];
    if (Array.isArray(value)) return value.flatMap((each) => textsIn(each, depth + 1));
    if (value instanceof ObjectValue) return [...value.properties.values()].flatMap((each) => textsIn(each, depth + 1));
    const made = libraryObjectBehind(value);
    return made ? made.args.slice(1).flatMap((each) => textsIn(each, depth + 1)) : [];
  };
  return textsIn(props.get('layers')).join(' ');
}

function placeOf(value: Value, cwd: string): string | undefined {
  const layer = libraryObjectBehind(value);
  const code = layer?.type.name === 'LayerVersion' ? guessOf(propsOf(layer).get('code')) : undefined;
  const path = code instanceof LibraryObject ? guessOf(code.args[0]) : undefined;
  return typeof path === 'string' ? posix.resolve(cwd, path) : undefined;
}

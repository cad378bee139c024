import { posix } from 'node:path';
import { isWithin } from '../../lib/paths.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { LibraryObject, type ObjectValue } from '../evaluate/values.js';
import { propsOf, rootOf } from './constructs.js';

/** Folders of the layers that a function construct is given, where their code is an asset of the project. */
export function readLayers({ workspace, cwd }: Evaluator, props: ObjectValue): readonly string[] | undefined {
  const layers = props.get('layers');
  const folders = (Array.isArray(layers) ? layers : []).flatMap((each) => {
    const layer = rootOf(each);
    const code = layer?.type.name === 'LayerVersion' ? propsOf(layer).get('code') : undefined;
    const path = code instanceof LibraryObject ? code.args[0] : undefined;
    const folder = typeof path === 'string' ? posix.resolve(cwd, path) : undefined;
    return folder !== undefined && isWithin(folder, workspace.root) ? [workspace.relative(folder)] : [];
  });
  return folders.length === 0 ? undefined : folders;
}

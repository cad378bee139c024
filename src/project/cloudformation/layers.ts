import { posix } from 'node:path';
import { isWithin } from '../../lib/paths.js';
import type { PlainObject } from '../data-file.js';
import type { Workspace } from '../workspace.js';
import { getReferenced, type Template } from './template.js';

/** Folders of the layers that a function names, where the template takes their content from the project. */
export function readLayers(
  workspace: Workspace,
  properties: PlainObject,
  template: Template,
): readonly string[] | undefined {
  const names = [properties.Layers].flat().map(getReferenced);
  const folders = template.resources.flatMap(({ id, type, properties: layer }) => {
    if (!/^AWS::(Serverless|Lambda)::LayerVersion$/.test(type) || !names.includes(id)) return [];
    const content = layer.ContentUri ?? layer.Content;
    if (typeof content !== 'string') return [];
    const folder = posix.resolve(template.folder, content);
    return isWithin(folder, workspace.root) ? [workspace.relative(folder)] : [];
  });
  return folders.length === 0 ? undefined : folders;
}

import { posix } from 'node:path';
import { inverted } from '../../lib/inverted.js';
import { toList } from '../../lib/to-list.js';
import type { BuildSettings } from '../../model/function.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { guessOf } from '../evaluate/join.js';
import { toPlain } from '../evaluate/plain.js';
import { LibraryObject, LibraryValue, ObjectValue } from '../evaluate/values.js';
import { plainZip } from '../plain-zip.js';
import { isCustomResourceProvider, PROVIDER_HANDLER, providerFolder } from './custom-resource-provider.js';

/** How a function is packaged that states its code: `Code.fromAsset(path, { exclude, ignoreMode })` zips a folder as it is. */
export function readAsset(
  { workspace, cwd }: Evaluator,
  object: LibraryObject,
  props: ObjectValue,
): BuildSettings | undefined {
  const folder = isCustomResourceProvider(object) ? providerFolder(props, cwd) : undefined;
  if (typeof folder === 'string') return plainZip(workspace, { path: folder }, PROVIDER_HANDLER);
  const handler = guessOf(props.get('handler'));
  if (typeof handler !== 'string') return undefined;
  const code = guessOf(props.get('code'));
  const codeUri = guessOf(props.get('codeUri'));
  if (object.type.name === 'CfnFunction' && typeof codeUri === 'string')
    return plainZip(workspace, { path: posix.resolve(cwd, codeUri) }, handler);
  if (!(code instanceof LibraryObject)) return undefined;
  const [path, options] = code.args.map(guessOf);
  if (!/^(fromAsset|asset|AssetCode)$/.test(code.type.name)) return { tool: 'unknown' };
  if (typeof path !== 'string') return undefined;
  const given = options instanceof ObjectValue ? options : new ObjectValue();
  // A container or a command makes the files.
  if (given.get('bundling') !== undefined) return { tool: 'unknown' };
  const mode = given.get('ignoreMode');
  const patterns = inverted(toList(toPlain(given.get('exclude'), new WeakMap())) ?? []);
  const other = mode instanceof LibraryValue ? { ignoreMode: mode.name } : undefined;
  return plainZip(workspace, { path: posix.resolve(cwd, path), patterns, other }, handler);
}

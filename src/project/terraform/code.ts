import { posix } from 'node:path';
import { isObject, type Plain, type PlainObject } from '../data-file.js';
import { toFolders } from '../source-file.js';
import { evaluateHcl, type Names } from './expressions.js';
import type { ModuleBlocks } from './parse.js';

export type CodeLocation =
  | { readonly folders: readonly string[] }
  | { readonly reason: string; readonly isElsewhere?: boolean };

/** Where a function block's code comes from: an archive data source, a zip, or a module's `source_path`. */
export function locateCode(body: PlainObject, module: ModuleBlocks, names: Names): CodeLocation {
  if (body.package_type === 'Image' || body.image_uri !== undefined)
    return { reason: 'it is deployed as a container image', isElsewhere: true };
  const path = body.source_path ?? body.filename ?? body.local_existing_package;
  if (path !== undefined) return locatePath(path, module, names);
  if (body.s3_key !== undefined || body.s3_bucket !== undefined || body.s3_existing_package !== undefined)
    return { reason: 'its code is fetched from S3' };
  return { reason: 'it states no filename' };
}

function locatePath(path: Plain, module: ModuleBlocks, names: Names): CodeLocation {
  const fromArchive = findArchive(path, module, names);
  if (fromArchive !== undefined) return { folders: fromArchive };
  const paths = [evaluateHcl(path, names)].flat().map((each) => (isObject(each) ? each.path : each));
  const folders = paths.flatMap((each) => (typeof each === 'string' ? candidates(each, names) : []));
  return folders.length > 0 ? { folders } : { reason: 'its code path is known only when Terraform runs' };
}

/** The sources of the `archive_file` that makes the zip, found by reference or by the name of the zip. */
function findArchive(path: Plain, module: ModuleBlocks, names: Names): readonly string[] | undefined {
  const reference = /archive_file\.([\w-]+)/.exec(JSON.stringify(path))?.[1];
  const value = evaluateHcl(path, names);
  const archives = [...module.data, ...module.resources].filter(({ type }) => type === 'archive_file');
  const archive = archives.find(
    ({ name, body }) =>
      name === reference || (typeof value === 'string' && evaluateHcl(body.output_path, names) === value),
  );
  if (archive === undefined) return undefined;
  const folder = evaluateHcl(archive.body.source_dir, names);
  const file = evaluateHcl(archive.body.source_file, names);
  if (typeof folder === 'string') return candidates(folder, names);
  return typeof file === 'string' ? candidates(posix.dirname(file), names) : undefined;
}

/** Relative paths start at the folder where Terraform is run, which is the root module's most often, and the project's else. */
function candidates(path: string, names: Names): readonly string[] {
  const bases = [names.paths.root, names.paths.module].map(String);
  const resolved = bases.map((base) => posix.resolve(base, path));
  return [...new Set(resolved)].flatMap(toFolders);
}

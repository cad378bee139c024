import { posix } from 'node:path';
import { inverted } from '../../lib/inverted.js';
import { toList } from '../../lib/to-list.js';
import type { Unfound } from '../../model/function.js';
import { isObject, type Plain, type PlainObject } from '../data-file.js';
import { IMAGE } from '../declared.js';
import type { ZipSource } from '../plain-zip.js';
import { toFolders } from '../source-file.js';
import { evaluateHcl, type VisibleNames } from './expressions.js';
import type { ModuleBlocks } from './parse.js';

export type TerraformCode =
  | {
      readonly folders: readonly string[];
      /** What the zip is made of, where that is stated: one for each folder that the path may be relative to. */
      readonly sources?: readonly ZipSource[];
    }
  | Unfound;

/** Where a function block's code comes from: an archive data source, a zip, or a module's `source_path`. */
export function locateTerraformCode(body: PlainObject, module: ModuleBlocks, names: VisibleNames): TerraformCode {
  if (body.package_type === 'Image' || body.image_uri !== undefined) return IMAGE;
  const path = body.source_path ?? body.filename ?? body.local_existing_package;
  if (path !== undefined) return locatePath(path, module, names);
  if (body.s3_key !== undefined || body.s3_bucket !== undefined || body.s3_existing_package !== undefined)
    return { reason: 'its code is fetched from S3', cause: 'stored' };
  return { reason: 'it has no filename', cause: 'unknown' };
}

function locatePath(path: Plain, module: ModuleBlocks, names: VisibleNames): TerraformCode {
  const fromArchive = findArchive(path, module, names);
  if (fromArchive !== undefined) return fromArchive;
  const paths = [evaluateHcl(path, names)].flat().map((each) => (isObject(each) ? each.path : each));
  const folders = paths.flatMap((each) => (typeof each === 'string' ? candidates(each, names) : []));
  if (folders.length === 0) return { reason: 'its code path is known only when Terraform runs', cause: 'unknown' };
  const only = evaluateHcl(path, names);
  return {
    folders,
    ...(typeof only === 'string' && { sources: resolved(only, names).map((each) => ({ path: each })) }),
  };
}

/** The sources of the `archive_file` that makes the zip, found by reference or by the name of the zip. */
function findArchive(path: Plain, module: ModuleBlocks, names: VisibleNames): TerraformCode | undefined {
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
  const excludes = toList(evaluateHcl(archive.body.excludes, names)) ?? [];
  if (typeof folder === 'string') {
    const sources = resolved(folder, names).map((each) => ({ path: each, patterns: inverted(excludes) }));
    return { folders: candidates(folder, names), sources };
  }
  if (typeof file !== 'string') return undefined;
  return {
    folders: candidates(posix.dirname(file), names),
    sources: resolved(file, names).map((each) => ({ path: each })),
  };
}

/** Relative paths start at the folder where Terraform is run, which is the root module's most often, and the project's else. */
function candidates(path: string, names: VisibleNames): readonly string[] {
  return resolved(path, names).flatMap(toFolders);
}

function resolved(path: string, { paths }: VisibleNames): readonly string[] {
  return [...new Set([paths.root, paths.module].map((base) => posix.resolve(String(base), path)))];
}

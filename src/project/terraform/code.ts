import { posix } from 'node:path';
import { inverted } from '../../lib/inverted.js';
import { toList } from '../../lib/to-list.js';
import type { Unfound } from '../../model/function.js';
import { isObject, objectAt, type Plain, type PlainObject } from '../data-file.js';
import type { ImageTarget } from '../declared.js';
import { archiveNames } from '../named-like.js';
import type { ZipSource } from '../plain-zip.js';
import { toFolders } from '../source-file.js';
import { evaluateHcl, fileRead, staticEnd, type VisibleNames } from './expressions.js';
import { type Block, blocksOf, type ModuleBlocks } from './parse.js';

export type TerraformCode =
  | {
      readonly folders: readonly string[];
      /** What the zip is made of, where that is stated: one for each folder that the path may be relative to. */
      readonly sources?: readonly ZipSource[];
      /** What the archive is called, where it is known by its name at most. */
      readonly archives?: readonly string[];
      /** Why the code may not be there after all. */
      readonly doubt?: Unfound;
    }
  | { readonly image: ImageTarget }
  | Unfound;

const OPEN: Unfound = { reason: 'its code path is known only at deployment', cause: 'unknown' };
const STORED: Unfound = { reason: 'its code is fetched from S3', cause: 'stored' };

/** Where a function block's code comes from: an archive data source, a zip, or a module's `source_path`. */
export function locateTerraformCode(body: PlainObject, module: ModuleBlocks, names: VisibleNames): TerraformCode {
  if (body.package_type === 'Image' || body.image_uri !== undefined) return { image: imageOf(body, module, names) };
  const paths = [body.source_path, body.filename, body.local_existing_package].filter((path) => isGiven(path, names));
  if (paths.length > 0) return locatePath(paths[0], module, names);
  const key = body.s3_key ?? objectAt(body, 's3_existing_package').key;
  if (key !== undefined || body.s3_bucket !== undefined || body.s3_existing_package !== undefined)
    return locateStored(key, module, names);
  return { reason: 'it does not say where its code is', cause: 'unknown' };
}

/** An image that the module builds is made of a folder; of one in a registry, only its name says what it is made of. */
function imageOf(body: PlainObject, module: ModuleBlocks, names: VisibleNames): ImageTarget {
  const config = objectAt([body.image_config].flat()[0]);
  const list = (value: Plain) => toList(evaluateHcl(value, names));
  const [, name] = /(?:^|\/)([\w.-]+)(?:[:@][^/]*)?$/.exec(staticEnd(body.image_uri, names) ?? '') ?? [];
  const command = list(config.command ?? body.image_config_command);
  const entrypoint = list(config.entry_point ?? body.image_config_entry_point);
  const workdir = evaluateHcl(config.working_directory ?? body.image_config_working_directory, names);
  const from = builtHere(body.image_build) ?? builtFrom(body.image_uri, module, names) ?? (name ? { name } : {});
  return {
    kind: 'image',
    ...from,
    ...(command && { command }),
    ...(entrypoint && { entrypoint }),
    ...(typeof workdir === 'string' && { workdir }),
  };
}

/** What a program builds the image of, in absolute paths. */
function builtHere(built: Plain): Pick<ImageTarget, 'folder' | 'file' | 'stage'> | undefined {
  const { context, dockerfile, target } = objectAt(built);
  if (typeof context !== 'string') return undefined;
  return {
    folder: context,
    ...(typeof dockerfile === 'string' && { file: dockerfile }),
    ...(typeof target === 'string' && { stage: target }),
  };
}

/** `module.image.image_uri` of a module that is given a folder, `docker_image.api.image_id`, a repository with the image beside it. */
function builtFrom(
  uri: Plain,
  module: ModuleBlocks,
  names: VisibleNames,
): Pick<ImageTarget, 'folder' | 'file'> | undefined {
  const [, kind, name] =
    /\b(module|docker_image|docker_registry_image|aws_ecr_repository)\.([\w-]+)/.exec(JSON.stringify(uri) ?? '') ?? [];
  const blocks = kind === 'module' ? module.modules : blocksOf(module.resources, 'docker_image');
  const [only, ...others] = blocks;
  const isStored = kind === 'aws_ecr_repository' && others.length === 0;
  const block = blocks.find((each) => each.name === name) ?? (isStored ? only : undefined);
  if (!block) return undefined;
  const build = objectAt([block.body.build].flat()[0]);
  const { source_path, docker_file_path } = block.body;
  const stated = kind === 'module' ? [source_path, docker_file_path] : [build.context, build.dockerfile];
  const [folder, file] = stated.map((each) => evaluateHcl(each, names));
  if (typeof folder !== 'string') return undefined;
  return { folder: posix.resolve(module.folder, folder), ...(typeof file === 'string' && { file }) };
}

/** A path that comes to `null` is left out on purpose. */
function isGiven(path: Plain, names: VisibleNames): boolean {
  return path !== undefined && path !== null && evaluateHcl(path, names) !== null;
}

/** What is stored may be put there by the same configuration, and is often called like its code. */
function locateStored(key: Plain, module: ModuleBlocks, names: VisibleNames): TerraformCode {
  const [, name] = /aws_s3_(?:bucket_)?object\.([\w-]+)/.exec(JSON.stringify(key) ?? '') ?? [];
  const objects = [module.resources, module.data].flatMap((blocks) => [
    ...blocksOf(blocks, 'aws_s3_object'),
    ...blocksOf(blocks, 'aws_s3_bucket_object'),
  ]);
  const object = objects.find((block) => block.name === name || isSameKey(block, key, names));
  const located = object?.body.source === undefined ? undefined : locatePath(object.body.source, module, names);
  if (located && !('reason' in located)) return located;
  const archives = archiveNames(staticEnd(object?.body.key ?? key, names));
  return archives.length > 0 ? { folders: [], archives, doubt: STORED } : STORED;
}

function isSameKey({ body }: Block, key: Plain, names: VisibleNames): boolean {
  const value = evaluateHcl(key, names);
  return typeof value === 'string' && evaluateHcl(body.key, names) === value;
}

function locatePath(path: Plain, module: ModuleBlocks, names: VisibleNames): TerraformCode {
  const fromArchive = findArchive(path, module, names);
  if (fromArchive !== undefined) return fromArchive;
  const only = evaluateHcl(path, names);
  const paths = [only].flat().map((each) => (isObject(each) ? each.path : each));
  const folders = paths.flatMap((each) => (typeof each === 'string' ? candidates(each, names) : []));
  const archives = archiveNames(staticEnd(path, names));
  if (folders.length === 0) return archives.length > 0 ? { folders, archives, doubt: OPEN } : OPEN;
  return {
    folders,
    ...(archives.length > 0 && { archives }),
    ...(typeof only === 'string' && { sources: resolved(only, names).map((each) => ({ path: each })) }),
  };
}

/** The sources of the `archive_file` that makes the zip, found by reference or by the name of the zip. */
function findArchive(path: Plain, module: ModuleBlocks, names: VisibleNames): TerraformCode | undefined {
  const reference = /archive_file\.([\w-]+)/.exec(JSON.stringify(path))?.[1];
  const value = evaluateHcl(path, names);
  const archive = [module.data, module.resources]
    .flatMap((blocks) => blocksOf(blocks, 'archive_file'))
    .find(
      ({ name, body }) =>
        name === reference || (typeof value === 'string' && evaluateHcl(body.output_path, names) === value),
    );
  if (archive === undefined) return undefined;
  const folder = evaluateHcl(archive.body.source_dir, names);
  const file = evaluateHcl(archive.body.source_file, names) ?? fileInside(archive, names);
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

/** `source { content = file("…") }`: of several files any, since they stand together. */
function fileInside({ body }: Block, names: VisibleNames): string | undefined {
  return [body.source]
    .flat()
    .map((source) => fileRead(objectAt(source).content, names))
    .find((path) => path !== undefined);
}

/** Relative paths start at the folder where Terraform is run, which is the root module's most often, and the project's else. */
function candidates(path: string, names: VisibleNames): readonly string[] {
  return resolved(path, names).flatMap(toFolders);
}

function resolved(path: string, { paths }: VisibleNames): readonly string[] {
  return [...new Set([paths.root, paths.module].map((base) => posix.resolve(String(base), path)))];
}

import { posix } from 'node:path';
import { libraryObjectBehind } from '../cdk/constructs.js';
import type { PlainObject } from '../data-file.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { LibraryMember, LibraryObject, ObjectValue, Unknown, type Value } from '../evaluate/values.js';
import { UNKNOWN_PART } from '../terraform/functions-of-hcl.js';
import type { BridgedTool } from './resource-types.js';

/** Where a function or a layer of a program takes its code from, as blocks of Terraform state it. */
export function codeOf({ cwd }: Evaluator, tool: BridgedTool, props: ObjectValue): PlainObject {
  const stated = tool === 'pulumi' ? props.get('code') : props.get('filename');
  if (stated === undefined) return {};
  const paths = (tool === 'pulumi' ? pathsOfArchive(stated) : pathsOfFile(stated)).map((path) => toPath(path, cwd));
  // One path is all that is packaged.
  return { code: undefined, filename: undefined, source_path: paths.length === 1 ? paths[0] : paths };
}

function toPath(path: Value, cwd: string): string {
  if (typeof path === 'string') return posix.resolve(cwd, path);
  return UNKNOWN_PART + (path instanceof Unknown ? path.ending : '');
}

/** `new FileArchive('./app')`, or an archive of several: folders and files at paths of their own. */
function pathsOfArchive(code: Value): readonly Value[] {
  if (!(code instanceof LibraryObject)) return [code];
  const [first] = code.args;
  if (/^(FileArchive|FileAsset)$/.test(code.type.name)) return [first];
  if (!(first instanceof ObjectValue)) return [undefined];
  return [...first.properties].flatMap(([at, asset]) => {
    const path = asset instanceof LibraryObject && asset.type.name !== 'StringAsset' ? asset.args[0] : undefined;
    return typeof path === 'string' ? [rootOf(path, at)] : [];
  });
}

/** The folder that has a file or a folder where the archive has it, so that handlers are found below it. */
function rootOf(path: string, at: string): string {
  const inside = posix.normalize(at);
  if (inside === '.') return path;
  return path.endsWith(`/${inside}`) ? path.slice(0, -inside.length - 1) : posix.dirname(path);
}

/** `asset.path` of a `TerraformAsset`, `archive.outputPath` of a `DataArchiveFile`, or a path. */
function pathsOfFile(filename: Value): readonly Value[] {
  if (!(filename instanceof LibraryMember)) return [filename];
  const props = libraryObjectBehind(filename)?.args.find((each) => each instanceof ObjectValue);
  if (!(props instanceof ObjectValue)) return [undefined];
  return [['path', 'sourceDir', 'sourceFile'].map((key) => props.get(key)).find((each) => each !== undefined)];
}

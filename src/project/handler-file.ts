import { posix } from 'node:path';
import type { Unfound } from '../model/function.js';
import { findEvidentHandlers } from './code-shape/evidence.js';
import { findCompiledSource } from './compiled-source.js';
import { type CodeTarget, IMAGE, type ImageTarget, type StringTarget } from './declared.js';
import { type FoundExport, findExport } from './find-export.js';
import { type HandlerParts, splitHandler } from './handler-string.js';
import { imageCode } from './images/image-code.js';
import { mayBeHandler } from './may-be-handler.js';
import { explainMissingExport, explainMissingFile } from './missing-handler.js';
import { findMovedEntry } from './moved-entry.js';
import { filesNamedLike } from './named-like.js';
import { findSourcePath, findWithExtension, withoutExtension } from './source-file.js';
import { findModuleAt, findStarted, isStartScript } from './start-script.js';
import { isAtStatedPlace, isOutput } from './stated-place.js';
import type { Workspace } from './workspace.js';

/** The handler's place, or the reason why there is none, for a person. */
export type HandlerSearch =
  | {
      readonly file: string;
      readonly export: string;
      readonly line: number;
      readonly column?: number;
      /** The stated export is missing; this is what stands in its place, and why. */
      readonly substitution?: string;
      /** The declaration does not lead here; its archive is called so, or its path ends so. */
      readonly isByName?: boolean;
      /** What the image of a container has, where a Dockerfile says it. */
      readonly engine?: 'bun' | 'deno';
      readonly runtime?: { readonly name: string; readonly file: string; readonly line: number };
    }
  | Unfound;

/** Finds the source file and the export that a declaration means. */
export function findHandler(workspace: Workspace, target: CodeTarget): HandlerSearch {
  if (target.kind === 'entry') return findEntry(workspace, target.file, target.export);
  if (target.kind === 'image') return findInImage(workspace, target);
  if (target.kind === 'inline')
    return { file: workspace.relative(target.file), export: '', line: target.line, column: target.column };
  if (isStartScript(target.handler)) return findServer(workspace, target);
  const splits = splitHandler(target.handler);
  const [first] = splits;
  if (!first) return { reason: `handler "${target.handler}" does not have the form file.export`, cause: 'not-found' };
  let missing: HandlerSearch | undefined;
  for (const parts of splits) {
    const file = findFile(workspace, target, parts);
    if (file === undefined) continue;
    const found = findExport(workspace, file, parts.export);
    if (found) return toPlace(workspace, file, parts.export, found);
    missing ??= substitute(workspace, file, parts.export);
  }
  return (
    findByArchive(workspace, target, splits) ?? missing ?? explainMissingFile(workspace, target.folders, first.file)
  );
}

/** What its Dockerfile says, whose runtime counts where nothing else states one. */
function findInImage(workspace: Workspace, image: ImageTarget): HandlerSearch {
  const code = imageCode(workspace, image);
  if (!code) return IMAGE;
  const { target, started, runtime, dockerfile, engine } = code;
  const stated = engine ? { engine } : runtime && { runtime: { ...runtime, file: workspace.relative(dockerfile) } };
  if (started === undefined) {
    const found = findHandler(workspace, target);
    return 'reason' in found ? found : { ...found, ...stated };
  }
  const file = started.map((path) => findModuleAt(workspace, path)).find(Boolean);
  return file === undefined ? IMAGE : { file: workspace.relative(file), export: '', line: 1, ...stated };
}

/** The only file with the export that may be what the archive is made of. */
function findByArchive(
  workspace: Workspace,
  target: StringTarget,
  splits: readonly HandlerParts[],
): HandlerSearch | undefined {
  for (const archive of (target.archives ?? []).filter((name) => !isOutput(name))) {
    const found = splits.flatMap((parts) =>
      filesNamedLike(workspace, archive, parts).flatMap((file) => {
        const place = findExport(workspace, file, parts.export);
        if (!place || !mayBeHandler(workspace, file, parts) || !isAtStatedPlace(workspace, target, file)) return [];
        return [{ ...toPlace(workspace, file, parts.export, place), isByName: true }];
      }),
    );
    if (found.length > 0) return found.length === 1 ? found[0] : undefined;
  }
  return undefined;
}

function findEntry(workspace: Workspace, entry: string, exported: string): HandlerSearch {
  const file = findSourcePath(workspace, entry) ?? findCompiledSource(workspace, withoutExtension(entry));
  if (file === undefined) return findMoved(workspace, entry, exported);
  const found = findExport(workspace, file, exported);
  return found ? toPlace(workspace, file, exported, found) : substitute(workspace, file, exported);
}

function findMoved(workspace: Workspace, entry: string, exported: string): HandlerSearch {
  const file = findMovedEntry(workspace, entry, exported);
  const found = file === undefined ? undefined : findExport(workspace, file, exported);
  return file !== undefined && found !== undefined
    ? { ...toPlace(workspace, file, exported, found), isByName: true }
    : explainMissingFile(workspace, [posix.dirname(entry)], posix.basename(entry));
}

/** The program that a start script runs is entered as a whole. */
function findServer(workspace: Workspace, target: StringTarget): HandlerSearch {
  const started = findStarted(workspace, target);
  return 'reason' in started ? started : { file: workspace.relative(started.file), export: '', line: 1 };
}

function toPlace(workspace: Workspace, file: string, exported: string, found: FoundExport): HandlerSearch {
  return { file: workspace.relative(file), export: exported, line: found.line };
}

/** A declaration that misspells the export of a file with one evident handler still means that file. */
function substitute(workspace: Workspace, file: string, exported: string): HandlerSearch {
  const source = workspace.parse(file);
  if (source === undefined) {
    const shown = workspace.relative(file);
    const known = workspace.problems.find((problem) => problem.kind === 'unreadable-file' && problem.file === shown);
    return { reason: `${shown} ${known?.message ?? 'cannot be read'}`, cause: 'not-found' };
  }
  const reason = explainMissingExport(workspace, file, exported);
  const [only, ...others] = findEvidentHandlers(source);
  if (!only || others.length > 0) return { reason, cause: 'not-found' };
  const { line } = source.getLineAndCharacterOfPosition(only.node.getStart(source));
  return { file: workspace.relative(file), export: only.name, line: line + 1, substitution: reason };
}

function findFile(workspace: Workspace, target: StringTarget, parts: HandlerParts): string | undefined {
  const entry = target.entryPoints?.find((path) => isEntryOf(withoutExtension(path), parts.file));
  if (entry !== undefined && workspace.isFile(entry)) return entry;
  for (const folder of target.folders) {
    const stem = posix.join(folder, parts.file);
    // A compiled file that is there is not the source: its source comes first.
    const file = findCompiledSource(workspace, stem) ?? findWithExtension(workspace, stem);
    if (file !== undefined) return file;
  }
  return target.folders.map((folder) => sourceBeside(workspace, folder)).find((file) => file !== undefined);
}

/** What a bundler puts into a folder that is not there yet, such as `orders.lambda.bundle`, is often called like its source. */
function sourceBeside(workspace: Workspace, folder: string): string | undefined {
  const stem = folder.replace(/[.-]bundle$/, '');
  return stem === folder || workspace.isDirectory(folder) ? undefined : findWithExtension(workspace, stem);
}

/** A bundler that is given one entry point drops the folders before its name. */
function isEntryOf(entryStem: string, handlerFile: string): boolean {
  return (
    entryStem.endsWith(`/${posix.normalize(handlerFile)}`) || posix.basename(entryStem) === posix.basename(handlerFile)
  );
}

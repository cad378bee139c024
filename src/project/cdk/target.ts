import { posix } from 'node:path';
import { isTestFile } from '../../lib/test-file.js';
import type { Unfound } from '../../model/function.js';
import { readBuildScript } from '../build-script.js';
import { type CodeTarget, IMAGE, type ImageTarget } from '../declared.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { guessOf } from '../evaluate/join.js';
import { LibraryObject, ObjectValue, Unknown, type Value } from '../evaluate/values.js';
import { findExport } from '../find-export.js';
import { archiveNames } from '../named-like.js';
import { withoutUndefined } from '../settings.js';
import { findWithExtension, isSourcePath, toFolders, withoutExtension } from '../source-file.js';
import { isFromImage, isMadeByPackage } from './constructs.js';
import { isCustomResourceProvider, providerFolder, toProviderTarget } from './custom-resource-provider.js';

/** `doubt`: why the code may not be there after all. */
export type LocatedCode = (CodeTarget & { readonly doubt?: Unfound }) | Unfound;

const STORED: Unfound = { reason: 'its code is fetched from S3', cause: 'stored' };

/** Is its code made of its entry? What is spread into its properties may state code as well, which is seldom done. */
export function isBundled({ type }: LibraryObject, props: ObjectValue): boolean {
  return (type.name === 'NodejsFunction' || type.name === 'LlrtFunction') && props.properties.get('code') === undefined;
}

/** Where a function construct's code comes from: `code`, or for `NodejsFunction` its `entry`. */
export function locate(
  evaluator: Evaluator,
  object: LibraryObject,
  props: ObjectValue,
  name: string | undefined,
): LocatedCode {
  if (isFromImage(props) || object.type.name === 'DockerImageFunction') return locateImage(evaluator, props);
  if (isBundled(object, props)) return locateEntry(evaluator, object, props, name);
  if (isCustomResourceProvider(object)) {
    const folder = providerFolder(props, evaluator.cwd);
    return typeof folder === 'string' ? toProviderTarget(folder) : explain('codeDirectory', folder);
  }
  const [code, handler] = ['code', 'handler'].map((key) => guessOf(props.get(key)));
  if (isMadeByPackage(object)) return locateForPackage(evaluator, object, props, handler);
  if (object.type.name === 'CfnFunction') return locateLevelOne(evaluator, props, handler);
  if (code instanceof Unknown) return { reason: `its code is not static: ${code.reason}`, cause: 'unknown' };
  if (!(code instanceof LibraryObject)) return { reason: 'its code is not static', cause: 'unknown' };
  if (typeof handler !== 'string') return explain('handler', handler);
  return locateCode(evaluator, code, handler);
}

function locateEntry(
  evaluator: Evaluator,
  object: LibraryObject,
  props: ObjectValue,
  name: string | undefined,
): LocatedCode {
  const entry = guessOf(props.get('entry'));
  const handler = statedHandler(props);
  if (typeof handler !== 'string') return explain('handler', handler);
  // `index.main` means the export `main` of the bundle.
  const exported = handler.slice(handler.lastIndexOf('.') + 1);
  if (typeof entry === 'string') return { kind: 'entry', file: posix.resolve(evaluator.cwd, entry), export: exported };
  if (entry !== undefined) return onlyFileBeside(evaluator, object, exported) ?? explain('entry', entry);
  if (name === undefined) return { reason: 'its entry is derived from its id, which is not static', cause: 'unknown' };
  const stem = `${withoutExtension(object.node.getSourceFile().fileName)}.${name}`;
  return { kind: 'entry', file: findWithExtension(evaluator.workspace, stem) ?? `${stem}.ts`, export: exported };
}

/** What is spread into the properties may name another export, which is seldom done. */
function statedHandler(props: ObjectValue): Value {
  return guessOf(props.properties.get('handler')) ?? 'handler';
}

/** What a function that knows the folder of the construct comes to: the only file there that exports the handler. */
function onlyFileBeside({ workspace }: Evaluator, object: LibraryObject, exported: string): CodeTarget | undefined {
  const own = object.node.getSourceFile().fileName;
  const files = workspace.files.filter(
    (file) => posix.dirname(file) === posix.dirname(own) && file !== own && isSourcePath(file) && !isTestFile(file),
  );
  const [only, ...others] = files.filter((file) => findExport(workspace, file, exported));
  return only !== undefined && others.length === 0 ? { kind: 'entry', file: only, export: exported } : undefined;
}

/** `DockerImageCode.fromImageAsset('folder', { cmd, file, target })`, or an image that is in a registry already. */
function locateImage({ cwd }: Evaluator, props: ObjectValue): LocatedCode {
  const code = guessOf(props.get('code'));
  if (!(code instanceof LibraryObject) || !/^(fromImageAsset|fromAssetImage|AssetImageCode)$/.test(code.type.name))
    return IMAGE;
  const [folder, options] = code.args.map(guessOf);
  if (typeof folder !== 'string') return IMAGE;
  const stated = options instanceof ObjectValue ? options : new ObjectValue();
  const text = (key: string) => {
    const value = guessOf(stated.get(key));
    return typeof value === 'string' ? value : undefined;
  };
  const list = (key: string) => {
    const value = guessOf(stated.get(key));
    return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : undefined;
  };
  return withoutUndefined<ImageTarget & { readonly doubt: Unfound }>({
    kind: 'image',
    folder: posix.resolve(cwd, folder),
    file: text('file'),
    stage: text('target'),
    command: list('cmd'),
    entrypoint: list('entrypoint'),
    workdir: text('workingDirectory'),
    doubt: IMAGE,
  });
}

/** What is put into a bucket is often called like the folder that it is made of. */
function locateStored(args: readonly Value[], handler: string): LocatedCode {
  const keys = args.map(guessOf).map((each) => (each instanceof Unknown ? each.ending : each));
  const archives = keys.flatMap((key) => (typeof key === 'string' ? archiveNames(key) : []));
  return archives.length > 0 ? { kind: 'handler-string', folders: [], handler, archives, doubt: STORED } : STORED;
}

/** A package calls the properties as it likes: code and entry as CDK does, or the name of a zip. */
function locateForPackage(
  evaluator: Evaluator,
  object: LibraryObject,
  props: ObjectValue,
  handler: Value,
): LocatedCode {
  const [code, entry] = ['code', 'entry'].map((key) => guessOf(props.get(key)));
  const stated = typeof handler === 'string' ? handler : 'index.handler';
  if (code instanceof LibraryObject) return locateCode(evaluator, code, stated);
  if (typeof entry === 'string') return locateEntry(evaluator, object, props, undefined);
  const texts = [...props.properties.values()].map((each) => (each instanceof Unknown ? each.ending : each));
  const archives = texts.flatMap((text) => (typeof text === 'string' ? archiveNames(text) : []));
  const doubt: Unfound = {
    reason: `its code is known to ${object.type.name} of ${object.type.module} only`,
    cause: 'unknown',
  };
  return archives.length > 0 ? { kind: 'handler-string', folders: [], handler: stated, archives, doubt } : doubt;
}

/** Level-1 constructs take what a template states: a local `codeUri`, or an object that says where the code is stored. */
function locateLevelOne(evaluator: Evaluator, props: ObjectValue, handler: Value): LocatedCode {
  const path = guessOf(props.get('codeUri'));
  if (typeof handler !== 'string') return explain('handler', handler);
  if (typeof path !== 'string')
    return { reason: 'its code is stored elsewhere before it is deployed', cause: 'stored' };
  return { kind: 'handler-string', folders: toFolders(posix.resolve(evaluator.cwd, path)), handler };
}

function locateCode(evaluator: Evaluator, code: LibraryObject, handler: string): LocatedCode {
  const { name } = code.type;
  const first = guessOf(code.args[0]);
  if (/^(fromInline|inline|InlineCode)$/.test(name))
    return { reason: 'its code is inline in the deployment code', cause: 'inline' };
  if (/^(fromBucket|fromBucketV2|bucket|S3Code|fromCfnParameters|CfnParametersCode)$/.test(name))
    return locateStored(code.args, handler);
  if (/Image|Docker/.test(name)) return { reason: 'its code is built by Docker', cause: 'image' };
  if (typeof first !== 'string') return explain('code path', first);
  const folder = posix.resolve(evaluator.cwd, first);
  const target = { kind: 'handler-string' as const, folders: toFolders(folder), handler };
  if (name !== 'fromCustomCommand') return target;
  return { ...target, entryPoints: entriesOf(evaluator, code, withoutExtension(handler.split('.')[0] ?? ''), folder) };
}

/** The sources of a build script that is run to make the code, for the file that the handler names. */
function entriesOf(evaluator: Evaluator, code: LibraryObject, handlerFile: string, folder: string): string[] {
  const command = Array.isArray(code.args[1]) ? code.args[1] : [];
  const scripts = command.filter((word): word is string => typeof word === 'string' && isSourcePath(word));
  const outputs = scripts.flatMap((script) =>
    readBuildScript(evaluator.workspace, posix.resolve(evaluator.cwd, script)),
  );
  const wanted = posix.join(folder, handlerFile);
  return outputs.filter(({ output }) => output === wanted).map(({ source }) => source);
}

function explain(what: string, value: Value): Unfound {
  if (value === undefined) return { reason: `it has no ${what}`, cause: 'unknown' };
  const why = value instanceof Unknown ? `: ${value.reason}` : '';
  return { reason: `its ${what} is not static${why}`, cause: 'unknown' };
}

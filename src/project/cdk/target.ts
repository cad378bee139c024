import { posix } from 'node:path';
import type { Unfound } from '../../model/function.js';
import { readBuildScript } from '../build-script.js';
import type { CodeTarget } from '../declared.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { LibraryObject, type ObjectValue, Unknown, type Value } from '../evaluate/values.js';
import { findWithExtension, isSourcePath, toFolders, withoutExtension } from '../source-file.js';

export type LocatedCode = CodeTarget | Unfound;

/** Where a function construct's code comes from: `code`, or for `NodejsFunction` its `entry`. */
export function locate(
  evaluator: Evaluator,
  object: LibraryObject,
  props: ObjectValue,
  name: string | undefined,
): LocatedCode {
  const code = props.get('code');
  const isBundled = object.type.name === 'NodejsFunction';
  if (isBundled && code === undefined) return locateEntry(evaluator, object, props, name);
  const handler = props.get('handler');
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
  const [entry, handler] = [props.get('entry'), props.get('handler') ?? 'handler'];
  if (typeof handler !== 'string') return explain('handler', handler);
  // `index.main` means the export `main` of the bundle.
  const exported = handler.slice(handler.lastIndexOf('.') + 1);
  if (typeof entry === 'string') return { kind: 'entry', file: posix.resolve(evaluator.cwd, entry), export: exported };
  if (entry !== undefined) return explain('entry', entry);
  if (name === undefined) return { reason: 'its entry is derived from its id, which is not static', cause: 'unknown' };
  const stem = `${withoutExtension(object.node.getSourceFile().fileName)}.${name}`;
  return { kind: 'entry', file: findWithExtension(evaluator.workspace, stem) ?? `${stem}.ts`, export: exported };
}

/** Level-1 constructs take what a template states: a local `codeUri`, or an object that says where the code is stored. */
function locateLevelOne(evaluator: Evaluator, props: ObjectValue, handler: Value): LocatedCode {
  const path = props.get('codeUri');
  if (typeof handler !== 'string') return explain('handler', handler);
  if (typeof path !== 'string')
    return { reason: 'its code is stored elsewhere before it is deployed', cause: 'stored' };
  return { kind: 'handler-string', folders: toFolders(posix.resolve(evaluator.cwd, path)), handler };
}

function locateCode(evaluator: Evaluator, code: LibraryObject, handler: string): LocatedCode {
  const { name } = code.type;
  const [first] = code.args;
  if (/^(fromInline|inline|InlineCode)$/.test(name))
    return { reason: 'its code is inline in the deployment code', cause: 'inline' };
  if (/^(fromBucket|fromBucketV2|bucket|S3Code|fromCfnParameters|CfnParametersCode)$/.test(name))
    return { reason: 'its code is fetched from S3', cause: 'stored' };
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

import { posix } from 'node:path';
import type { BuildSettings } from '../../model/function.js';
import { isAmplifyFunction, propsOf } from '../cdk/constructs.js';
import { readVariables } from '../cdk/environment.js';
import { writtenAtNode } from '../cdk/look.js';
import { overriddenSettings } from '../cdk/overrides.js';
import { findSite } from '../cdk/site.js';
import type { DeclaredFunction, UnresolvedDeclaration } from '../declared.js';
import type { Evaluator } from '../evaluate/evaluator.js';
import { type LibraryObject, ObjectValue, Unknown } from '../evaluate/values.js';
import { toBoolean, withoutUndefined } from '../settings.js';
import { amplifySettings, hasUnknownProps } from './settings.js';

/** What `defineFunction` declares, as @aws-amplify/backend-function 1.19.0 takes it. */
export function declareAmplify(evaluator: Evaluator, object: LibraryObject): DeclaredFunction | UnresolvedDeclaration {
  const { workspace } = evaluator;
  const props = propsOf(object);
  const all = evaluator.created.filter(isAmplifyFunction);
  const { node } = findSite(object, all, evaluator.cwd, (each) => JSON.stringify([nameOf(each), entryOf(each)]));
  const base = {
    name: nameOf(object),
    declaredIn: { ...writtenAtNode(workspace, node), kind: 'amplify' as const },
    settings: { ...amplifySettings(evaluator, object), ...overriddenSettings(evaluator, object) },
  };
  const entry = entryOf(object);
  if (entry instanceof Unknown)
    return { ...base, reason: `its entry is not static: ${entry.reason}`, cause: 'unknown' };
  const { environment, environmentUnknown = [] } = readVariables(evaluator, object);
  const { settings } = base;
  return withoutUndefined<DeclaredFunction>({
    ...base,
    target: { kind: 'entry', file: entry, export: 'handler' },
    // Its template states the defaults as well.
    runtime: settings.runtime.value,
    memoryMb: settings.memoryMb.value,
    timeoutS: settings.timeoutS.value,
    architecture: settings.architecture.value,
    eventSources: [],
    build: buildOf(props),
    environment,
    // Access to other resources brings more of them.
    environmentUnknown: [...new Set([...environmentUnknown, '*'])],
    hasForeignLayers: props.get('layers') === undefined ? undefined : true,
  });
}

function folderOf({ node }: LibraryObject): string {
  return posix.dirname(node.getSourceFile().fileName);
}

/** Beside the file that calls `defineFunction`. */
function entryOf(object: LibraryObject): string | Unknown {
  if (hasUnknownProps(object)) return new Unknown('its properties are not');
  const stated = propsOf(object).get('entry') ?? 'handler.ts';
  if (typeof stated === 'string') return posix.resolve(folderOf(object), stated);
  return stated instanceof Unknown ? stated : new Unknown('it is not a text of the program');
}

function nameOf(object: LibraryObject): string {
  const [name, entry] = ['name', 'entry'].map((key) => propsOf(object).get(key));
  if (typeof name === 'string' && name !== '') return name;
  return typeof entry === 'string' ? posix.parse(entry).name : posix.basename(folderOf(object));
}

/** `NodejsFunction` is given these, whatever the program states, but for `minify`. */
function buildOf(props: ObjectValue): BuildSettings {
  const stated = props.get('bundling');
  const layers = props.get('layers');
  return {
    tool: 'esbuild',
    format: 'esm',
    minify: (stated instanceof ObjectValue ? toBoolean(stated.get('minify')) : undefined) ?? true,
    sourceMap: true,
    external: layers instanceof ObjectValue ? [...layers.properties.keys()] : [],
    other: { bundleAwsSDK: true, loader: { '.node': 'file' } },
  };
}

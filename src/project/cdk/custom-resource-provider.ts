import { posix } from 'node:path';
import { guessOf } from '../evaluate/join.js';
import type { LibraryObject, ObjectValue, Value } from '../evaluate/values.js';
import { LAMBDA_DEFAULTS, type SettingDefaults } from '../function-settings.js';
import { toFolders } from '../source-file.js';

/** The file and export that CDK's own entry point calls. */
export const PROVIDER_HANDLER = 'index.handler';

/** What `CustomResourceProvider` of the core library takes (aws-cdk-lib 2, custom-resource-provider-base). */
export const PROVIDER_DEFAULTS: SettingDefaults = { ...LAMBDA_DEFAULTS, timeoutS: 900 };

/** `new CustomResourceProvider(…)`, `CustomResourceProvider.getOrCreate(…)`, `.getOrCreateProvider(…)`: a function behind a custom resource. */
export function isCustomResourceProvider({ type: { path, name } }: LibraryObject): boolean {
  return name === 'CustomResourceProvider' || (path.at(-2) === 'CustomResourceProvider' && /^getOrCreate/.test(name));
}

/** Is it the one of its type in a stack, whoever asks for it? */
export function isSharedProvider(object: LibraryObject): boolean {
  return isCustomResourceProvider(object) && /^getOrCreate/.test(object.type.name);
}

/** The folder whose files are the function; or what stands in its place. */
export function providerFolder(props: ObjectValue, cwd: string): string | Value {
  const folder = guessOf(props.get('codeDirectory'));
  return typeof folder === 'string' ? posix.resolve(cwd, folder) : folder;
}

export function toProviderTarget(folder: string) {
  return { kind: 'handler-string' as const, folders: toFolders(folder), handler: PROVIDER_HANDLER };
}

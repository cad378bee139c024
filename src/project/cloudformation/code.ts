import { posix } from 'node:path';
import type { NonEmpty } from '../../lib/non-empty.js';
import { toList } from '../../lib/to-list.js';
import type { Unfound } from '../../model/function.js';
import { isObject, objectAt, type Plain, type PlainObject } from '../data-file.js';
import { type ImageTarget, toText } from '../declared.js';
import { archiveNames } from '../named-like.js';
import { isOpenObject, notStaticReason } from '../not-static.js';
import { withoutUndefined } from '../settings.js';
import { toFolders } from '../source-file.js';
import type { Stack } from './stack.js';

/** The folder that a resource's code comes from, or why there is none of ours. */
export type ResourceCode =
  | {
      readonly folders: NonEmpty<string>;
      /** What is packaged, a folder or a file, where the template says it. Absolute. */
      readonly packaged?: string;
      /** What the archive in S3 is called. */
      readonly archives?: readonly string[];
      /** Why the code may not be there after all. */
      readonly doubt?: Unfound;
    }
  | { readonly image: ImageTarget }
  | Unfound;

type CodeSite = Pick<Stack, 'folder' | 'kind'>;

const KNOWN_AT_DEPLOYMENT: Unfound = { reason: 'its code location is known only at deployment', cause: 'unknown' };
const INLINE: Unfound = { reason: 'its code is inline in the template', cause: 'inline' };

/**
 * Reads `CodeUri`, `Code`, `InlineCode`, `ImageUri` and `PackageType`.
 *
 * @param metadata of the resource: tools that upload code say there where it came from.
 */
export function locateResourceCode(properties: PlainObject, metadata: PlainObject, stack: CodeSite): ResourceCode {
  if (properties.PackageType === 'Image' || properties.ImageUri !== undefined) {
    return { image: imageOf(properties, metadata, stack) };
  }
  if (properties.InlineCode !== undefined) return INLINE;
  const code = properties.CodeUri ?? properties.Code;
  if (isObject(code)) return locateObject(code, properties, metadata, stack);
  if (typeof code !== 'string')
    return { folders: [stack.folder], ...(isOpenObject(properties) && { doubt: KNOWN_AT_DEPLOYMENT }) };
  return locatePath(code, stack);
}

/** SAM builds it from what the metadata says; else only the name of the image tells. */
function imageOf(properties: PlainObject, metadata: PlainObject, { folder }: CodeSite): ImageTarget {
  const { DockerContext, Dockerfile, DockerBuildTarget } = metadata;
  const config = objectAt(properties, 'ImageConfig');
  const uri = properties.ImageUri ?? objectAt(properties, 'Code').ImageUri;
  const [, name] = /(?:^|\/)([\w.-]+)(?:[:@][^/]*)?$/.exec(endOfExpression(uri) ?? '') ?? [];
  const isBuilt = typeof DockerContext === 'string' || typeof Dockerfile === 'string';
  return withoutUndefined<ImageTarget>({
    kind: 'image',
    folder: isBuilt ? posix.resolve(folder, toText(DockerContext) ?? '.') : undefined,
    file: toText(Dockerfile),
    stage: toText(DockerBuildTarget),
    name: name || undefined,
    command: toList(config.Command),
    entrypoint: toList(config.EntryPoint),
    workdir: toText(config.WorkingDirectory),
  });
}

function locatePath(path: string, stack: CodeSite): ResourceCode {
  if (/^(s3|https?):\/\//.test(path)) return { reason: `its code is fetched from ${path}`, cause: 'stored' };
  const hidden = notStaticReason(path);
  if (hidden !== undefined) return { reason: `its code path is not static: ${hidden}`, cause: 'unknown' };
  if (path.includes('${')) return { reason: `its code path ${path} is known only at deployment`, cause: 'unknown' };
  const packaged = posix.resolve(stack.folder, path.replace(/^file:\/\//, ''));
  return { folders: toFolders(packaged), packaged };
}

function locateObject(
  code: PlainObject,
  properties: PlainObject,
  metadata: PlainObject,
  stack: CodeSite,
): ResourceCode {
  if (code.ZipFile !== undefined) return INLINE;
  if (code.ImageUri !== undefined)
    return { image: imageOf({ ...properties, ImageUri: code.ImageUri }, metadata, stack) };
  const bucket = code.S3Bucket ?? code.Bucket;
  if (bucket !== undefined || code.S3Key !== undefined || code.Key !== undefined) {
    const place = describe(bucket, code.S3Key ?? code.Key);
    const stored: Unfound = { reason: `its code is fetched from S3 (${place})`, cause: 'stored' };
    const source = assetPath(metadata, stack);
    if (source !== undefined) return { folders: toFolders(source), packaged: source, doubt: stored };
    // What a script uploads often lies beside the template; what CDK uploads never does.
    const isSynthesised = place === SYNTHESISED || stack.kind === 'cdk-out';
    const archives = archiveNames(endOfExpression(code.S3Key ?? code.Key));
    return isSynthesised ? stored : { folders: [stack.folder], archives, doubt: stored };
  }
  return KNOWN_AT_DEPLOYMENT;
}

/** A staged copy of CDK's, which is none of the project's code. */
const STAGED = /(^|\/)asset\.[0-9a-f]{32,}/;

/** Where the Amplify CLI took the code from, and CDK that stages nothing; absolute. */
function assetPath(metadata: PlainObject, { folder, kind }: CodeSite): string | undefined {
  const { 'aws:asset:path': path, 'aws:asset:property': property = 'Code' } = metadata;
  const isCode = property === 'Code' || property === 'CodeUri';
  if (kind === 'cdk-out' || typeof path !== 'string' || !isCode || STAGED.test(path)) return undefined;
  return posix.resolve(folder, path);
}

/** The static text that an expression ends with: of a substitution what is behind its last variable, of a list its last part. */
export function endOfExpression(value: Plain): string | undefined {
  if (typeof value === 'string') return value.slice(value.lastIndexOf('}') + 1);
  const { 'Fn::Sub': text, 'Fn::Join': joined } = objectAt(value);
  if (Array.isArray(joined)) return endOfExpression([joined[1]].flat().at(-1));
  const [first] = [text].flat();
  return typeof first === 'string' ? endOfExpression(first) : undefined;
}

const SYNTHESISED = 'an asset of a synthesised template';

/** One readable place: what is an expression in the template would fill the line and tell nothing. */
function describe(bucket: Plain, key: Plain): string {
  if (/AssetParameters|cdk-\w+-assets/.test(JSON.stringify([bucket, key]))) return SYNTHESISED;
  const parts = [bucket, key].map((each) => (typeof each === 'string' ? each : '…'));
  return parts.every((each) => each === '…') ? 'known only at deployment' : parts.join('/');
}

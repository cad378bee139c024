import { posix } from 'node:path';
import { isObject, type Plain, type PlainObject } from '../data-file.js';
import { toFolders } from '../source-file.js';
import type { Template } from './template.js';

/** The folder that a resource's code comes from, or why there is none of ours. */
export type CodeLocation =
  | {
      readonly folders: readonly string[];
      /** What is packaged, a folder or a file, where the template says it. Absolute. */
      readonly packaged?: string;
      /** Why the code may not be there after all. */
      readonly doubt?: string;
    }
  | { readonly reason: string; readonly isElsewhere?: boolean };

/** Reads `CodeUri`, `Code`, `InlineCode`, `ImageUri` and `PackageType`. */
export function locateCode(properties: PlainObject, template: Template): CodeLocation {
  if (properties.PackageType === 'Image' || properties.ImageUri !== undefined) {
    return { reason: 'it is deployed as a container image', isElsewhere: true };
  }
  if (properties.InlineCode !== undefined) return { reason: 'its code is inline in the template', isElsewhere: true };
  const code = properties.CodeUri ?? properties.Code;
  if (isObject(code)) return locateObject(code, template);
  if (typeof code !== 'string') return { folders: [template.folder] };
  return locatePath(code, template);
}

function locatePath(path: string, template: Template): CodeLocation {
  if (/^(s3|https?):\/\//.test(path)) return { reason: `its code is fetched from ${path}` };
  if (path.includes('${')) return { reason: `its code path ${path} is known only at deployment` };
  const packaged = posix.resolve(template.folder, path.replace(/^file:\/\//, ''));
  return { folders: toFolders(packaged), packaged };
}

function locateObject(code: PlainObject, template: Template): CodeLocation {
  if (code.ZipFile !== undefined) return { reason: 'its code is inline in the template', isElsewhere: true };
  if (code.ImageUri !== undefined) return { reason: 'it is deployed as a container image', isElsewhere: true };
  const bucket = code.S3Bucket ?? code.Bucket;
  if (bucket !== undefined || code.S3Key !== undefined || code.Key !== undefined) {
    const place = describe(bucket, code.S3Key ?? code.Key);
    const reason = `its code is fetched from S3 (${place})`;
    // What a script uploads often lies beside the template; what CDK uploads never does.
    const isSynthesised = place === SYNTHESISED || template.kind === 'cdk-out';
    return isSynthesised ? { reason } : { folders: [template.folder], doubt: reason };
  }
  return { reason: 'its code location is known only at deployment' };
}

const SYNTHESISED = 'an asset of a synthesised template';

/** One readable place: what is an expression in the template would fill the line and tell nothing. */
function describe(bucket: Plain, key: Plain): string {
  if (/AssetParameters|cdk-\w+-assets/.test(JSON.stringify([bucket, key]))) return SYNTHESISED;
  const parts = [bucket, key].map((each) => (typeof each === 'string' ? each : '…'));
  return parts.every((each) => each === '…') ? 'known only at deployment' : parts.join('/');
}

import type { HttpRequest } from './http-server.js';
import { xmlTexts } from './xml.js';

interface S3Call {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What a request to S3 asks for: its protocol names no operation, method, path and query tell it. */
export function identifyS3Call({ method, path, headers, body }: HttpRequest): S3Call {
  const url = new URL(path, 'http://s3');
  const [bucket = '', ...rest] = url.pathname.slice(1).split('/').map(decodeURIComponent);
  const key = rest.join('/');
  const query = url.searchParams;
  const input = { ...(bucket && { Bucket: bucket }), ...(key && { Key: key }) };
  if (key) {
    return { operation: objectOperation(method, query, 'x-amz-copy-source' in headers), input };
  }
  const operation = bucket ? bucketOperation(method, query) : 'ListBuckets';
  if (operation !== 'DeleteObjects') return { operation, input };
  return { operation, input: { ...input, Objects: xmlTexts(body.toString(), 'Key').map((Key) => ({ Key })) } };
}

function objectOperation(method: string, query: URLSearchParams, isCopy: boolean): string {
  if (query.has('uploads')) return 'CreateMultipartUpload';
  if (query.has('uploadId')) {
    return (
      { PUT: 'UploadPart', POST: 'CompleteMultipartUpload', DELETE: 'AbortMultipartUpload' }[method] ?? 'ListParts'
    );
  }
  if (method === 'PUT') return isCopy ? 'CopyObject' : 'PutObject';
  return { GET: 'GetObject', HEAD: 'HeadObject', DELETE: 'DeleteObject' }[method] ?? method;
}

function bucketOperation(method: string, query: URLSearchParams): string {
  if (method === 'POST' && query.has('delete')) return 'DeleteObjects';
  if (method === 'GET') return query.get('list-type') === '2' ? 'ListObjectsV2' : 'ListObjects';
  return { PUT: 'CreateBucket', HEAD: 'HeadBucket', DELETE: 'DeleteBucket' }[method] ?? method;
}

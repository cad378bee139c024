import { posix } from 'node:path';
import { readLongText } from '../../derived/long-text.js';
import { relativePath } from '../../lib/paths.js';
import type { DetailedBundle } from '../../model/bundle.js';
import { NOT_REGULAR, UsageError } from '../../model/errors.js';
import type { Host } from '../../model/host.js';
import { mapBytes } from '../build/source-map.js';
import { readsSourceMaps } from '../build/source-map-readers.js';
import { attributeSources } from '../weigh/attribute-sources.js';
import { sum } from '../weigh/bytes.js';
import { DEFAULT_LEVEL, zippedBytes } from '../weigh/zip.js';

/**
 * What is in a file that some bundler has built, by its source map: inline, named in its last comment, or beside it as `.map`.
 *
 * @param path absolute.
 * @throws {UsageError} where the file or its map is missing or cannot be read.
 */
export async function weighArtifact(path: string, root: string, host: Host): Promise<DetailedBundle> {
  const file = relativePath(root, path);
  if (!host.isFile(path))
    throw new UsageError(host.isSpecial(path) ? `"${file}" ${NOT_REGULAR}.` : `There is no file "${file}".`);
  const code = await readLongText(path, host);
  const map = await findMap(path, code, host);
  const mapped = await mapBytes(code, map?.text).catch((error: Error) => {
    throw new UsageError(`"${file}" cannot be attributed: ${error.message}`);
  });
  const bytes = Buffer.byteLength(code);
  const { packages, own, contents } = attributeSources(mapped, posix.dirname(map?.path ?? path), root, host);
  const contained = Buffer.from(code);
  return {
    functionId: `artifact#${file}`,
    name: file,
    declaredIn: { file, line: 1, kind: 'code' },
    packaging: 'bundle',
    minified: isMinified(code),
    unzippedBytes: bytes,
    zippedBytes: await zippedBytes({ [posix.basename(path)]: contained }, DEFAULT_LEVEL),
    codeBytes: bytes - (map ? 0 : mapped.commentBytes),
    sourceMapBytes: map ? 0 : mapped.commentBytes,
    layerBytes: 0,
    unreachedBytes: 0,
    bundlerBytes: bytes - (map ? 0 : mapped.commentBytes) - sum(contents),
    modules: contents.length,
    packages,
    own,
    contents,
    assets: [],
    external: [],
    fromRuntime: [],
    missing: [],
    readsSourceMaps: readsSourceMaps(contained),
    assumptions: [
      'Analysed through its source map, which does not record imports, so what only one package brings in is unknown.',
      ...(map ? ['The source map beside it is not counted.'] : []),
    ],
  };
}

interface FoundMap {
  readonly path: string;
  readonly text: string;
}

/** `undefined` for a map in the file itself. */
async function findMap(path: string, code: string, host: Host): Promise<FoundMap | undefined> {
  const [, url] = /\/\/[#@] sourceMappingURL=(\S+)\s*$/.exec(code.slice(-100_000)) ?? [];
  if (url === undefined && code.includes('sourceMappingURL=data:')) return undefined;
  if (url?.startsWith('data:')) return undefined;
  const beside = url === undefined ? `${path}.map` : posix.resolve(posix.dirname(path), decodeURIComponent(url));
  if (!host.isFile(beside)) {
    throw new UsageError(
      `"${path}" has no source map: neither inside nor as ${beside}. Configure the bundler to write one.`,
    );
  }
  return { path: beside, text: await readLongText(beside, host) };
}

/** By the length of its lines, as the file does not say. */
function isMinified(code: string): boolean {
  return code.length / code.split('\n').length > 200;
}

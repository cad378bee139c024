import type { explore as Explore } from 'source-map-explorer';
import { inlineMap, renamed } from '../weigh/map-sources.js';

/** Whose the bytes of a file are, by its source map. */
export interface MappedBytes {
  /** By source as the map names it. Line ends are spread over all in proportion, since a map says nothing of them. */
  readonly sources: ReadonlyMap<string, number>;
  /** What maps to no source: wrappers, helpers, indentation. */
  readonly unmappedBytes: number;
  /** Of a map that stands in the file itself, or of the comment that names it. */
  readonly commentBytes: number;
}

/** @throws {Error} where the map does not fit the code, or is none. */
export async function mapBytes(code: string, map: string | undefined): Promise<MappedBytes> {
  // It takes a while to load, and few runs need it.
  const { explore } = await import('source-map-explorer');
  const { text, nameOf } = renamed(map ?? inlineMap(code));
  const bundle = { code: Buffer.from(code), ...(text !== undefined && { map: Buffer.from(text) }) };
  const { bundles, errors } = await explore(bundle, {
    noRoot: true,
    noBorderChecks: true,
    output: { format: 'json' },
  }).catch((error: unknown) => failure(error));
  const [found] = bundles;
  if (!found) throw new Error(errors[0]?.message ?? 'its source map cannot be read');
  const { files, eolBytes, mappedBytes, sourceMapCommentBytes, unmappedBytes = 0 } = found;
  const scale = mappedBytes === 0 ? 1 : (mappedBytes + eolBytes) / mappedBytes;
  const sizes = Object.entries(files).filter(([source]) => !SPECIAL.has(source));
  const sources = new Map<string, number>();
  for (const [source, { size }] of sizes) {
    const name = nameOf(source);
    sources.set(name, (sources.get(name) ?? 0) + Math.round(size * scale));
  }
  return {
    sources,
    unmappedBytes: unmappedBytes + (files['[no source]']?.size ?? 0),
    commentBytes: sourceMapCommentBytes,
  };
}

/** What source-map-explorer counts beside sources. */
const SPECIAL = new Set(['[unmapped]', '[sourceMappingURL]', '[no source]', '[EOLs]']);

type Explored = Awaited<ReturnType<typeof Explore>>;

/** It throws its result when nothing could be explored. */
function failure(error: unknown): Pick<Explored, 'bundles' | 'errors'> {
  const { errors = [], message = '' } = Object(error) as Partial<Explored> & { readonly message?: string };
  return { bundles: [], errors: errors.length > 0 ? errors : [{ bundleName: '', code: 'Unknown', message }] };
}

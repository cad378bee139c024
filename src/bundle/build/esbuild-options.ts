import { extname } from 'node:path/posix';
import type { BuildOptions, Message, Metafile, OutputFile } from 'esbuild';
import { substitutePlugin } from '../what-if/substitute.js';
import { type BuildRequest, type EntryPoint, outputOf } from './build-request.js';
import { WARNINGS_WANTED } from './build-warnings.js';

/** In memory, and with all that is told of it. */
export type EsbuildOptions = BuildOptions & { readonly write: false; readonly metafile: true };

/** What esbuild answers to these. */
export interface EsbuildResult {
  readonly outputFiles: readonly OutputFile[];
  readonly metafile: Metafile;
  readonly warnings: readonly Message[];
}

/** What the deploy tool hands over, and how we have esbuild build it for us. */
export function esbuildOptions(request: BuildRequest): EsbuildOptions {
  const { entries, options, folder, substitutes = [], rewritten = [] } = request;
  const [first] = entries;
  const isVariant = substitutes.length + rewritten.length > 0;
  return {
    platform: 'node',
    ...options,
    external: options.external ?? [],
    entryPoints: entries.map(toEntryPoint),
    absWorkingDir: folder,
    outdir: folder,
    ...(first && { outExtension: { '.js': extname(first.builtAt) } }),
    bundle: true,
    ...(isVariant && { plugins: [substitutePlugin(substitutes, rewritten)] }),
    write: false,
    metafile: true,
    logLevel: 'silent',
    logOverride: WARNINGS_WANTED,
    // All errors, as each may be a package that is not installed.
    logLimit: 0,
  };
}

/** esbuild puts the ending on by itself. */
function toEntryPoint(entry: EntryPoint, index: number): { readonly in: string; readonly out: string } {
  const out = outputOf(entry, index);
  return { in: entry.path, out: out.slice(0, -extname(out).length) };
}

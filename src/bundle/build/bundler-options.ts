import type { BuildOptions } from 'esbuild';

/** What a deploy tool hands to esbuild besides where from and where to. Plug-ins are code of the project and never run. */
export type BundlerOptions = Pick<
  BuildOptions,
  Exclude<keyof BuildOptions, 'entryPoints' | 'outdir' | 'outfile' | 'write' | 'metafile' | 'plugins' | 'absWorkingDir'>
>;

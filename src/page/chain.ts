import type { PageBundle } from './unpack.js';

/** How the handler comes to a module. */
export interface ImportChain {
  /** From the handler to the module, both included. */
  readonly files: readonly string[];
  /** Whether files stand between the first two that add no bytes, and of which the report knows nothing. */
  readonly hasGap: boolean;
}

/** By which imports the handler comes to a file; nothing where no import leads there. */
export type ChainOf = (file: string) => ImportChain | undefined;

export function createChainOf({ entry, contents, packages }: PageBundle): ChainOf {
  const importers = new Map<string, string>();
  // Chains of packages also know files on the way that weigh nothing.
  for (const { chain } of packages) {
    let importer: string | undefined;
    for (const file of chain) {
      if (importer !== undefined) importers.set(file, importer);
      importer = file;
    }
  }
  for (const { file, importedBy } of contents) {
    if (importedBy !== undefined) importers.set(file, importedBy);
  }
  return (file) => {
    const files = new Set([file]);
    for (let at = importers.get(file); at !== undefined && !files.has(at); at = importers.get(at)) files.add(at);
    const chain = [...files].reverse();
    if (chain[0] === entry) return { files: chain, hasGap: false };
    // Without an importer it is reached by no import; else the way is known down from its first known importer.
    return chain.length === 1 || entry === undefined ? undefined : { files: [entry, ...chain], hasGap: true };
  };
}

/** The absolute folder of the package of ours that an import of that name leads to, asked for the importing file; `undefined` for packages of others. */
export type PackageNamed = (name: string, from: string) => string | undefined;

/** Whatever changes what packages there are, or how code is compiled. */
const EVERYTHING =
  /(^|\/)(package\.json|[tj]sconfig[^/]*\.json|cdk\.json|package-lock\.json|npm-shrinkwrap\.json|\.package-lock\.json|pnpm-lock\.yaml|\.modules\.yaml|yarn\.lock|\.yarn-state\.yml|\.yarn-integrity|bun\.lockb?)$/;

/** Does a change of the file mean that any bundle may be another one? */
export function affectsAllBundles(path: string): boolean {
  return EVERYTHING.test(path);
}

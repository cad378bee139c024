/** TypeScript or JavaScript, by its name. */
export function isCodeFile(path: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(path);
}

/** Tests, mocks and type declarations: never deployed, whatever they export. */
export function isTestFile(path: string): boolean {
  return /\.(test|spec|e2e|stories|mock)\.[cm]?[jt]sx?$|(^|\/)(__tests__|__mocks__|__fixtures__|tests?|e2e|cypress)\/|\.d\.[cm]?ts$/.test(
    path,
  );
}
